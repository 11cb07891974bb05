import type { Attacked } from './attack';
import { captureFunctions } from './capture/capture';
import type { Syntax } from './capture/syntax';
import type { FocalFunction } from './model/focalFunction';
import type { PropertyTest, Test, Verdict } from './model/test';
import { isFailure, verdictsOf } from './model/verdicts';
import { knownResults } from './oracle/inputs/knownResults';
import { generateInputs } from './oracle/inputs/probes';
import { credibleSuites, suitesFor } from './oracle/properties/propertyTests';
import type { Clock, ExecutionSession } from './ports';

export interface PropertyRequest {
  readonly syntax: Syntax;
  readonly focal: FocalFunction;
  readonly session: ExecutionSession;
  /** Trusted tests and the texts of the user's own. */
  readonly tests: readonly Test[];
  readonly texts: readonly string[];
  readonly candidates: readonly { readonly id: string; readonly source: string }[];
  readonly seed: number;
  /** Wall time of one check, in milliseconds. */
  readonly testMs: number;
  readonly clock: Clock;
  /** Clock time from which no candidate is run any more. */
  readonly deadline: number;
}

export interface PropertyChecks {
  /** Plausible tests that some candidates pass and others do not. */
  readonly tests: readonly PropertyTest[];
  readonly attacked: Attacked;
}

/** Generated inputs each property is tried on, and tests that are kept of all. */
const TRIED = 16;
const KEPT = 12;
const ORIGINAL = 'original';

/**
 * What functions of this name, signature and docstring usually do, and what the trusted examples have in common, as plausible tests that tell
 * the survivors apart: they order them and judge nobody alone. A property that no survivor has on the known inputs is none of this function.
 * Says nothing when there is only one survivor, no property or no time.
 */
export async function checkProperties(
  request: PropertyRequest,
  attacked: Attacked,
  signal: AbortSignal,
): Promise<PropertyChecks> {
  const { syntax, focal, session, candidates, clock, testMs } = request;
  const none: PropertyChecks = { tests: [], attacked };
  if (candidates.length < 2 || clock.now() >= request.deadline) return none;
  const dialect = syntax.definition(focal.file.languageId).id;
  const inputs = generateInputs({ ...request, dialect, count: TRIED });
  const siblings = (await captureFunctions(syntax, focal.file))
    .filter((other) => other.className === undefined && other.enclosing.length === 0)
    .map(({ name }) => name);
  const suites = suitesFor(focal, inputs, siblings, knownResults(focal, request.tests, request.texts, dialect)).map(
    (suite) => ({ ...suite, known: suite.known.slice(0, TRIED) }),
  );
  const all = suites.flatMap(({ known, fresh }) => [...known, ...fresh]);
  if (all.length === 0) return none;
  const seen = new Map<string, ReadonlyMap<string, Verdict>>();
  const run = async (id: string, source: string): Promise<void> => {
    if (clock.now() >= request.deadline) return;
    const job = { id: `properties ${id}`, source, tests: all, stopAtFirstTimeout: true, testMs };
    seen.set(id, verdictsOf(await session.run(job, signal), all));
  };
  await Promise.all(
    [{ id: ORIGINAL, source: focal.file.text }, ...candidates].map(({ id, source }) => run(id, source)),
  );
  const survivors = candidates.flatMap(({ id }) => seen.get(id) ?? []);
  const refusals = (id: string): number => survivors.filter((verdicts) => verdicts.get(id)?.kind === 'errored').length;
  // An error of the original and of most fixes alike: the function is not meant for this input.
  const refused = (id: string): boolean =>
    seen.get(ORIGINAL)?.get(id)?.kind === 'errored' && 2 * refusals(id) >= survivors.length;
  const telling = credibleSuites(suites, survivors)
    .flatMap(({ fresh }) => fresh)
    .filter(
      ({ id }) =>
        !refused(id) &&
        survivors.some((verdicts) => verdicts.get(id)?.kind === 'passed') &&
        survivors.some((verdicts) => isFailure(verdicts.get(id))),
    )
    .slice(0, KEPT);
  const added = (id: string, to: ReadonlyMap<string, Verdict>): ReadonlyMap<string, Verdict> =>
    new Map([
      ...to,
      ...telling.flatMap((test) => {
        const verdict = seen.get(id)?.get(test.id);
        return verdict ? [[test.id, verdict] as const] : [];
      }),
    ]);
  return {
    tests: telling,
    attacked: {
      ...attacked,
      original: added(ORIGINAL, attacked.original),
      verdicts: new Map([...attacked.verdicts].map(([id, verdicts]) => [id, added(id, verdicts)])),
    },
  };
}

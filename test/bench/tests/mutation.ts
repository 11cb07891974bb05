import { Syntax } from '../../../src/core/capture/syntax';
import { defaultLimits } from '../../../src/core/model/execution';
import type { GeneratedSuite } from '../../../src/core/model/generation';
import { outcomeOf } from '../../../src/core/model/outcome';
import { isFailure, verdictsOf } from '../../../src/core/model/verdicts';
import { probes } from '../../../src/core/oracle/inputs/probes';
import type { Ports } from '../../../src/core/ports';
import { mutantsOf } from '../../../src/core/testing/mutants';
import { languages } from '../../../src/languages/registry';

/** Mutants of another sample than the one the tests were chosen by, and inputs to tell equivalent ones. */
const MUTANTS = 150;
const INPUTS = 300;

/**
 * Share of mutants that the suite notices. One that no test notices counts as equivalent, and not at all, when it also does the same as the
 * function on 300 other inputs.
 */
export async function mutationScore(
  ports: Ports,
  { focal, tests }: GeneratedSuite,
  seed: number,
): Promise<{ readonly run: number; readonly killed: number; readonly equivalent: number }> {
  const signal = AbortSignal.timeout(120_000);
  const syntax = new Syntax(ports.grammars, languages);
  const options = { now: () => 0, deadline: 1 };
  const used = new Set((await mutantsOf(syntax, focal, { ...options, count: 160, seed })).map(({ source }) => source));
  const mutants = (await mutantsOf(syntax, focal, { ...options, count: 160 + MUTANTS, seed: seed + 1 }))
    .filter(({ source }) => !used.has(source))
    .slice(0, MUTANTS);
  const dialect = syntax.definition(focal.file.languageId).id;
  const checks = tests.flatMap((test) => [...test.checks]);
  const trusted = checks.map((check) => ({ ...check, trust: 'trusted' as const }));
  const inputs = probes({ focal, dialect, tests: trusted, seed: seed + 7, count: INPUTS, guess: true });
  await using session = await ports.executor.open(
    { focal, workspaceRoot: ports.workspace.root, scripts: [], testFiles: [], limits: defaultLimits },
    signal,
  );
  const outcomes = async (source: string): Promise<string> => {
    const job = { id: 'outcomes', source, tests: inputs, stopAtFirstTimeout: true, testMs: 300 };
    const verdicts = verdictsOf(await session.run(job, signal), inputs);
    return JSON.stringify(inputs.map(({ id }) => outcomeOf(verdicts.get(id)) ?? null));
  };
  const right = await outcomes(focal.file.text);
  let run = 0;
  let killed = 0;
  let equivalent = 0;
  for (const { source } of mutants) {
    const result = await session.run(
      { id: 'mutant', source, tests: checks, stopAtFirstFailure: true, testMs: 300 },
      signal,
    );
    if (result.kind !== 'ran') continue;
    if ([...result.verdicts.values()].some(isFailure)) killed++;
    else if ((await outcomes(source)) === right) {
      equivalent++;
      continue;
    }
    run++;
  }
  return { run, killed, equivalent };
}

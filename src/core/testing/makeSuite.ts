import type { Candidate } from '../model/candidate';
import type { FocalFunction } from '../model/focalFunction';
import type { GeneratedSuite, GeneratedTest, GenerationStage, PossibleBug, PropertyLibrary } from '../model/generation';
import type { ExampleTest, PropertyTest, Test, Verdict } from '../model/test';
import { interleave } from '../oracle/inputs/generate';
import { parseValue } from '../oracle/inputs/literal';
import { behaviourChanges, minimalSuite } from '../oracle/observations/observations';
import type { Clock, ExecutionSession } from '../ports';
import { argumentsLike } from './generators/arbitraries';
import { confirmDrawn } from './generators/confirmDrawn';
import type { TestInputs } from './inputs';
import { killMatrix, type KillMatrix } from './killMatrix';
import { distinctNames, nameOfExample } from './names';
import { negativeZeroProbe, runAll, type RunOptions } from './observe';
import { expectedFrom, isStable, literalOf, observationTest, raisedTypes } from './outcomes';
import {
  basisOf,
  invariantsOf,
  judgeProperties,
  possibleBug,
  propertiesOf,
  unbroken,
  type JudgedProperty,
} from './properties';
import type { Specified } from './specification';
import { selectTests, selectUnattacked, type Measured } from './select';

export interface SuiteRequest {
  readonly session: ExecutionSession;
  /** A runtime that keeps its sets in another order, where that may matter. */
  readonly other?: ExecutionSession;
  readonly clock: Clock;
  readonly focal: FocalFunction;
  /** Names of the module's own functions. */
  readonly siblings: readonly string[];
  /** Examples of the function's documentation. */
  readonly trusted: readonly Test[];
  readonly texts: readonly string[];
  /** What a model read in the documentation: plausible. */
  readonly specified: Specified;
  readonly inputs: TestInputs;
  /** Still being drawn while the function is observed. */
  readonly mutants: Promise<readonly Candidate[]>;
  /** By `clock`. */
  readonly deadline: number;
  /** From then on one repetition must do. */
  readonly late: number;
  readonly previous?: string;
  /** Properties are written with it, where they hold on what it draws, too. */
  readonly library?: PropertyLibrary;
  readonly enter: (stage: GenerationStage) => void;
}

/** Runs of the present version in all; what differs between them is not written down. */
const REPEATS = 3;
/** Share of what is left of the budget that the mutants may take. */
const MUTANTS_SHARE = 0.85;
/** Share of what is left of the budget in which inputs are tried for the first time; repetitions have as long again. */
const OBSERVE_SHARE = 0.3;
/** Milliseconds beyond the deadline in which a failing input is made smaller. */
const SHRINKING_MS = 200;
/** Inputs of one property test. */
const CHECKS = 5;

export async function makeSuite(request: SuiteRequest, signal: AbortSignal): Promise<GeneratedSuite> {
  const { session, focal, inputs, previous } = request;
  const source = focal.file.text;
  const { dialect, probes } = inputs;
  const examples = request.trusted.filter((test): test is ExampleTest => test.kind === 'example');
  const { examples: specified, properties: promised } = request.specified;
  const properties = propertiesOf(focal, inputs, request.siblings, request.trusted, request.texts, promised);
  const claims = properties.flatMap(({ known, fresh }) => [...known, ...fresh]);
  const { clock } = request;
  const all = [...examples, ...specified, ...interleave<Test>([probes, claims])];
  const share = OBSERVE_SHARE * Math.max(0, request.deadline - clock.now());
  const within = (ms: number): { readonly clock: Clock; readonly deadline: number } => ({
    clock,
    deadline: clock.now() + ms,
  });
  const first = await runAll(session, 'observe', source, all, signal, { coverage: true, until: within(share) });
  const seen = all.filter(({ id }) => first.verdicts.has(id));
  const invariants = invariantsOf(focal, inputs, request.siblings, first.verdicts, properties);
  const repeated = [...seen, ...invariants.flatMap(({ known, fresh }) => [...known, ...fresh])];
  const runs: ReadonlyMap<string, Verdict>[] = [first.verdicts];
  for (let i = 1; i < REPEATS; i++) {
    const by = i === 1 && request.other ? request.other : session;
    // What there was no time to repeat is not known to be stable, and not kept.
    runs.push((await runAll(by, `repeat ${i}`, source, repeated, signal, { until: within(share) })).verdicts);
    if (clock.now() > request.late) break;
  }
  const zeros =
    dialect === 'javascript' ? await negativeZeros(request, first.verdicts, within(share), signal) : new Set<string>();
  const changes =
    previous === undefined
      ? []
      : behaviourChanges(
          probes.filter(({ id }) => isStable(id, runs)),
          (await runAll(session, 'previous', previous, probes, signal, { until: within(share) })).verdicts,
          first.verdicts,
        );

  const stable = probes.filter(({ id }) => isStable(id, runs));
  const meant = raisedTypes(focal);
  const observations = stable.flatMap((probe): ExampleTest[] => {
    const expected = expectedFrom(first.verdicts.get(probe.id), dialect, meant, inputs.callees);
    return expected && !zeros.has(probe.id) ? [observationTest(probe, expected)] : [];
  });
  const judged = judgeProperties(properties, runs);
  const held = unbroken(invariants, runs.slice(1));
  const passes = ({ id }: Test): boolean => runs.every((run) => run.get(id)?.kind === 'passed');
  const agreed = specified.filter(passes);
  const kept = examples.filter(passes).map((test) => asValue(test, first.verdicts.get(test.id), dialect));

  request.enter('attack');
  const tests = [...kept, ...agreed, ...observations, ...[...judged, ...held].flatMap(({ holds }) => holds)];
  const matrix = await attack(request, tests, first.verdicts, signal);
  request.enter('select');
  const covers = coverage(first.coverage);
  const drawing = { dialect, ...(request.library && { library: request.library }) };
  const measured = [
    ...kept.map((test) => measure(exampleTest(test, 'trusted', dialect), matrix, covers)),
    ...agreed.map((test) =>
      measure({ ...exampleTest(test, 'plausible', dialect), basis: 'specification' }, matrix, covers),
    ),
    ...judged.flatMap((property) => measureProperty(property, basisOf(property.suite), matrix, covers, drawing)),
    ...held.flatMap((property) => measureProperty(property, 'observation', matrix, covers, drawing)),
    ...observations.map((test) => measure(exampleTest(test, 'plausible', dialect), matrix, covers)),
  ];
  const chosen = matrix.run.length > 0 ? selectTests(measured) : selectUnattacked(measured);
  const names = distinctNames(chosen.map(({ made }) => made.name));
  const suite = chosen.map(({ made, kills }, i) => ({ ...made, name: names[i] ?? made.name, kills: kills.size }));
  return {
    focal,
    tests: await confirmDrawn(session, focal, suite, signal),
    possibleBugs: [
      ...brokenPromises(examples, 'docstring', runs),
      ...brokenPromises(specified, 'specification', runs),
      ...(await brokenProperties(judged, request, signal)),
    ],
    inputs: { run: probes.length, stable: stable.length },
    mutants: { run: matrix.run.length, killed: new Set(chosen.flatMap(({ kills }) => [...kills])).size },
    changes,
    runtime: session.runtime,
    containment: session.containment,
  };
}

/** Ids of probes whose result has a -0 in it, or may have. */
async function negativeZeros(
  { session, focal, inputs }: SuiteRequest,
  seen: ReadonlyMap<string, Verdict>,
  until: RunOptions['until'],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const suspects = inputs.probes.filter(({ id }) => {
    const verdict = seen.get(id);
    return (
      verdict?.kind === 'passed' &&
      verdict.observed?.kind === 'returned' &&
      /(?<![\w.])0(?![\w.])/.test(verdict.observed.repr)
    );
  });
  const asked = suspects.map((probe) => ({ probe, question: negativeZeroProbe(probe) }));
  const questions = asked.map(({ question }) => question);
  const { verdicts } = await runAll(session, 'negative zero', focal.file.text, questions, signal, {
    ...(until && { until }),
  });
  const isNo = (verdict: Verdict | undefined): boolean =>
    verdict?.kind === 'passed' && verdict.observed?.kind === 'returned' && verdict.observed.repr === 'false';
  return new Set(asked.filter(({ question }) => !isNo(verdicts.get(question.id))).map(({ probe }) => probe.id));
}

async function attack(
  request: SuiteRequest,
  tests: readonly Test[],
  verdicts: ReadonlyMap<string, Verdict>,
  signal: AbortSignal,
): Promise<KillMatrix> {
  const { clock, session } = request;
  if (tests.length === 0) return { run: [], kills: new Map() };
  const mutants = await request.mutants;
  const deadline = clock.now() + MUTANTS_SHARE * (request.deadline - clock.now());
  const slowestMs = Math.max(0, ...tests.map(({ id }) => durationOf(verdicts.get(id))));
  return killMatrix(session, mutants, tests, { slowestMs, clock, deadline }, signal);
}

/** A kept promise of printed text, with the value that was returned where it can be written down: a test file compares values. */
function asValue(test: ExampleTest, verdict: Verdict | undefined, dialect: TestInputs['dialect']): ExampleTest {
  if (test.expected.kind !== 'printed' || verdict?.kind !== 'passed') return test;
  const observed = verdict.observed?.kind === 'returned' ? verdict.observed.repr : test.expected.text;
  const source = literalOf(observed, dialect);
  return source === undefined ? test : { ...test, expected: { kind: 'value', source } };
}

const durationOf = (verdict: Verdict | undefined): number =>
  verdict && 'durationMs' in verdict ? verdict.durationMs : 0;

const coverage = (lines: ReadonlyMap<string, readonly number[]>): ReadonlyMap<string, ReadonlySet<number>> =>
  new Map([...lines].map(([id, covered]) => [id.replace(/^observation /, ''), new Set(covered)]));

function exampleTest(test: ExampleTest, trust: 'trusted' | 'plausible', dialect: TestInputs['dialect']): GeneratedTest {
  const basis = trust === 'trusted' ? 'docstring' : 'observation';
  return { name: nameOfExample(test, dialect), basis, trust, checks: [test], kills: 0 };
}

function measure(made: GeneratedTest, matrix: KillMatrix, covers: ReadonlyMap<string, ReadonlySet<number>>): Measured {
  const ids = made.checks.map(({ id }) => id);
  return {
    made,
    kills: new Set(ids.flatMap((id) => [...(matrix.kills.get(id) ?? [])])),
    covers: new Set(ids.flatMap((id) => [...(covers.get(id.replace(/^observation /, '')) ?? [])])),
  };
}

/** One test of a property, on the few inputs that together notice the most. */
function measureProperty(
  { suite, holds, broken }: JudgedProperty,
  basis: 'specification' | 'property' | 'observation',
  matrix: KillMatrix,
  covers: ReadonlyMap<string, ReadonlySet<number>>,
  { dialect, library }: { readonly dialect: TestInputs['dialect']; readonly library?: PropertyLibrary },
): readonly Measured[] {
  if (broken.length > 0) return [];
  const few = minimalSuite(holds, matrix.kills, new Map([...covers].map(([id, lines]) => [id, [...lines]])));
  const [first, ...rest] = few.slice(0, CHECKS);
  if (!first) return [];
  const checks: readonly [PropertyTest, ...PropertyTest[]] = [first, ...rest];
  const values = holds.map(({ args }) => args.map((arg) => parseValue(arg, dialect)));
  const drawn = library && argumentsLike(values, library);
  const made: GeneratedTest = {
    name: suite.property.title,
    basis,
    trust: 'plausible',
    checks,
    kills: 0,
    ...(drawn && { drawn }),
  };
  return [measure(made, matrix, covers)];
}

/** Examples that the present code fails in every run. */
function brokenPromises(
  examples: readonly ExampleTest[],
  basis: 'docstring' | 'specification',
  runs: readonly ReadonlyMap<string, Verdict>[],
): readonly PossibleBug[] {
  return examples.flatMap((test): PossibleBug[] => {
    const verdicts = runs.map((run) => run.get(test.id));
    const [verdict] = verdicts;
    if (!verdict || !verdicts.every((one) => one?.kind === 'failed' || one?.kind === 'errored')) return [];
    const expected = verdict.kind === 'failed' ? verdict.expected : undefined;
    const actual =
      verdict.kind === 'failed'
        ? (verdict.actual ?? verdict.message)
        : verdict.kind === 'errored'
          ? verdict.errorType
          : '';
    return [{ title: test.title, basis, input: test.call, ...(expected !== undefined && { expected }), actual }];
  });
}

async function brokenProperties(
  judged: readonly JudgedProperty[],
  { session, focal, inputs, clock, deadline }: SuiteRequest,
  signal: AbortSignal,
): Promise<readonly PossibleBug[]> {
  const bugs: PossibleBug[] = [];
  for (const property of judged) {
    const fails = async (test: PropertyTest): Promise<Verdict | undefined> =>
      (await runAll(session, `shrink ${test.id}`, focal.file.text, [test], signal)).verdicts.get(test.id);
    const bug = await possibleBug(property, inputs, fails, () => clock.now() > deadline + SHRINKING_MS, signal);
    if (bug) bugs.push(bug);
  }
  return bugs;
}

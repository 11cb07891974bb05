import type { Syntax } from '../../capture/syntax';
import type { FocalFunction } from '../../model/focalFunction';
import type { ExampleTest, ProbeTest, Test, Verdict } from '../../model/test';
import type { ExecutionSession } from '../../ports';
import { knownResults } from '../inputs/knownResults';
import { callText, generateInputs, type Input } from '../inputs/probes';
import { print } from '../inputs/value';
import {
  asItems,
  contractBase,
  contractTest,
  placing,
  readContract,
  type Contract,
  type ContractTest,
} from './contract';
import type { Pledge } from './promises';

/** Made inputs that are looked at, those the function is run on, and the tests that are kept. */
const MADE = 160;
const RUN = 60;
const KEPT = 14;
/** Tests of one way through the function: more of them say the same. */
const ALIKE = 4;
/** Wall times in milliseconds: of evaluating an expression of the documentation, and of a test that is quick enough to run on every candidate. */
const ORACLE_MS = 200;
const QUICK_MS = 25;
/** Tests that do not end each cost every candidate its time. */
const ENDLESS = 2;

interface Made {
  readonly pledge: Pledge;
  readonly test: ContractTest;
}

/** What the present version did on the tests. */
interface Ran {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly coverage: ReadonlyMap<string, readonly number[]>;
}

/**
 * Trusted tests from what the documentation says in general, on made-up inputs: "equivalent to sorted(xs)[k]", "the items of xs in
 * ascending order", "an index i such that xs[i] == x, or -1 if x not in xs". An input counts only when every stated precondition holds
 * there and the promised value can be computed. A promise that one of the documentation's own examples breaks was misread and is dropped;
 * so is everything when a precondition could not be read.
 */
export async function contractTests(
  syntax: Syntax,
  session: ExecutionSession,
  focal: FocalFunction,
  known: { readonly tests: readonly Test[]; readonly texts: readonly string[] },
  seed: number,
  signal: AbortSignal,
): Promise<readonly Test[]> {
  const read = await readContract(syntax, focal);
  if (!read) return [];
  const { dialect, names } = read;
  const inputs = generateInputs({ focal, dialect, ...known, seed, count: MADE })
    .inputs.filter((input) => input.args.length === names.length && input.args.every((a) => a.name === undefined))
    .map((input) => ({ input, size: callText(input, dialect).length }))
    .sort((a, b) => a.size - b.size)
    .map(({ input }) => input);
  if (inputs.length === 0) return [];
  const run = async (id: string, tests: readonly Test[]): Promise<Ran> => {
    const job = { id, source: focal.file.text, tests, testMs: ORACLE_MS, stopAtFirstTimeout: true, coverage: true };
    const result = await session.run(job, signal);
    const none = new Map<string, never>();
    return result.kind === 'ran'
      ? { verdicts: result.verdicts, coverage: result.coverage ?? none }
      : { verdicts: none, coverage: none };
  };
  const pledges = await unbroken(read, focal, known, run);
  if (pledges.length === 0) return [];
  const contract = { ...read, pledges };
  const allowed = spread(await meeting(inputs, contract, run), Math.ceil(RUN / pledges.length));
  const made = allowed.flatMap(({ input, values }) =>
    pledges.map((pledge): Made => ({ pledge, test: contractTest(focal, contract, pledge, input, values.get(pledge)) })),
  );
  const tests = made.map(({ test }) => test);
  return choose(made, await runAll(tests, run));
}

type Run = (id: string, tests: readonly Test[]) => Promise<Ran>;

/** The promises that the documentation's own examples keep. */
async function unbroken(
  contract: Contract,
  focal: FocalFunction,
  known: { readonly tests: readonly Test[]; readonly texts: readonly string[] },
  run: Run,
): Promise<readonly Pledge[]> {
  const { dialect } = contract;
  const checks = knownResults(focal, known.tests, known.texts, dialect)
    .filter(({ args }) => args.length === contract.names.length)
    .flatMap(({ args, result }, i) => {
      const input: Input = { setup: [], callee: '', args: args.map((value) => ({ value })) };
      const value = print(result, dialect);
      return contract.pledges.map((pledge, p) => {
        const test = contractTest(focal, contract, pledge, input);
        const callee = dialect === 'python' ? `(lambda *given: ${value})` : `((...given) => (${value}))`;
        const told = test.kind === 'example' ? { ...test, call: asItems(pledge, dialect, value) } : { ...test, callee };
        return { pledge, test: { ...told, id: `contract kept ${p} ${i}` } };
      });
    });
  if (checks.length === 0) return contract.pledges;
  const tests = checks.map(({ test }) => test);
  const { verdicts } = await run('contract kept', tests);
  const broken = new Set(checks.filter(({ test }) => verdicts.get(test.id)?.kind !== 'passed').map((c) => c.pledge));
  return contract.pledges.filter((pledge) => !broken.has(pledge));
}

interface Allowed {
  readonly input: Input;
  /** The promised values as texts. */
  readonly values: ReadonlyMap<Pledge, string>;
}

/** The inputs that meet every condition and for which the promised values can be computed. */
async function meeting(inputs: readonly Input[], contract: Contract, run: Run): Promise<readonly Allowed[]> {
  const { conditions, pledges, expressions, dialect } = contract;
  const [truth, cast] = dialect === 'python' ? ['True', 'bool'] : ['true', 'Boolean'];
  const asked = inputs.map((input, i) => {
    const placed = placing(contract, input);
    const conditionTests = conditions.map((condition, c): ExampleTest => ({
      ...contractBase(`contract condition ${i} ${c}`, condition),
      kind: 'example',
      setup: [],
      call: `${cast}(${expressions.substitute(condition, placed)})`,
      expected: { kind: 'value', source: truth },
    }));
    const valueTests = pledges.flatMap((pledge, p): (readonly [Pledge, ProbeTest])[] => {
      if (pledge.kind !== 'equals') return [];
      const call = expressions.substitute(pledge.source, placed);
      return [[pledge, { ...contractBase(`contract value ${i} ${p}`, call), kind: 'probe', setup: [], call }]];
    });
    return { input, tests: [...conditionTests, ...valueTests.map(([, test]) => test)], valueTests };
  });
  const all = asked.flatMap(({ tests }) => tests);
  if (all.length === 0) return inputs.map((input) => ({ input, values: new Map() }));
  const { verdicts } = await run('contract conditions', all);
  const computed = (verdict: Verdict | undefined): boolean =>
    verdict?.kind === 'passed' && verdict.observed?.kind !== 'threw';
  const textOf = (verdict: Verdict | undefined): string =>
    verdict?.kind === 'passed' && verdict.observed?.kind === 'returned' ? verdict.observed.repr : '';
  return asked
    .filter(({ tests }) => tests.every(({ id }) => computed(verdicts.get(id))))
    .map(({ input, valueTests }) => ({
      input,
      values: new Map(valueTests.map(([pledge, { id }]) => [pledge, textOf(verdicts.get(id))])),
    }));
}

/** Every test, taken up again behind one that did not end, a few times. */
async function runAll(tests: readonly Test[], run: Run): Promise<Ran> {
  const verdicts = new Map<string, Verdict>();
  const coverage = new Map<string, readonly number[]>();
  let left = tests;
  for (let round = 0; left.length > 0 && round <= ENDLESS; round++) {
    const ran = await run(`contract ${round}`, left);
    if (ran.verdicts.size === 0) break;
    for (const [id, verdict] of ran.verdicts) verdicts.set(id, verdict);
    for (const [id, lines] of ran.coverage) coverage.set(id, lines);
    left = left.filter(({ id }) => !verdicts.has(id));
  }
  return { verdicts, coverage };
}

/** So many of a sorted list, from all over it. */
function spread<T>(sorted: readonly T[], count: number): readonly T[] {
  if (sorted.length <= count) return sorted;
  return sorted.filter(
    (_, i) => Math.floor((i * count) / sorted.length) !== Math.floor(((i - 1) * count) / sorted.length),
  );
}

/** Of each way through the function, passing and failing, some: a small one, a large one, and so on in turn; what is slow or cannot be judged is left out. */
function choose(made: readonly Made[], { verdicts, coverage }: Ran): readonly ContractTest[] {
  const ways = new Map<string, ContractTest[]>();
  let endless = 0;
  for (const { pledge, test } of made) {
    const verdict = verdicts.get(test.id);
    if (!verdict || !tells(pledge, verdict) || (verdict.kind === 'timedOut' && endless++ >= ENDLESS)) continue;
    if ('durationMs' in verdict && verdict.durationMs > QUICK_MS && verdict.kind === 'passed') continue;
    const way = JSON.stringify([pledge.source, verdict.kind, coverage.get(test.id)]);
    ways.set(way, [...(ways.get(way) ?? []), test]);
  }
  const chosen: ContractTest[] = [];
  for (let turn = 0; turn < ALIKE; turn++) {
    for (const tests of ways.values()) {
      const next = turn % 2 === 0 ? tests.shift() : tests.pop();
      if (next && chosen.length < KEPT) chosen.push(next);
    }
  }
  return chosen;
}

/**
 * A promise that names no value does not prove that the function must take an input, so one that is refused says nothing, unless the refusal
 * is endless recursion; where the promise covers every input, only a complaint about types may still be the input's fault.
 */
function tells(pledge: Pledge, verdict: Verdict): boolean {
  if (verdict.kind === 'inconclusive') return false;
  if (pledge.kind === 'equals' || verdict.kind === 'passed' || verdict.kind === 'failed') return true;
  if (verdict.kind === 'timedOut') return pledge.total === true;
  if (/recursion|call stack/i.test(`${verdict.errorType} ${verdict.message}`)) return true;
  return pledge.total === true && !/^(?:Type|Attribute)Error$/.test(verdict.errorType);
}

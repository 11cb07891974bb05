import assert from 'node:assert/strict';
import type { Job, JobResult } from '../../../../src/core/model/execution';
import type { ProjectTest, Test, Verdict } from '../../../../src/core/model/test';
import type { Ports } from '../../../../src/core/ports';
import { runTests, type TestRunEvent, type WantedTest } from '../../../../src/core/testRun/runTests';
import { packageGrammars, syntax } from '../../../doubles/grammars';
import { vmExecutor } from '../../../doubles/vmExecutor';
import { exampleTest } from '../../../doubles/tests';

const text = 'export function half(n) {\n  return n / 2;\n}\n';
const example = (call: string, source: string) =>
  exampleTest(call, { trust: 'plausible', source: 'observation', expected: { kind: 'value', source } });
const tests = [
  { key: 'four', checks: [example('half(4)', '2')] },
  { key: 'six', checks: [example('half(6)', '2')] },
];
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A run of the explorer in this process, with what happened to its session. */
function explore(
  signal: AbortSignal,
  run?: (job: Job, signal: AbortSignal) => Promise<JobResult>,
  wanted: readonly WantedTest[] = tests,
  collected: readonly Test[] = [],
) {
  const events: TestRunEvent[] = [];
  let open = 0;
  const ports: Ports = {
    grammars: packageGrammars,
    workspace: { root: '/project', read: () => Promise.resolve(undefined), find: () => Promise.resolve([]) },
    clock: { now: () => 0 },
    log: silent,
    executor: {
      open: async (target, opening) => {
        const session = await vmExecutor.open(target, opening);
        open++;
        const close = (): Promise<void> => {
          open--;
          return Promise.resolve();
        };
        return { ...session, tests: collected, ...(run && { run }), [Symbol.asyncDispose]: close };
      },
    },
  };
  const file = { path: '/project/half.js', languageId: 'javascript' as const, text, version: 0 };
  const request = { file, name: 'half', tests: wanted, coverage: false };
  const ended = (async () => {
    for await (const event of runTests(ports, syntax, request, signal)) events.push(event);
  })();
  return { events, ended: ended.finally(() => assert.equal(open, 0, 'the session is closed')) };
}

describe('a run of the Test Explorer', () => {
  it('tells what was expected and what came, for the difference', async () => {
    const { events, ended } = explore(new AbortController().signal);
    await ended;
    const verdicts = events.flatMap((event) => (event.kind === 'verdict' ? [[event.key, event.verdict] as const] : []));
    assert.deepEqual(
      verdicts.map(([key, { kind }]) => [key, kind]),
      [
        ['four', 'passed'],
        ['six', 'failed'],
      ],
    );
    const [, failed] = verdicts[1] ?? [];
    assert.ok(failed?.kind === 'failed');
    assert.deepEqual([failed.expected, failed.actual], ['2', '3']);
  });

  it('tells tests of one name in files of one name apart by their folders', async () => {
    const inFolder = (folder: string): ProjectTest => ({
      kind: 'project',
      id: folder,
      title: folder,
      trust: 'trusted',
      source: 'project',
      framework: 'pytest',
      path: `${folder}/test_half.py`,
      selector: 'test_half',
    });
    const [cart, stock] = [inFolder('/project/cart'), inFolder('/project/stock')];
    const outcomes: Readonly<Record<string, Verdict>> = {
      [cart.id]: { kind: 'failed', message: 'no', durationMs: 1 },
      [stock.id]: { kind: 'passed', durationMs: 1 },
    };
    const judge = ({ id, tests: all }: Job): Promise<JobResult> => {
      const verdicts = new Map(all.flatMap((test) => Object.entries(outcomes).filter(([name]) => name === test.id)));
      return Promise.resolve({ kind: 'ran', id, verdicts, durationMs: 1 });
    };
    const seen = async (wanted: readonly ProjectTest[], collected: readonly ProjectTest[]) => {
      const asked = wanted.map((test) => ({ key: test.id, checks: [test] }));
      const { events, ended } = explore(new AbortController().signal, judge, asked, collected);
      await ended;
      return events.flatMap((event) => (event.kind === 'verdict' ? [event.verdict.kind] : []));
    };
    assert.deepEqual(await seen([cart, stock], [cart, stock]), ['failed', 'passed']);
    // A harness may name a file by its real path.
    assert.deepEqual(await seen([stock], [{ ...stock, path: '/real/stock/test_half.py' }]), ['passed']);
  });

  it('ends at once when it is cancelled, with its session closed and no verdict', async () => {
    const abort = new AbortController();
    const never = (_: Job, signal: AbortSignal): Promise<JobResult> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        queueMicrotask(() => abort.abort(new Error('cancelled')));
      });
    const { events, ended } = explore(abort.signal, never);
    await assert.rejects(ended, /cancelled/);
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['opened'],
    );
  });
});

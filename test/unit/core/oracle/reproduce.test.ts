import assert from 'node:assert';
import type { Job } from '../../../../src/core/model/execution';
import type { Verdict } from '../../../../src/core/model/test';
import { reproduce } from '../../../../src/core/oracle/reproduce';
import type { ExecutionSession } from '../../../../src/core/ports';
import { focalOf } from '../../../doubles/focal';
import { exampleTest } from '../../../doubles/tests';

const passed: Verdict = { kind: 'passed', durationMs: 1 };
const failed: Verdict = { kind: 'failed', durationMs: 1, message: 'no' };
const timedOut: Verdict = { kind: 'timedOut', limitMs: 1000 };

const test = (id: string) => exampleTest(`f(${id})`, { id });

/** A session that answers each test with its verdicts in turn, the last one for ever; it stops at a time-out when the job asks. */
function scripted(script: Readonly<Record<string, readonly [Verdict, ...Verdict[]]>>) {
  const asked: string[][] = [];
  const runs = new Map<string, number>();
  const session: Pick<ExecutionSession, 'run'> = {
    run(job: Job) {
      asked.push(job.tests.map(({ id }) => id));
      const verdicts = new Map<string, Verdict>();
      for (const { id } of job.tests) {
        const [first, ...more] = script[id] ?? [passed];
        const nth = runs.get(id) ?? 0;
        runs.set(id, nth + 1);
        const verdict = [first, ...more].at(Math.min(nth, more.length)) ?? first;
        verdicts.set(id, verdict);
        if (verdict.kind === 'timedOut' && job.stopAtFirstTimeout) break;
      }
      return Promise.resolve({ kind: 'ran', id: job.id, verdicts, durationMs: 1 });
    },
  };
  return { asked, session: session as ExecutionSession };
}

async function reproduced(script: Parameters<typeof scripted>[0]) {
  const focal = await focalOf('python', 'def f(x):\n    return x\n', 'f');
  const { asked, session } = scripted(script);
  const tests = Object.keys(script).map(test);
  const result = await reproduce(session, focal, tests, new AbortController().signal);
  const kinds = Object.fromEntries([...result.verdicts].map(([id, verdict]) => [id, verdict.kind]));
  return { asked, kinds, failing: result.failing.map(({ id }) => id), limitMs: result.limitMs(tests) };
}

describe('Reproducing a failure', () => {
  it('gives candidates the time that tests take, also those that end with an error', async () => {
    const error = (durationMs: number): Verdict => ({ kind: 'errored', durationMs, errorType: 'E', message: 'm' });
    assert.equal((await reproduced({ quick: [passed], wrong: [error(1)] })).limitMs, 150);
    assert.equal((await reproduced({ slow: [{ kind: 'passed', durationMs: 50 }] })).limitMs, 400);
    assert.equal((await reproduced({ quick: [passed], deep: [error(100)] })).limitMs, 800);
    assert.equal((await reproduced({ quick: [passed], deep: [error(900)] })).limitMs, 1000);
  });

  it('repeats what failed, and calls a test inconclusive that passes the second time', async () => {
    const { asked, kinds, failing } = await reproduced({
      right: [passed],
      wrong: [failed, failed],
      flaky: [failed, passed],
      flakyError: [{ kind: 'errored', durationMs: 1, errorType: 'E', message: 'm' }, passed],
    });
    assert.deepStrictEqual(kinds, {
      right: 'passed',
      wrong: 'failed',
      flaky: 'inconclusive',
      flakyError: 'inconclusive',
    });
    assert.deepStrictEqual(failing, ['wrong']);
    assert.deepStrictEqual(asked.at(-1), ['wrong', 'flaky', 'flakyError']);
  });

  it('runs nothing twice when nothing failed', async () => {
    const { asked, failing } = await reproduced({ one: [passed], two: [passed] });
    assert.deepStrictEqual([asked, failing], [[['one', 'two']], []]);
  });

  it('goes on after a test that does not end, three times at most', async () => {
    const hang = [timedOut] as const;
    const { kinds, failing } = await reproduced({ a: hang, b: [passed], c: hang, d: hang, e: [failed], f: hang });
    assert.deepStrictEqual(kinds, { a: 'timedOut', b: 'passed', c: 'timedOut', d: 'timedOut' });
    assert.deepStrictEqual(failing, ['a', 'c', 'd']);
  });
});

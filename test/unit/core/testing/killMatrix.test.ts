import assert from 'node:assert/strict';
import type { Candidate } from '../../../../src/core/model/candidate';
import type { Job, JobResult } from '../../../../src/core/model/execution';
import type { Verdict } from '../../../../src/core/model/test';
import type { ExecutionSession } from '../../../../src/core/ports';
import { killMatrix } from '../../../../src/core/testing/killMatrix';
import { exampleTest } from '../../../doubles/tests';

const failed: Verdict = { kind: 'failed', message: 'no', durationMs: 1 };
const passed: Verdict = { kind: 'passed', durationMs: 1 };

const test = (id: string) => exampleTest(id);

/** Fails the tests that `noticing` names for a mutant. */
function session(noticing: (mutant: number) => readonly string[]): ExecutionSession {
  return {
    runtime: 'none',
    containment: 'limits only',
    notes: [],
    tests: [],
    concurrency: 1,
    run: (job: Job): Promise<JobResult> => {
      const fail = noticing(Number(job.source));
      const verdicts = new Map(job.tests.map(({ id }) => [id, fail.includes(id) ? failed : passed]));
      return Promise.resolve({ kind: 'ran', id: job.id, verdicts, durationMs: 1 });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

const mutants = Array.from({ length: 200 }, (_, i) => ({ id: `m${i}`, source: String(i) }) as unknown as Candidate);
const never = new AbortController().signal;
const options = { slowestMs: 1, clock: { now: () => 0 }, deadline: 1 };
const attack = (noticing: (mutant: number) => readonly string[], deadline = 1) =>
  killMatrix(session(noticing), mutants, [test('a'), test('b'), test('c')], { ...options, deadline }, never);

describe('the attack on tests', () => {
  it('ends when further mutants ask for no other test', async () => {
    const { run, kills } = await attack((m) => (m % 2 === 0 ? ['a', 'b'] : []));
    assert.ok(run.length < 50, `${run.length} mutants for one test that notices them all`);
    assert.equal(kills.get('a')?.size, kills.get('b')?.size);
    assert.equal(kills.get('c')?.size, 0);
  });

  it('goes on when a mutant asks for another test', async () => {
    const one = await attack(() => ['a']);
    const { run, kills } = await attack((m) => (m === 20 ? ['b'] : ['a']));
    assert.ok(run.length >= one.run.length + 20, 'the mutants after it are counted anew');
    assert.equal(kills.get('b')?.size, 1);
  });

  it('runs a few when the time is over', async () => {
    const { run } = await attack((m) => [`${'abc'[m % 3]}`], -1);
    assert.ok(run.length >= 8 && run.length < 12);
  });

  it('does not try mutant after mutant when none can be loaded and the time is over', async () => {
    let begun = 0;
    const broken: ExecutionSession = {
      ...session(() => []),
      run: ({ id }) => {
        begun++;
        return Promise.resolve({ kind: 'notLoaded', id, errorType: 'Error', message: 'no', durationMs: 1 });
      },
    };
    const { run } = await killMatrix(broken, mutants, [test('a')], { ...options, deadline: -1 }, never);
    assert.deepEqual(run, []);
    assert.ok(begun < 30, `${begun} mutants begun`);
  });
});

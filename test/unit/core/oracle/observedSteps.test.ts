import assert from 'node:assert/strict';
import type { Job, JobResult } from '../../../../src/core/model/execution';
import type { ProjectTest, Test, Verdict } from '../../../../src/core/model/test';
import { observedSteps } from '../../../../src/core/oracle/observedSteps';
import type { ExecutionSession } from '../../../../src/core/ports';
import { focalOf } from '../../../doubles/focal';
import { exampleTest } from '../../../doubles/tests';

const passed: Verdict = { kind: 'passed', durationMs: 1 };
const failed: Verdict = { kind: 'failed', durationMs: 1, message: 'no' };
const timedOut: Verdict = { kind: 'timedOut', limitMs: 1000 };

const example = (id: string) => exampleTest(`f(${id})`, { id });
const project: ProjectTest = {
  id: 'project',
  kind: 'project',
  title: 'project',
  trust: 'trusted',
  source: 'project',
  path: '/t.py',
  framework: 'pytest',
  selector: 't',
};

async function traced(tests: readonly (readonly [Test, Verdict])[]): Promise<readonly string[]> {
  const asked: string[] = [];
  const session: Pick<ExecutionSession, 'run'> = {
    run(job: Job): Promise<JobResult> {
      asked.push(...job.tests.map(({ id }) => id));
      const traces = new Map(job.tests.map(({ id }) => [id, [{ line: 1, depth: 0, variables: [] }]] as const));
      return Promise.resolve({ kind: 'ran', id: job.id, verdicts: new Map(), traces, durationMs: 1 });
    },
  };
  const all = tests.map(([test]) => test);
  const steps = await observedSteps(
    session as ExecutionSession,
    await focalOf('python', 'def f(x):\n    return x\n', 'f'),
    {
      tests: all,
      verdicts: new Map(tests.map(([test, verdict]) => [test.id, verdict])),
      coverage: new Map(),
      failing: tests.filter(([, verdict]) => verdict.kind !== 'passed').map(([test]) => test),
      limitMs: () => 150,
    },
    new AbortController().signal,
  );
  assert.equal(steps.length, asked.length);
  return asked;
}

describe('Runs that show the types of variables', () => {
  it('are a few calls, failing ones first, none that does not end', async () => {
    assert.deepEqual(
      await traced([
        [example('right'), passed],
        [example('endless'), timedOut],
        [project, failed],
        [example('wrong'), failed],
        [example('right too'), passed],
        [example('and one more'), passed],
      ]),
      ['wrong', 'right', 'right too'],
    );
  });

  it('are none when only the tests of the project say something', async () => {
    assert.deepEqual(await traced([[project, failed]]), []);
  });
});

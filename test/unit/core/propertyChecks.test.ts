import assert from 'node:assert/strict';
import type { Attacked } from '../../../src/core/attack';
import type { Job, JobResult } from '../../../src/core/model/execution';
import type { PropertyTest, Test, Verdict } from '../../../src/core/model/test';
import { checkProperties } from '../../../src/core/propertyChecks';
import { focalOf } from '../../doubles/focal';
import { syntax } from '../../doubles/grammars';
import { exampleTest } from '../../doubles/tests';

const text = `def sort_items(xs: list[int]):
    """Sort.

    >>> sort_items([2, 1])
    [1, 2]
    """
    return xs
`;
const example = exampleTest('sort_items([2, 1])', { expected: { kind: 'printed', text: '[1, 2]' } });
const passed: Verdict = { kind: 'passed', durationMs: 1 };
const failed: Verdict = { kind: 'failed', durationMs: 1, message: 'no' };
const attacked = (ids: readonly string[]): Attacked => ({
  probes: [],
  original: new Map(),
  verdicts: new Map(ids.map((id) => [id, new Map<string, Verdict>()])),
  results: new Map(),
});

const raised: Verdict = { kind: 'errored', durationMs: 1, errorType: 'ValueError', message: 'no' };

/**
 * Sources are names of ways to fail: `none`, `long` (on lists of two and more that no example shows), `all`; `raises` raises an error on the
 * same inputs, and so does the original.
 */
async function checked(ids: readonly string[], deadline = 100) {
  const jobs: Job[] = [];
  const fails = (source: string, test: Test): boolean => {
    const [argument = ''] = (test as PropertyTest).args;
    return source === 'all' || (source === 'long' && argument.includes(',') && argument !== '[2, 1]');
  };
  const run = (job: Job): Promise<JobResult> => {
    jobs.push(job);
    const verdictOf = (test: Test): Verdict =>
      fails(job.source, test) ? failed : !/^(none|long|all)$/.test(job.source) && fails('long', test) ? raised : passed;
    const verdicts = new Map(job.tests.map((t) => [t.id, verdictOf(t)] as const));
    return Promise.resolve({ kind: 'ran', id: job.id, verdicts, durationMs: 1 });
  };
  const focal = await focalOf('python', text, 'sort_items', '/project/a.py');
  const { tests, attacked: after } = await checkProperties(
    {
      syntax,
      focal,
      session: {
        tests: [],
        notes: [],
        concurrency: 1,
        containment: 'not run',
        runtime: 'x',
        run,
        [Symbol.asyncDispose]: () => Promise.resolve(),
      },
      tests: [example],
      texts: [],
      candidates: ids.map((id) => ({ id, source: id })),
      seed: 1,
      testMs: 100,
      clock: { now: () => 0 },
      deadline,
    },
    attacked(ids),
    new AbortController().signal,
  );
  return { tests, after, jobs };
}

describe('properties of the survivors', () => {
  it('adds as plausible tests those on which survivors differ, with everyone’s verdicts', async () => {
    const { tests, after } = await checked(['none', 'long']);
    assert.ok(tests.length > 0 && tests.length <= 12);
    for (const test of tests) {
      assert.equal(test.trust, 'plausible');
      assert.equal(after.verdicts.get('none')?.get(test.id)?.kind, 'passed');
      assert.equal(after.verdicts.get('long')?.get(test.id)?.kind, 'failed');
      assert.ok(after.original.has(test.id));
    }
  });

  it('takes an error of the original and of most survivors for an input that the function is not for', async () => {
    assert.deepEqual((await checked(['none', 'raises', 'raises'])).tests, []);
    assert.ok((await checked(['none', 'none', 'raises'])).tests.length > 0);
  });

  it('says nothing when all survivors agree, when there is one, and when the time is over', async () => {
    assert.deepEqual((await checked(['none', 'none'])).tests, []);
    const alone = await checked(['long']);
    assert.deepEqual([alone.tests.length, alone.jobs.length], [0, 0]);
    assert.equal((await checked(['none', 'long'], 0)).jobs.length, 0);
  });

  it('drops a property that no survivor has on the inputs of trusted tests', async () => {
    assert.deepEqual((await checked(['all', 'all'])).tests, []);
  });
});

import assert from 'node:assert/strict';
import type { Verdict } from '../../../../src/core/model/test';
import type { Workspace } from '../../../../src/core/ports';
import { testInputs } from '../../../../src/core/testing/inputs';
import { invariantsOf, unbroken } from '../../../../src/core/testing/properties';
import { focalOf } from '../../../doubles/focal';
import { syntax } from '../../../doubles/grammars';

const empty: Workspace = {
  root: '/project',
  read: () => Promise.resolve(undefined),
  find: () => Promise.resolve([]),
};
const passed = (repr: string): Verdict => ({
  kind: 'passed',
  durationMs: 1,
  observed: { kind: 'returned', repr, type: 'list' },
});

describe('invariants of observed results', () => {
  /** `g` gives its argument back, as far as its results show. */
  const observed = async () => {
    const focal = await focalOf('python', 'def g(xs: list[int]) -> list[int]:\n    return xs\n', 'g');
    const signal = new AbortController().signal;
    const inputs = await testInputs(syntax, empty, focal, { tests: [], texts: [] }, { seed: 1, count: 40 }, signal);
    const verdicts = new Map(inputs.probes.map(({ id, call }) => [id, passed(call.slice(2, -1))]));
    return invariantsOf(focal, inputs, [], verdicts, []);
  };
  const runs = (verdict: (i: number) => Verdict, suites: Awaited<ReturnType<typeof observed>>) => [
    new Map(suites.flatMap(({ fresh }) => fresh.map(({ id }, i) => [id, verdict(i)] as const))),
  ];

  it('are conjectured from one half and held against the other', async () => {
    const suites = await observed();
    const titles = suites.map(({ property }) => property.title);
    assert.ok(
      titles.some((title) => title.startsWith('the result is as long as the argument')),
      titles.join(),
    );
    assert.equal(
      unbroken(
        suites,
        runs(() => passed('True'), suites),
      ).length,
      suites.length,
    );
  });

  it('do not outlive one input that breaks them', async () => {
    const suites = await observed();
    const failed: Verdict = { kind: 'failed', durationMs: 1, message: 'false' };
    assert.deepEqual(
      unbroken(
        suites,
        runs((i) => (i === 9 ? failed : passed('True')), suites),
      ),
      [],
    );
  });
});

import * as assert from 'node:assert/strict';
import { campsOf, isEasy } from '../../../../../src/core/candidate/strategies/easy';

const twelve = (outcome: (i: number) => string | undefined): (string | undefined)[] =>
  Array.from({ length: 12 }, (_, i) => outcome(i));

describe('agreement of plausible candidates', () => {
  it('is one camp where all answered alike', () => {
    const camps = campsOf([
      { mass: 0.4, outcomes: twelve(String) },
      { mass: 0.5, outcomes: twelve(String) },
    ]);
    assert.deepEqual(
      camps.map(({ mass }) => mass),
      [0.5],
    );
    assert.ok(isEasy(camps));
  });

  it('ends with one probe on which two differ', () => {
    const camps = campsOf([
      { mass: 0.4, outcomes: twelve(String) },
      { mass: 0.5, outcomes: twelve((i) => (i === 11 ? 'threw' : String(i))) },
    ]);
    assert.equal(camps.length, 2);
    assert.ok(!isEasy(camps));
  });

  it('is not seen in probes that were cut off', () => {
    assert.equal(campsOf([1, 2].map((mass) => ({ mass, outcomes: twelve(() => undefined) }))).length, 2);
    const some = (until: number) => ({ mass: 1, outcomes: twelve((i) => (i < until ? String(i) : undefined)) });
    assert.equal(campsOf([some(12), some(7)]).length, 2);
    assert.equal(campsOf([some(12), some(8)]).length, 1);
  });

  it('needs no more answers than there are probes', () => {
    const outcomes = ['returned 1', 'returned 2'];
    assert.equal(campsOf([1, 2].map((mass) => ({ mass, outcomes }))).length, 1);
  });
});

import * as assert from 'node:assert/strict';
import type { Candidate } from '../../../../src/core/model/candidate';
import { PATIENCE, SecondChances } from '../../../../src/core/search/secondChances';

const [SHORT, USUAL, LONG] = PATIENCE;
const candidate = (id: string, priority = 0.3): Candidate => ({ id, priority }) as unknown as Candidate;
const ids = (slow: SecondChances, front: number, found = false): string[] => {
  const seen: string[] = [];
  for (let next = slow.next(front, found); next; next = slow.next(front, found)) {
    seen.push(`${next.candidate.id} ${next.patience}`);
  }
  return seen;
};

describe('second chances for what timed out', () => {
  it('come at once, up to the longest, for what passed a failing test before its time was over', () => {
    const slow = new SecondChances();
    slow.add(candidate('endless'), SHORT, false);
    slow.add(candidate('likely'), SHORT, true);
    assert.deepEqual(ids(slow, 0.3), [`endless ${USUAL}`, `likely ${USUAL}`]);
    slow.add(candidate('endless'), USUAL, false);
    slow.add(candidate('likely'), USUAL, true);
    assert.deepEqual(ids(slow, 0.3), [`likely ${LONG}`]);
  });

  it('wait for the others until nothing more promising is left', () => {
    const slow = new SecondChances();
    for (const id of ['a', 'b', 'c']) slow.add(candidate(id), SHORT, false);
    assert.deepEqual(ids(slow, 0.3), [`a ${USUAL}`]);
    assert.deepEqual(ids(slow, 0.02), [`b ${USUAL}`, `c ${USUAL}`]);
  });

  it('do not hold up the end of a run with loops that never end', () => {
    const slow = new SecondChances();
    for (let i = 0; i < 40; i++) slow.add(candidate(`${i}`), USUAL, false);
    assert.equal(ids(slow, 0.1).length, 0);
    assert.equal(ids(slow, -1).length, 4);
  });

  it('take no more than the usual time once something was found', () => {
    const slow = new SecondChances();
    slow.add(candidate('slow'), USUAL, true);
    slow.add(candidate('quick'), SHORT, true);
    assert.deepEqual(ids(slow, -1, true), [`quick ${USUAL}`]);
  });

  it('end with the longest', () => {
    const slow = new SecondChances();
    slow.add(candidate('slow'), LONG, true);
    assert.deepEqual(ids(slow, -1), []);
  });
});

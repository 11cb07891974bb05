import * as assert from 'node:assert/strict';
import type { Candidate } from '../../../../src/core/model/candidate';
import { CandidateQueue } from '../../../../src/core/search/candidateQueue';

const candidate = (id: string, priority: number): Candidate =>
  ({ id, source: id, title: id, priority, line: 0 }) as unknown as Candidate;

function popped(queue: CandidateQueue): string[] {
  const ids: string[] = [];
  for (let next = queue.pop(); next; next = queue.pop()) ids.push(next.id);
  return ids;
}

describe('the queue of candidates', () => {
  it('ends before what is worth next to nothing beside the best', () => {
    const queue = new CandidateQueue();
    queue.add([candidate('best', 0.4), candidate('fair', 0.02), candidate('hopeless', 0.0008)]);
    assert.deepEqual(popped(queue), ['best', 'fair']);
    assert.equal(queue.front, -1);
  });

  it('measures by the best there is: all may be unlikely', () => {
    const queue = new CandidateQueue();
    queue.add([candidate('first', 0.0009), candidate('second', 0.0004)]);
    assert.deepEqual(popped(queue), ['first', 'second']);
  });

  it('goes on with other sources where the first has nothing left that is worth it', () => {
    const queue = new CandidateQueue();
    queue.add([candidate('best', 0.4), candidate('hopeless', 0.0001)]);
    queue.pop();
    queue.add([candidate('child', 0.1)], 0.8, 0.8);
    assert.deepEqual(popped(queue), ['child']);
  });

  it('tries good single edits between further edits that promise more, and poor ones after them', () => {
    const queue = new CandidateQueue();
    const singles = [0.4, 0.3, 0.2, 0.01].map((priority, i) => candidate(`single ${i}`, priority));
    queue.add(singles);
    queue.pop();
    queue.add(
      [0.5, 0.4, 0.3, 0.2].map((priority, i) => candidate(`pair ${i}`, priority)),
      1.5,
      1,
    );
    assert.deepEqual(popped(queue), ['single 1', 'pair 0', 'single 2', 'pair 1', 'pair 2', 'pair 3', 'single 3']);
  });

  it('makes one family of candidates at a time', () => {
    const queue = new CandidateQueue();
    const made: string[] = [];
    function* family(name: string): Generator<Candidate> {
      made.push(name);
      for (const i of [1, 2, 3]) yield candidate(`${name}${i}`, 0.4 / i ** 0.1);
    }
    queue.add([candidate('best', 0.4)]);
    queue.pop();
    for (const name of ['a', 'b', 'c']) queue.add(family(name), 0.5, 0.5);
    assert.deepEqual([queue.pop()?.id, queue.pop()?.id, queue.pop()?.id], ['a1', 'a2', 'a3']);
    assert.deepEqual(made, ['a']);
    queue.pop();
    assert.deepEqual(made, ['a', 'b']);
  });

  it('never opens a family that cannot be worth it', () => {
    const queue = new CandidateQueue();
    queue.add([candidate('best', 0.4)]);
    queue.pop();
    queue.add(
      (function* (): Generator<Candidate> {
        yield assert.fail('opened');
      })(),
      0.001,
      0.001,
    );
    assert.deepEqual(popped(queue), []);
  });
});

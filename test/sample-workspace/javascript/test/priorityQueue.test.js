import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PriorityQueue } from '../priorityQueue.js';

const drain = (queue) => {
  const values = [];
  while (queue.size > 0) values.push(queue.pop());
  return values;
};

test('an empty queue has nothing to give', () => {
  assert.equal(new PriorityQueue().pop(), undefined);
});

test('one entry comes out again', () => {
  const queue = new PriorityQueue();
  queue.push('only', 3);
  assert.equal(queue.size, 1);
  assert.equal(queue.pop(), 'only');
});

test('the more urgent of two entries is first', () => {
  const queue = new PriorityQueue();
  queue.push('later', 2);
  queue.push('now', 1);
  assert.deepEqual(drain(queue), ['now', 'later']);
});

test('many entries come out in order', () => {
  const queue = new PriorityQueue();
  for (const priority of [5, 3, 8, 1, 9, 2, 7]) queue.push(`p${priority}`, priority);
  assert.deepEqual(drain(queue), ['p1', 'p2', 'p3', 'p5', 'p7', 'p8', 'p9']);
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clamp, retryDelay } from '../retryDelay.ts';

const options = { base: 100, cap: 1000 };

describe('retryDelay', () => {
  it('waits the base time before the first retry', () => {
    assert.equal(retryDelay(1, options), 100);
  });

  it('doubles', () => {
    assert.equal(retryDelay(2, options), 200);
    assert.equal(retryDelay(3, options), 400);
  });

  it('stops at the cap', () => {
    assert.equal(retryDelay(9, options), 1000);
  });

  it('never waits less than the base time', () => {
    assert.equal(retryDelay(0, options), 100);
  });
});

describe('clamp', () => {
  it('keeps a number inside the range', () => {
    assert.equal(clamp(5, 1, 10), 5);
    assert.equal(clamp(-5, 1, 10), 1);
    assert.equal(clamp(50, 1, 10), 10);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { averageRating } from '../ratings.js';

test('the mean of two reviews', () => {
  assert.equal(averageRating([{ stars: 5 }, { stars: 4 }]), 4.5);
});

test('one decimal is enough', () => {
  assert.equal(averageRating([{ stars: 5 }, { stars: 4 }, { stars: 4 }]), 4.3);
});

test('no reviews', () => {
  assert.equal(averageRating([]), 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workingDays } from '../workingDays.ts';

test('one week from Monday to Friday', () => {
  assert.equal(workingDays('2024-05-06', '2024-05-10'), 5);
});

test('a weekend has none', () => {
  assert.equal(workingDays('2024-05-11', '2024-05-12'), 0);
});

test('two weeks with the weekend between them', () => {
  assert.equal(workingDays('2024-05-06', '2024-05-19'), 10);
});

test('a single day', () => {
  assert.equal(workingDays('2024-05-08', '2024-05-08'), 1);
});

test('an end before the beginning', () => {
  assert.equal(workingDays('2024-05-10', '2024-05-06'), 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCsvLine } from '../csvLine.js';

test('plain fields', () => {
  assert.deepEqual(parseCsvLine('tea,green,12'), ['tea', 'green', '12']);
});

test('empty fields are kept', () => {
  assert.deepEqual(parseCsvLine('a,,c,'), ['a', '', 'c', '']);
});

test('a quoted field may hold a comma', () => {
  assert.deepEqual(parseCsvLine('tea,"1,50",yes'), ['tea', '1,50', 'yes']);
});

test('a doubled quote is one quote', () => {
  assert.deepEqual(parseCsvLine('"say ""hi""",x'), ['say "hi"', 'x']);
});

test('an empty line is one empty field', () => {
  assert.deepEqual(parseCsvLine(''), ['']);
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageCount, pageItems } from '../pagination.js';

const letters = ['a', 'b', 'c', 'd', 'e'];

describe('pageItems', () => {
  it('starts with the first item', () => {
    assert.deepEqual(pageItems(letters, 1, 2), ['a', 'b']);
  });

  it('goes on where the page before ended', () => {
    assert.deepEqual(pageItems(letters, 2, 2), ['c', 'd']);
  });

  it('gives what is left on the last page', () => {
    assert.deepEqual(pageItems(letters, 3, 2), ['e']);
  });

  it('gives nothing beyond the last page', () => {
    assert.deepEqual(pageItems(letters, 4, 2), []);
  });

  it('refuses page 0', () => {
    assert.throws(() => pageItems(letters, 0, 2), RangeError);
  });
});

describe('pageCount', () => {
  it('counts a page that is not full', () => {
    assert.equal(pageCount(5, 2), 3);
    assert.equal(pageCount(0, 10), 1);
  });
});

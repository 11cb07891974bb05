import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ellipsize, headerRow } from '../ellipsize.ts';

describe('ellipsize', () => {
  it('leaves a short text alone', () => {
    assert.equal(ellipsize('harbour', 10), 'harbour');
  });

  it('leaves a text that just fits alone', () => {
    assert.equal(ellipsize('harbour', 7), 'harbour');
  });

  it('shortens a long text to the width', () => {
    assert.equal(ellipsize('harbour master', 8), 'harbour…');
    assert.equal(ellipsize('harbour master', 8).length, 8);
  });

  it('may leave nothing but the ellipsis', () => {
    assert.equal(ellipsize('quay', 1), '…');
  });
});

describe('headerRow', () => {
  it('puts each label in its column', () => {
    assert.equal(headerRow(['ship', 'departure'], 6), 'ship   | depar…');
  });
});

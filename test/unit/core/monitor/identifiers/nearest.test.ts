import assert from 'node:assert/strict';
import { editDistance, nearestName } from '../../../../../src/core/monitor/identifiers/nearest';

describe('monitor/identifiers/nearest', () => {
  it('knows the same words in another case style, whatever the distance', () => {
    assert.equal(nearestName('get_next_sibling', ['getNextSibling', 'getNextSiblings']), 'getNextSibling');
    assert.equal(nearestName('startsWith', ['startswith', 'endswith']), 'startswith');
  });

  it('takes the one nearest name and none of several', () => {
    assert.equal(nearestName('apend', ['append', 'extend', 'pop']), 'append');
    assert.equal(nearestName('lenght', ['length', 'width']), 'length');
    assert.equal(nearestName('ad', ['add', 'aid']), undefined);
    assert.equal(nearestName('flatten', ['append', 'extend', 'pop']), undefined);
    assert.equal(nearestName('x', ['y', 'z']), undefined);
  });

  it('counts insertions, deletions, replacements and swaps of neighbours', () => {
    assert.equal(editDistance('kitten', 'sitting'), 3);
    assert.equal(editDistance('lenght', 'length'), 1);
    assert.equal(editDistance('', 'abc'), 3);
  });
});

import assert from 'node:assert/strict';
import { describedType, usedType } from '../../../../../src/core/oracle/inputs/describedType';

describe('types that words describe', () => {
  it('reads collections and single values with words in front', () => {
    for (const [words, type] of [
      ['A list of ints', 'list[int]'],
      ['A sorted list of positive integers', 'list[int]'],
      ['the set of words to skip', 'set[str]'],
      ['a nonnegative int', 'int'],
      ['The target column width, in characters', 'int'],
      ['The starting text.', 'str'],
      ['Max weight it can hold, an int', 'int'],
      ['whether; a boolean', undefined],
      ['a real number', 'float'],
      ['A list', undefined],
      ['A dict of names', undefined],
      ['An upper bound of the ints in it', undefined],
      ['A node', undefined],
    ] as const)
      assert.equal(describedType(words), type, words);
  });

  it('sees what a function does with a parameter', () => {
    assert.equal(usedType('k', 'counts = [0] * k'), 'int');
    assert.equal(usedType('n', 'for i in range(1, n + 1): pass'), 'int');
    assert.equal(usedType('s', "return s.split(',')"), 'str');
    assert.equal(usedType('cols', 'while len(text) > cols: pass'), 'int');
    assert.equal(usedType('k', 'return other.k * 2'), undefined);
    assert.equal(usedType('xs', 'for x in xs: print(x)'), undefined);
  });
});

import assert from 'node:assert/strict';
import { readSections, sentences } from '../../../../src/core/oracle/docstringSections';

describe('sections of a docstring', () => {
  it('reads headings with text below or behind them', () => {
    const read = readSections(
      'Picks one.\n\nInput:\n    xs: A list of ints\n    k: An int\n\nPrecondition:\n    0 <= k\n\nOutput:\n    The item\n\nExample:\n    >>> pick([1], 0)\n    1',
    );
    assert.deepEqual(
      [...read.parameters],
      [
        ['xs', 'A list of ints'],
        ['k', 'An int'],
      ],
    );
    assert.deepEqual(
      read.requirements.map((t) => t.trim()),
      ['0 <= k'],
    );
    assert.deepEqual(
      read.results.map((t) => t.trim()),
      ['The item'],
    );
    assert.equal(read.summary.trim(), 'Picks one.');
  });

  it('reads NumPy rules, Sphinx fields and JSDoc tags', () => {
    const numpy = readSections('Picks.\n\nReturns\n-------\nThe item');
    assert.deepEqual(
      numpy.results.map((t) => t.trim()),
      ['The item'],
    );
    const sphinx = readSections('Picks.\n\n:param int k: a place\n:param xs: the list\n:returns: the item');
    assert.deepEqual(
      [...sphinx.parameters],
      [
        ['k', 'a place'],
        ['xs', 'the list'],
      ],
    );
    assert.deepEqual(sphinx.results, ['the item']);
    const jsdoc = readSections('Picks.\n@param {number} k - a place\n@returns {number} the item');
    assert.deepEqual([...jsdoc.parameters], [['k', 'a place']]);
    assert.deepEqual(jsdoc.results, ['the item']);
  });

  it('does not take a sentence for a heading', () => {
    const read = readSections('Returns the sum of both numbers.\nInput numbers may be negative.');
    assert.deepEqual(read.results, []);
    assert.match(read.summary, /Returns the sum/);
  });
});

describe('sentences', () => {
  it('are told apart by full stops, empty lines and list marks, not by the points of code', () => {
    assert.deepEqual(sentences('One is 1.5 or a.b wide. Two\nlines.\n\nThree\n- four\n- five.'), [
      'One is 1.5 or a.b wide',
      'Two lines',
      'Three',
      'four',
      'five',
    ]);
  });
});

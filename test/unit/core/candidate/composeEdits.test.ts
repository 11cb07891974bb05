import assert from 'node:assert/strict';
import { composeEdits, toEdited, toOriginal } from '../../../../src/core/candidate/composeEdits';
import { applyEdits, type TextEdit } from '../../../../src/core/model/text';

const edit = (start: number, end: number, text: string): TextEdit => ({ range: { start, end }, text });

describe('composeEdits', () => {
  it('does what both sets of edits do, for every pair of small edits', () => {
    const original = 'abcdefgh';
    const texts = ['', 'X', 'YZ'];
    const singles: TextEdit[] = [];
    for (let start = 0; start <= original.length; start += 2) {
      for (let end = start; end <= original.length; end += 3)
        for (const text of texts) singles.push(edit(start, end, text));
    }
    for (const first of singles) {
      const middle = applyEdits(original, [first]);
      for (let start = 0; start <= middle.length; start += 1) {
        for (const end of [start, start + 1, start + 3].filter((at) => at <= middle.length)) {
          for (const text of texts) {
            const second = edit(start, end, text);
            const expected = applyEdits(middle, [second]);
            const composed = composeEdits(original, [first], [second]);
            assert.equal(applyEdits(original, composed), expected, JSON.stringify({ first, second, composed }));
          }
        }
      }
    }
  });

  it('keeps edits that do not touch apart', () => {
    const composed = composeEdits('abcdefgh', [edit(1, 2, 'BB'), edit(6, 6, '!')], [edit(4, 5, 'D')]);
    assert.deepEqual(composed, [edit(1, 2, 'BB'), edit(3, 4, 'D'), edit(6, 6, '!')]);
  });

  it('maps offsets there and back', () => {
    const edits = [edit(2, 4, 'xyz'), edit(6, 6, '!!')];
    assert.equal(toEdited(5, edits), 6);
    assert.equal(toOriginal(6, edits), 5);
    assert.equal(toEdited(8, edits, 'end'), 11);
    assert.equal(toOriginal(11, edits, 'end'), 8);
  });
});

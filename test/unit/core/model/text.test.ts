import assert from 'node:assert/strict';
import { applyEdits, difference } from '../../../../src/core/model/text';

describe('the difference of two texts', () => {
  it('is one edit between what they have in common', () => {
    assert.deepEqual(difference('a\r\nb\r\n', 'a\r\nx\r\nb\r\n'), { range: { start: 3, end: 3 }, text: 'x\r\n' });
    assert.deepEqual(difference('same', 'same'), { range: { start: 4, end: 4 }, text: '' });
    for (const [before, after] of [
      ['aa', 'aaa'],
      ['abab', 'ab'],
      ['', 'new'],
      ['old', ''],
    ] as const)
      assert.equal(applyEdits(before, [difference(before, after)]), after);
  });

  it('cuts no character in two', () => {
    // These share their first unit (D83D), or their last (DE00).
    for (const [before, after] of [
      ['<😀>', '<😃>'],
      ['<😀>', '<\u{1FA00}>'],
      ['😀', '😀😀'],
    ] as const) {
      const edit = difference(before, after);
      assert.doesNotMatch(edit.text, /\p{Surrogate}/u);
      assert.doesNotMatch(before.slice(edit.range.start, edit.range.end), /\p{Surrogate}/u);
      assert.equal(applyEdits(before, [edit]), after);
    }
  });
});

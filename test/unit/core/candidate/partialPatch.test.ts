import * as assert from 'node:assert/strict';
import { afterEdits } from '../../../../src/core/candidate/partialPatch';
import { applyEdits } from '../../../../src/core/model/text';

describe('afterEdits', () => {
  const captured = 'import a\ndef f(x):\n  y = x - 1\n  return y < 2\n';
  const start = captured.indexOf('def');
  const at = (text: string, length: number) => ({
    start: captured.indexOf(text),
    end: captured.indexOf(text) + length,
  });
  const state = {
    captured,
    focal: { start, end: captured.length - 1 },
    edits: [
      { range: { start: 0, end: 0 }, text: 'import math\n' },
      { range: at('- 1', 1), text: '+' },
      { range: at('< 2', 1), text: '<=' },
    ],
  };
  const whole = applyEdits(captured, state.edits);

  for (const chosen of [[0], [1], [2], [0, 2], [1, 2], [0, 1, 2], []]) {
    it(`makes edits ${chosen.join(', ') || 'none'} and leaves the rest applicable`, () => {
      const after = afterEdits(state, new Set(chosen));
      assert.equal(after.edits.length, 3 - chosen.length);
      assert.equal(applyEdits(after.captured, after.edits), whole);
      const focal = after.captured.slice(after.focal.start, after.focal.end);
      assert.ok(focal.startsWith('def f') && focal.endsWith('2'), focal);
    });
  }
});

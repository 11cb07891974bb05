import * as assert from 'node:assert/strict';
import { command } from '../../../src/vscode/ids';
import { finishedText, runningText } from '../../../src/vscode/statusText';
import { plausible } from '../../../src/core/run/words';
import { ranked, recordOf, story } from '../../doubles/scriptedDebugger';

const begun = recordOf(story, 8);

describe('the status item', () => {
  it('says what is under way, and a click cancels it', () => {
    const shown = runningText(begun, undefined, 1234);
    assert.match(shown.text, /Eider: top · 1\.2 s$/);
    assert.equal(shown.command, command.cancel);
  });

  it('shows the first fix with the tests it passes as soon as there is one, and a click opens it', () => {
    const run = recordOf([...story.slice(0, 8), { kind: 'ranked', ranked: [ranked(1, '>')], interim: true }]);
    const shown = runningText(run, plausible(run)[0], 1234);
    assert.match(shown.text, /Eider: `<` becomes `>` · 2 of 2 tests$/);
    assert.match(shown.tooltip, /^1 plausible fix of top; the search goes on\./);
    assert.match(shown.label, /2 of 2 tests\. Activate to review/);
    assert.equal(shown.command, command.review);
  });

  it('keeps long titles short and draws no icon that a title asks for', () => {
    const fix = ranked(1, '>');
    const long = { ...fix, candidate: { ...fix.candidate, title: `\`$(x)\` becomes ${'y'.repeat(80)}` } };
    const { text } = runningText(begun, long, 0);
    assert.ok(text.length < 100, text);
    assert.doesNotMatch(text.slice('$(sync~spin)'.length), /\$\(/);
  });

  it('says what the last run found, and a click opens it', () => {
    assert.equal(finishedText(begun), undefined);
    const shown = finishedText(recordOf());
    assert.equal(shown?.text, '$(verified) Eider: 2 plausible fixes');
    assert.equal(shown.command, command.review);
  });
});

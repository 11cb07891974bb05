import * as assert from 'node:assert/strict';
import { reportText } from '../../../../src/core/explanation/report';
import { FixResultBuilder } from '../../../../src/core/fixResult';
import type { SessionEvent } from '../../../../src/core/model/events';
import { spokenWords, usageWords } from '../../../../src/core/run/words';
import { plain } from '../../../../src/vscode/task/ansi';
import { RunText } from '../../../../src/vscode/task/runText';
import { recordOf, story } from '../../../doubles/scriptedDebugger';

type Call = Extract<SessionEvent, { kind: 'modelCall' }>;

const asked = (call: number, state: Call['state'], text: string, tokens: number): Call => ({
  kind: 'modelCall',
  call,
  purpose: 'fix',
  state,
  model: 'openai/m',
  text,
  usage: { promptTokens: tokens, completionTokens: 34, estimated: false },
  cost: tokens / 1e6,
});

const answer = 'It stops one short.\n```python\ndef top(): ...\n```';
const calls = [
  asked(1, 'started', '', 0),
  asked(1, 'streaming', 'It stops', 0),
  asked(1, 'ended', answer, 1200),
  asked(2, 'failed', '', 1300),
];
const at = story.findIndex((event) => event.kind === 'progress') + 1;
const events = [...story.slice(0, at), ...calls, ...story.slice(at)];

describe('what a run says about its model', () => {
  it('is live: who is asked, what it says and what it costs so far', () => {
    const live = (n: number) => plain(new RunText(recordOf(events, at + n), '').live(0, 1500, 100) ?? '');
    assert.match(live(1), /Asking openai\/m · 1 question, 34 tokens, \$0\.0000 · 1\.5 s$/);
    assert.match(live(2), /1\.5 s: It stops$/);
    assert.doesNotMatch(live(3), /Asking/);
    assert.ok(live(2).length <= 100);
  });

  it('stays: each question with its words, and the sum at the end', () => {
    const lines = new RunText(recordOf(events), '').news(100).map(plain);
    assert.equal(lines.filter((l) => l === '    › openai/m, fix: It stops one short.').length, 1);
    assert.equal(lines.filter((l) => l === '    ✖ openai/m, fix: no words').length, 1);
    assert.ok(lines.includes('    openai/m: 2 questions, 1,334 tokens, $0.0013'));
  });

  it('stands in the report and in the result', () => {
    assert.match(reportText(recordOf(events)), /Model: openai\/m, 2 questions, 1,334 tokens, \$0\.0013/);
    const builder = new FixResultBuilder();
    for (const event of events) builder.add(event);
    assert.deepEqual(builder.result('top.py').usage, {
      promptTokens: 1300,
      completionTokens: 34,
      estimated: false,
      cost: 0.0013,
    });
  });

  it('is nothing where none was asked', () => {
    assert.doesNotMatch(reportText(recordOf()), /Model: /);
    assert.ok(!new RunText(recordOf(), '').news(100).some((l) => l.includes('tokens')));
  });

  it('is said to be an estimate where the server reports no usage', () => {
    const usage = { promptTokens: 1_234_567, completionTokens: 0, estimated: true };
    assert.equal(usageWords({ call: 1, usage }), '1 question, about 1,234,567 tokens');
    assert.equal(spokenWords({ text: '```js\nx\n```\nand words after' }), '');
  });
});

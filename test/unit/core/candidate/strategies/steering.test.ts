import * as assert from 'node:assert/strict';
import type { Answer } from '../../../../../src/core/candidate/strategies/asker';
import type { Interruption, Listener } from '../../../../../src/core/candidate/strategies/listening';
import { steer } from '../../../../../src/core/candidate/strategies/steering';
import type { SessionEvent } from '../../../../../src/core/model/events';
import { ModelError } from '../../../../../src/core/modelError';
import type { ModelRequest, Steering } from '../../../../../src/core/ports';
import { fakeModel, type FakeStep } from '../../../../doubles/fakeModel';

const begun = '```js\nfunction f(xs) {\n  return xs.';
const legal = ['at', 'slice'];
const cut: Interruption = {
  reason: 'Cut short: xs has no member last.',
  advice: ['xs has no member last.'],
  resume: { text: begun, wrong: 'last', legal },
};
const answer: Answer = { text: `${begun}last();\n`, end: 'length', cut };
const request: ModelRequest = { messages: [{ role: 'user', content: 'Fix.' }], temperature: 0, maxTokens: 90, n: 2 };
const rest = '(-1);\n}\n```\n';

async function steered(
  steering: Steering | undefined,
  steps: readonly (readonly FakeStep[])[],
  look: (text: string) => Interruption | undefined = () => undefined,
) {
  const model = Object.assign(fakeModel(steps), { steering });
  const spent: string[] = [];
  const listener: Listener = { look: (text) => Promise.resolve(look(text)) };
  const spend = (_: ModelRequest, text: string) => spent.push(text);
  const events: SessionEvent[] = [];
  const going = steer(answer, request, { model, listener, spend, signal: new AbortController().signal });
  for (;;) {
    const next = await going.next();
    if (next.done === true) {
      const notes = events.flatMap((e) => (e.kind === 'note' ? e.message : []));
      return { answer: next.value, requests: model.requests, notes, spent };
    }
    events.push(next.value);
  }
}

const end: FakeStep = { kind: 'end', choice: 0, reason: 'stop' };

describe('a model that was cut at a member that does not exist', () => {
  for (const [by, how] of [
    ['choice', 'structured choice'],
    ['grammar', 'a grammar'],
    ['bias', 'biased tokens'],
  ] as const)
    it(`goes on with one that exists, held to them by ${how}`, async () => {
      const {
        answer: whole,
        requests,
        notes,
        spent,
      } = await steered(by, [
        ['at', end],
        [rest, end],
      ]);
      assert.deepEqual(whole, { text: `${begun}at${rest}`, end: 'stop' });
      const [choosing, going, more] = requests;
      assert.deepEqual([choosing?.begun, choosing?.choices, choosing?.n], [begun, legal, 1]);
      assert.deepEqual([going?.begun, going?.choices, going?.n], [`${begun}at`, undefined, 1]);
      assert.equal(more, undefined);
      assert.deepEqual(notes, [
        `Cut short: xs has no member last. The model went on with \`at\`, held to the 2 that exist by ${how}.`,
      ]);
      assert.deepEqual(spent, ['at', rest]);
    });

  it('is asked for the name beside the text where only a whole answer can be held to a schema', async () => {
    const {
      answer: whole,
      requests,
      notes,
    } = await steered('schema', [
      ['{"choice": "slice"}', end],
      [rest, end],
    ]);
    assert.equal(whole.text, `${begun}slice${rest}`);
    const [asked] = requests;
    assert.ok(asked);
    assert.equal(asked.begun, undefined);
    assert.deepEqual(
      asked.messages.map(({ role }) => role),
      ['user', 'assistant', 'user'],
    );
    assert.match(asked.messages.at(-1)?.content ?? '', /no member `last`/);
    assert.match(notes[0] ?? '', /by a schema\.$/);
  });

  it('goes on from the text where nothing can hold it, and is believed unless it says the same again', async () => {
    const other = await steered('begun', [['at', rest, end]]);
    assert.equal(other.answer.text, `${begun}at${rest}`);
    assert.match(other.notes[0] ?? '', /went on from there with another/);
    assert.equal(other.requests.length, 1);
    const same = await steered('begun', [['last();\n', 'more\n', 'more\n', end]], (text) =>
      text.includes('last') ? cut : undefined,
    );
    assert.equal(same.answer, answer);
    assert.deepEqual(same.notes, []);
  });

  it('is listened to as it goes on, and cut again', async () => {
    const text = `${begun}at(0).`;
    const second: Interruption = { reason: 'Again.', advice: [], resume: { text, wrong: 'b', legal: ['c'] } };
    const { answer: whole, notes } = await steered(
      'choice',
      [
        ['at', end],
        ['(0).b;\n', 'x\n', 'x\n', end],
        ['c', end],
        [rest, end],
      ],
      (heard) => (heard.includes('.b') ? second : undefined),
    );
    assert.equal(whole.text, `${text}c${rest}`);
    assert.equal(notes.length, 2);
  });

  it('is asked anew where the endpoint cannot go on, does not keep to the list, or fails', async () => {
    const failed = new ModelError('server', 'It broke.', 'Try again.');
    for (const [by, first] of [
      [undefined, rest],
      ['choice', 'last'],
      ['schema', '{"choice": 1}'],
      ['choice', failed],
    ] as const) {
      const { answer: whole, notes } = await steered(by, [[first, end]]);
      assert.equal(whole, answer);
      assert.deepEqual(notes, []);
    }
  });
});

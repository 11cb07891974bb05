import * as assert from 'node:assert/strict';
import { Asker, type Answer, type AskerInput, type Question } from '../../../../../src/core/candidate/strategies/asker';
import type { Interruption, Listener } from '../../../../../src/core/candidate/strategies/listening';
import { defaultPlan } from '../../../../../src/core/candidate/strategies/plan';
import { ModelError } from '../../../../../src/core/modelError';
import type { SessionEvent } from '../../../../../src/core/model/events';
import type { ModelChunk } from '../../../../../src/core/ports';
import { fakeModel, type FakeModel, type FakeStep } from '../../../../doubles/fakeModel';

const question = (over: Partial<Question> = {}): Question => ({
  purpose: 'fix',
  messages: (stage) => [{ role: 'user', content: `Say ${stage}.` }],
  n: 1,
  temperature: 0,
  ...over,
});

interface Asked {
  readonly answers: readonly Answer[];
  readonly events: readonly SessionEvent[];
  readonly asker: Asker;
}

async function ask(
  model: FakeModel,
  over: Partial<AskerInput> = {},
  asked = question(),
  signal = new AbortController().signal,
): Promise<Asked> {
  let now = 0;
  // Every look at the clock costs 100 ms: each second piece is worth an event.
  const clock = { now: () => (now += 100) };
  const asker = new Asker({ model, plan: defaultPlan, clock, seed: 1, deadline: 1e9, ...over }, signal);
  const events: SessionEvent[] = [];
  const steps = asker.ask(asked);
  for (;;) {
    const next = await steps.next();
    if (next.done === true) return { answers: next.value, events, asker };
    events.push(next.value);
  }
}

const listener = (look: (text: string) => Interruption | undefined): Listener & { readonly seen: string[] } => {
  const seen: string[] = [];
  return {
    seen,
    look(text) {
      seen.push(text);
      return Promise.resolve(look(text));
    },
  };
};
const lines = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `line ${i}\n`);

describe('a question to a model', () => {
  it('shows what the model says as it says it', async () => {
    const { answers, events } = await ask(fakeModel([['It ', 'forgets ', 'the ', 'last ', 'one.']]));
    const texts = events.flatMap((e) => (e.kind === 'modelCall' && e.state === 'streaming' ? e.text : []));
    assert.equal(texts[0], 'It ', 'the first words at once');
    assert.ok(texts.length >= 2, texts.join('|'));
    assert.ok(texts.every((text, i) => i === 0 || text.startsWith(texts[i - 1] ?? '')));
    assert.deepEqual(answers, [{ text: 'It forgets the last one.', end: 'length' }]);
  });

  it('keeps what had come before the model failed, and is the last one', async () => {
    const failure = new ModelError('connection', 'The line broke.', 'Try again.');
    const { answers, events, asker } = await ask(fakeModel([['Half ', failure]]));
    assert.deepEqual(answers, [{ text: 'Half ', end: 'length' }]);
    assert.ok(events.some((e) => e.kind === 'note' && e.message === 'The line broke. Try again.'));
    assert.equal(asker.mayAsk, false);
  });

  it('says less by stages when it is too long, and gives up only after the least', async () => {
    const failure = new ModelError('context', 'Too long.', 'Split it.');
    const model = fakeModel([[failure]]);
    const { events, asker } = await ask(model, { plan: { ...defaultPlan, calls: 1 } });
    assert.equal(asker.spent.calls, 1);
    assert.deepEqual(
      model.requests.map((r) => r.messages[0]?.content),
      ['Say usual.', 'Say least.'],
    );
    assert.ok(events.some((e) => e.kind === 'note' && e.message.startsWith('Too long.')));
    assert.equal(asker.mayAsk, false);
  });
});

describe('a listener', () => {
  it('hears whole lines only, and each of them', async () => {
    const ear = listener(() => undefined);
    const { answers } = await ask(fakeModel([['a\nb', '\nc', '\nd']]), { listener: ear });
    assert.equal(answers[0]?.text, 'a\nb\nc\nd');
    assert.deepEqual(ear.seen, ['a\n', 'a\nb\n', 'a\nb\nc\n']);
  });

  it('cuts an answer: the model is told to stop and what it said until then is kept, with the reason', async () => {
    const model = fakeModel([lines(200)]);
    const cut: Interruption = { reason: 'It names something that does not exist.', advice: ['There is no foo.'] };
    const ear = listener((text) => (text.includes('line 3') ? cut : undefined));
    const { answers } = await ask(model, { listener: ear });
    assert.deepEqual(answers[0]?.cut, cut);
    assert.match(answers[0].text, /^line 0\nline 1\nline 2\nline 3\n/);
    assert.ok(model.handedOn < 12, `${model.handedOn} pieces`);
    assert.equal(model.aborted, 1);
  });

  it('cuts even while nothing more arrives', async () => {
    let look: (cut: Interruption) => void = () => undefined;
    const stuck = (signal: AbortSignal) =>
      new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('gone'))));
    const steps: FakeStep[] = ['bad\n'];
    const model = fakeModel([steps]);
    const hanging = {
      ...model,
      name: 'fake/hangs',
      async *stream(...[request, signal]: Parameters<FakeModel['stream']>) {
        yield* model.stream(request, signal);
        look({ reason: 'Wrong.', advice: [] });
        await stuck(signal);
      },
    };
    const ear: Listener = { look: () => new Promise((resolve) => (look = resolve)) };
    const { answers, asker } = await ask(hanging, { listener: ear });
    assert.equal(answers[0]?.cut?.reason, 'Wrong.');
    assert.equal(asker.mayAsk, true);
  });

  it('cuts one of two answers and lets the other one end', async () => {
    const chunk = (choice: number, text: string): ModelChunk => ({ kind: 'text', choice, text });
    const both = Array.from({ length: 20 }, (_, i) => [chunk(0, `bad ${i}\n`), chunk(1, `good ${i}\n`)]).flat();
    const ear = listener((text) => (text.startsWith('bad') ? { reason: 'Bad.', advice: [] } : undefined));
    const { answers } = await ask(fakeModel([both]), { listener: ear }, question({ n: 2 }));
    assert.deepEqual(
      answers.map((a) => [a.cut?.reason, a.text.split('\n').length - 1]),
      [
        ['Bad.', 1],
        [undefined, 20],
      ],
    );
  });

  it('never holds the stream up: one that fails or never answers costs nothing', async () => {
    for (const look of [() => Promise.reject(new Error('dead')), () => new Promise<undefined>(() => undefined)]) {
      const { answers } = await ask(fakeModel([lines(30)]), { listener: { look } });
      assert.equal(answers[0]?.text, lines(30).join(''));
      assert.equal(answers[0].cut, undefined);
    }
  });

  it('is told when the answer has ended', async () => {
    let signal: AbortSignal | undefined;
    const ear: Listener = {
      look: (_, ended) => {
        signal = ended;
        return new Promise<undefined>(() => undefined);
      },
    };
    await ask(fakeModel([lines(3)]), { listener: ear });
    assert.equal(signal?.aborted, true);
  });
});

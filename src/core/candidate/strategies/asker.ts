import type { SessionEvent } from '../../model/events';
import { ModelError } from '../../modelError';
import type { Clock, LanguageModel, ModelChunk, ModelMessage, ModelRequest, ModelUsage } from '../../ports';
import { stages, type ContextStage } from '../../prompt/prompts';
import { Listening, type Interruption, type Listener } from './listening';
import { estimateTokens, Spending, type ModelPlan } from './plan';
import { steer } from './steering';

export interface Question {
  /** For the reader of the run: `fix`, `debug`, `causes`. */
  readonly purpose: string;
  readonly messages: (stage: ContextStage) => readonly ModelMessage[];
  readonly n: number;
  readonly temperature: number;
  readonly maxTokens?: number;
  readonly schema?: ModelRequest['schema'];
  readonly choices?: readonly string[];
}

export interface Answer {
  readonly text: string;
  readonly end: 'stop' | 'length' | 'filter';
  /** A listener cut it short: the text is a part of what the model would have said. */
  readonly cut?: Interruption;
}

export interface AskerInput {
  readonly model: LanguageModel;
  readonly plan: ModelPlan;
  readonly clock: Clock;
  readonly seed: number;
  /** Clock time after which no question is asked. */
  readonly deadline: number;
  /** Hears every answer as it arrives and may cut it short. */
  readonly listener?: Listener;
}

interface Growing {
  text: string;
  end: Answer['end'] | undefined;
}

/** Milliseconds between two events of one streaming answer. */
const TICK = 150;
const MAX_TOKENS = 2048;

/** Puts questions to the model, tells the world what it says as it says it, and keeps the budget. */
export class Asker {
  readonly spent: Spending;
  readonly #input: AskerInput;
  readonly #signal: AbortSignal;
  #stage: ContextStage = 'usual';
  #failed = false;

  constructor(input: AskerInput, signal: AbortSignal) {
    this.spent = new Spending(input.plan);
    this.#input = input;
    this.#signal = signal;
  }

  get mayAsk(): boolean {
    return !this.#failed && this.spent.left && this.#input.clock.now() < this.#input.deadline;
  }

  /** After a failure the next question may say more. */
  sayMore(): void {
    if (this.#stage === 'usual') this.#stage = 'most';
  }

  /**
   * Asks once. A model that fails ends the questions of this run, with a note; what it had answered until then is
   * returned. A prompt that is too long is sent again with less in it, which is still the same question.
   */
  async *ask(question: Question): AsyncGenerator<SessionEvent, readonly Answer[], undefined> {
    const { model, clock, deadline, seed } = this.#input;
    if (!this.mayAsk) return [];
    const call = ++this.spent.calls;
    for (;;) {
      const texts = new Map<number, Growing>();
      const messages = question.messages(this.#stage);
      let reported = false;
      const enough = new AbortController();
      const listening = this.#listen(texts, question.n, enough);
      const request: ModelRequest = {
        messages,
        temperature: question.temperature,
        maxTokens: question.maxTokens ?? MAX_TOKENS,
        n: question.n,
        seed: (seed * 1000 + call) % 2 ** 31,
        timeoutMs: Math.max(1, deadline - clock.now()),
        ...(question.schema && { schema: question.schema }),
        ...(question.choices && { choices: question.choices }),
      };
      try {
        yield this.#event(call, question.purpose, 'started', '', this.#estimate(messages, texts));
        // The first words are told at once: the next may be long in coming.
        let told = -Infinity;
        for await (const chunk of model.stream(request, AbortSignal.any([this.#signal, enough.signal]))) {
          if (chunk.kind === 'usage') {
            reported = true;
            this.spent.add(chunk.usage);
          } else if (!listening?.cutOf(chunk.choice)) {
            const growing = collect(texts, chunk);
            if (chunk.kind === 'text') listening?.grew(chunk.choice, growing.text);
          }
          if (enough.signal.aborted) break;
          if (clock.now() - told < TICK) continue;
          told = clock.now();
          const pending = reported ? undefined : this.#estimate(messages, texts);
          yield this.#event(call, question.purpose, 'streaming', texts.get(0)?.text ?? '', pending);
          const open = [...texts.values()].filter(({ end }) => end === undefined);
          if (open.length > 0 && open.every(({ text }) => goesRound(text))) break;
        }
      } catch (error) {
        this.#signal.throwIfAborted();
        if (!enough.signal.aborted) {
          if (!(error instanceof ModelError)) throw error;
          const less = stages[stages.indexOf(this.#stage) - 1];
          yield this.#event(call, question.purpose, 'failed', '');
          if (error.fault === 'context' && less !== undefined) {
            this.#stage = less;
            continue;
          }
          this.#failed = true;
          yield { kind: 'note', message: `${error.message} ${error.next}` };
        }
      } finally {
        listening?.end();
      }
      if (!reported) {
        this.spent.estimated = true;
        this.spent.add(this.#estimate(messages, texts));
      }
      const answers: Answer[] = [];
      for (const [choice, { text, end = 'length' }] of [...texts].sort(([a], [b]) => a - b)) {
        const cut = listening?.cutOf(choice);
        answers.push(cut ? yield* this.#steer({ text, end, cut }, request) : { text, end });
      }
      yield this.#event(call, question.purpose, 'ended', answers[0]?.text ?? '');
      return answers;
    }
  }

  async *#steer(cut: Answer, request: ModelRequest): AsyncGenerator<SessionEvent, Answer, undefined> {
    const { model, listener, clock, deadline } = this.#input;
    if (!listener || clock.now() >= deadline) return cut;
    const spend = ({ messages }: ModelRequest, text: string, usage: ModelUsage | undefined): void => {
      this.spent.estimated ||= usage === undefined;
      this.spent.add(usage ?? this.#estimate(messages, new Map([[0, { text }]])));
    };
    return yield* steer(cut, request, { model, listener, spend, signal: this.#signal });
  }

  /** The model is told to stop once every answer it was asked for has ended or has been cut. */
  #listen(texts: ReadonlyMap<number, Growing>, n: number, enough: AbortController): Listening | undefined {
    const { listener } = this.#input;
    if (!listener) return undefined;
    const listening = new Listening(listener, () => {
      const done = [...texts].filter(([choice, { end }]) => end !== undefined || listening.cutOf(choice));
      if (done.length >= n) enough.abort(new Error('the answer has been cut short'));
    });
    return listening;
  }

  #estimate(messages: readonly ModelMessage[], texts: ReadonlyMap<number, { readonly text: string }>): ModelUsage {
    return {
      promptTokens: messages.reduce((sum, m) => sum + estimateTokens(m.content), 0),
      completionTokens: [...texts.values()].reduce((sum, { text }) => sum + estimateTokens(text), 0),
    };
  }

  /** `pending`: what the question under way has probably cost so far. */
  #event(
    call: number,
    purpose: string,
    state: 'started' | 'streaming' | 'ended' | 'failed',
    text: string,
    pending?: ModelUsage,
  ): SessionEvent {
    const promptTokens = this.spent.promptTokens + (pending?.promptTokens ?? 0);
    const completionTokens = this.spent.completionTokens + (pending?.completionTokens ?? 0);
    const estimated = this.spent.estimated || pending !== undefined;
    const cost = this.spent.costOf({ promptTokens, completionTokens });
    return {
      kind: 'modelCall',
      call,
      purpose,
      state,
      model: this.#input.model.name,
      text,
      usage: { promptTokens, completionTokens, estimated },
      ...(cost !== undefined && { cost }),
    };
  }
}

function collect(texts: Map<number, Growing>, chunk: Extract<ModelChunk, { kind: 'text' | 'end' }>): Growing {
  const entry = texts.get(chunk.choice) ?? { text: '', end: undefined };
  texts.set(chunk.choice, entry);
  if (chunk.kind === 'text') entry.text += chunk.text;
  else entry.end = chunk.reason;
  return entry;
}

/** A small model that has begun to repeat itself does not stop: its last piece has come many times in a row. */
export function goesRound(text: string): boolean {
  const last = text.slice(-40);
  return text.length > 1200 && last.trim() !== '' && text.slice(-1200).split(last).length > 12;
}

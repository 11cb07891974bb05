import { ModelError } from '../../modelError';
import type { SessionEvent } from '../../model/events';
import type { Test } from '../../model/test';
import type { Clock, LanguageModel, ModelChunk, ModelMessage, ModelUsage, Random } from '../../ports';
import { exampleOf, type FixFacts } from '../../prompt/facts';
import { namesPrompt, stages, type Attempt, type ContextStage } from '../../prompt/prompts';
import type { Sieve } from '../../monitor/identifiers/sieve';
import { readReply, type Reply, type ReplyReader } from '../../prompt/reply';
import { isFailure } from '../../model/verdicts';
import { smallestFailing } from '../../explanation/failingInput';
import type { Tried } from '../../search/search';
import type { Candidate } from '../../model/candidate';
import { lineAt } from '../../model/text';
import { estimateTokens, Spending, type ModelPlan } from './plan';

export interface BenchInput {
  readonly model: LanguageModel;
  readonly plan: ModelPlan;
  readonly facts: FixFacts;
  readonly reader: ReplyReader;
  /** Trusted tests. */
  readonly tests: readonly Test[];
  readonly clock: Clock;
  readonly random: Random;
  readonly seed: number;
  /** Clock time after which no question is asked. */
  readonly deadline: number;
  /** Looks for identifiers that do not exist before anything is run. */
  readonly sieve?: Sieve;
  /** Runs candidates, template edits on top of them included, and tells the world. */
  readonly run: (candidates: readonly Candidate[]) => AsyncGenerator<SessionEvent, readonly Tried[], undefined>;
}

export interface Question {
  /** For the reader of the run: `fix`, `debug`, `causes`. */
  readonly purpose: string;
  readonly messages: (stage: ContextStage) => readonly ModelMessage[];
  readonly n: number;
  readonly temperature: number;
  readonly maxTokens?: number;
}

export interface Answer {
  readonly text: string;
  readonly end: 'stop' | 'length' | 'filter';
}

/** Milliseconds between two events of one streaming answer. */
const TICK = 150;
const MAX_TOKENS = 2048;

/** What the strategies work with: questions to the model, runs of what it answers, and the budget of both. */
export class Workbench {
  readonly facts: FixFacts;
  readonly plan: ModelPlan;
  readonly model: LanguageModel;
  readonly random: Random;
  readonly spent: Spending;
  readonly #input: BenchInput;
  readonly #signal: AbortSignal;
  /** Code of the model's candidates by id. */
  readonly #codes = new Map<string, string>();
  #stage: ContextStage = 'usual';
  /** What the language server said about the last answers that could not be run. */
  #advice: readonly string[] = [];
  /** The model was told once which names exist. */
  #corrected = false;
  #failed = false;
  /** A candidate of the model, or a template edit on one, passes every trusted test. */
  solved = false;

  constructor(input: BenchInput, signal: AbortSignal) {
    this.facts = input.facts;
    this.plan = input.plan;
    this.model = input.model;
    this.random = input.random;
    this.spent = new Spending(input.plan);
    this.#input = input;
    this.#signal = signal;
  }

  get mayAsk(): boolean {
    return !this.#failed && !this.solved && this.spent.left && this.#input.clock.now() < this.#input.deadline;
  }

  /** After a failure the next question may say more. */
  sayMore(): void {
    if (this.#stage === 'usual') this.#stage = 'most';
  }

  /**
   * Asks once. A model that fails ends the questions of this run, with a note; what it had answered until then is
   * returned. A prompt that is too long is asked again with less in it.
   */
  async *ask(question: Question): AsyncGenerator<SessionEvent, readonly Answer[], undefined> {
    while (this.mayAsk) {
      const call = ++this.spent.calls;
      const texts = new Map<number, { text: string; end: Answer['end'] | undefined }>();
      const messages = question.messages(this.#stage);
      let reported = false;
      try {
        yield this.#event(call, question.purpose, 'started', '', this.#estimate(messages, texts));
        const request = {
          messages,
          temperature: question.temperature,
          maxTokens: question.maxTokens ?? MAX_TOKENS,
          n: question.n,
          seed: (this.#input.seed * 1000 + call) % 2 ** 31,
          timeoutMs: Math.max(1, this.#input.deadline - this.#input.clock.now()),
        };
        let told = this.#input.clock.now();
        for await (const chunk of this.model.stream(request, this.#signal)) {
          if (chunk.kind === 'usage') {
            reported = true;
            this.spent.add(chunk.usage);
          } else collect(texts, chunk);
          if (this.#input.clock.now() - told < TICK) continue;
          told = this.#input.clock.now();
          const pending = reported ? undefined : this.#estimate(messages, texts);
          yield this.#event(call, question.purpose, 'streaming', texts.get(0)?.text ?? '', pending);
          const open = [...texts.values()].filter(({ end }) => end === undefined);
          if (open.length > 0 && open.every(({ text }) => goesRound(text))) break;
        }
      } catch (error) {
        this.#signal.throwIfAborted();
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
      if (!reported) {
        this.spent.estimated = true;
        this.spent.add(this.#estimate(messages, texts));
      }
      yield this.#event(call, question.purpose, 'ended', texts.get(0)?.text ?? '');
      return [...texts].sort(([a], [b]) => a - b).map(([, { text, end }]) => ({ text, end: end ?? 'length' }));
    }
    return [];
  }

  /** Asks, reads and runs: answers that are programs become candidates. Resolves to what was tried, the best first. */
  async *attempt(question: Question, parent?: Tried): AsyncGenerator<SessionEvent, readonly Tried[], undefined> {
    const answers = yield* this.ask(question);
    const tried = yield* this.tryAnswers(answers, question.purpose, parent);
    const [first] = answers;
    const advice = this.#advice;
    this.#advice = [];
    if (tried.length > 0 || advice.length === 0 || !first || this.#corrected) return tried;
    this.#corrected = true;
    const messages = (stage: ContextStage): readonly ModelMessage[] => [
      ...question.messages(stage),
      { role: 'assistant', content: first.text },
      { role: 'user', content: namesPrompt(advice) },
    ];
    return yield* this.tryAnswers(yield* this.ask({ ...question, n: 1, messages }), question.purpose, parent);
  }

  async *tryAnswers(
    answers: readonly Answer[],
    strategy: string,
    parent?: Tried,
  ): AsyncGenerator<SessionEvent, readonly Tried[], undefined> {
    const replies = answers.map(({ text, end }) => readReply(text, end, this.#input.reader));
    const written = replies.flatMap((reply) => this.#candidate(reply, strategy, parent) ?? []);
    const odd = replies.filter((r) => r.kind !== 'program' && r.kind !== 'duplicate').map(oddWords);
    for (const words of new Set(odd)) yield { kind: 'note', message: words };
    const candidates = yield* this.#sift(written);
    if (candidates.length === 0) return [];
    const tried = yield* this.#input.run(candidates);
    this.solved ||= tried.some((t) => t.plausible);
    const rest = [...tried].sort((a, b) => this.rate(b) - this.rate(a));
    // Template edits on a candidate are answers of the search; only the model's own can be discussed with it.
    return rest.filter((t) => t.candidate.origin.kind === 'model');
  }

  /** Leaves out what names things that do not exist; what was meant takes its place where that is plain. */
  async *#sift(written: readonly Candidate[]): AsyncGenerator<SessionEvent, readonly Candidate[], undefined> {
    const { sieve, reader } = this.#input;
    if (!sieve || written.length === 0) return written;
    const { run, notes, advice } = await sieve.sift(written, this.#signal);
    for (const message of notes) yield { kind: 'note', message };
    this.#advice = advice;
    const { text } = reader.focal.file;
    const { start, end } = reader.focal.range;
    for (const { id, source } of run)
      if (!this.#codes.has(id)) this.#codes.set(id, source.slice(start, source.length - (text.length - end)));
    return run;
  }

  /** Share of the trusted tests that pass; those not run count as not passed. */
  rate(tried: Tried): number {
    const { tests } = this.#input;
    return tests.filter((t) => tried.verdicts.get(t.id)?.kind === 'passed').length / Math.max(1, tests.length);
  }

  /** One attempt as a prompt shows it. */
  describe(tried: Tried): Attempt {
    const { tests } = this.#input;
    const failing = tests.filter((t) => isFailure(tried.verdicts.get(t.id)));
    const smallest = smallestFailing(failing, tried.verdicts);
    return {
      code: this.#codes.get(tried.candidate.id) ?? '',
      ...(smallest && { smallest: exampleOf(smallest, tried.verdicts.get(smallest.id)) }),
      passed: tests.filter((t) => tried.verdicts.get(t.id)?.kind === 'passed').length,
      total: tests.length,
    };
  }

  #candidate(reply: Reply, strategy: string, parent: Tried | undefined): Candidate | undefined {
    if (reply.kind !== 'program') return undefined;
    const first = Math.min(...reply.edits.map((e) => e.range.start));
    const id = `m${this.spent.calls}-${this.#codes.size + 1}`;
    this.#codes.set(id, reply.code);
    return {
      id,
      origin: { kind: 'model', model: this.model.name, strategy },
      title: titleOf(reply.explanation, this.model.name),
      edits: reply.edits,
      source: reply.source,
      ...(parent && { parent: parent.candidate.id }),
      priority: 0.5,
      line: lineAt(this.#input.reader.focal.file.text, first),
    };
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
      model: this.model.name,
      text,
      usage: { promptTokens, completionTokens, estimated },
      ...(cost !== undefined && { cost }),
    };
  }
}

function collect(
  texts: Map<number, { text: string; end: Answer['end'] | undefined }>,
  chunk: Extract<ModelChunk, { kind: 'text' | 'end' }>,
): void {
  const entry = texts.get(chunk.choice) ?? { text: '', end: undefined };
  texts.set(chunk.choice, entry);
  if (chunk.kind === 'text') entry.text += chunk.text;
  else entry.end = chunk.reason;
}

/** A small model that has begun to repeat itself does not stop: its last piece has come many times in a row. */
export function goesRound(text: string): boolean {
  const last = text.slice(-40);
  return text.length > 1200 && last.trim() !== '' && text.slice(-1200).split(last).length > 12;
}

function titleOf(explanation: string, model: string): string {
  const sentence =
    explanation
      .replace(/\s+/g, ' ')
      .trim()
      .split(/(?<=[.!?])\s/)[0] ?? '';
  if (sentence === '') return `Rewritten by ${model}`;
  return sentence.length > 90 ? `${sentence.slice(0, 87)}...` : sentence;
}

function oddWords(reply: Reply): string {
  switch (reply.kind) {
    case 'truncated':
      return "The model's answer was cut off inside the code.";
    case 'commentary':
      return 'The model answered with words and no code.';
    case 'wrongFunction':
      return `The model answered with another function (${reply.found.slice(0, 3).join(', ')}).`;
    case 'editsTests':
      return 'The model wanted to change tests; that is never done.';
    case 'broken':
      return 'The model answered with code that cannot be read.';
    case 'filtered':
      return "A content filter held the model's answer back.";
    case 'unchanged':
      return 'The model gave the function back as it was.';
    case 'duplicate':
    case 'program':
      return '';
  }
}

import type { Candidate } from '../../model/candidate';
import type { SessionEvent } from '../../model/events';
import type { Test } from '../../model/test';
import { lineAt } from '../../model/text';
import { isFailure } from '../../model/verdicts';
import type { Sieve } from '../../monitor/identifiers/sieve';
import { smallestFailing } from '../../explanation/failingInput';
import type { LanguageModel, ModelMessage, Random } from '../../ports';
import { exampleOf, type FixFacts } from '../../prompt/facts';
import { namesPrompt, type Attempt, type ContextStage } from '../../prompt/prompts';
import { readReply, type Reply, type ReplyReader } from '../../prompt/reply';
import type { Tried } from '../../search/search';
import { Asker, type Answer, type AskerInput, type Question } from './asker';
import type { ModelPlan } from './plan';

export interface BenchInput extends AskerInput {
  readonly facts: FixFacts;
  readonly reader: ReplyReader;
  /** Trusted tests. */
  readonly tests: readonly Test[];
  readonly random: Random;
  /** Looks for identifiers that do not exist before anything is run. */
  readonly sieve?: Sieve;
  /** Runs candidates, template edits on top of them included, and tells the world. */
  readonly run: (candidates: readonly Candidate[]) => AsyncGenerator<SessionEvent, readonly Tried[], undefined>;
}

/** What the strategies work with: questions to the model, runs of what it answers, and the budget of both. */
export class Workbench {
  readonly facts: FixFacts;
  readonly plan: ModelPlan;
  readonly model: LanguageModel;
  readonly random: Random;
  readonly #asker: Asker;
  readonly #input: BenchInput;
  readonly #signal: AbortSignal;
  /** Code of the model's candidates by id. */
  readonly #codes = new Map<string, string>();
  /** What the model should know about its last answers that could not be run. */
  #advice: readonly string[] = [];
  /** The model was told once which names exist. */
  #corrected = false;
  /** A candidate of the model, or a template edit on one, passes every trusted test. */
  solved = false;

  constructor(input: BenchInput, signal: AbortSignal) {
    this.facts = input.facts;
    this.plan = input.plan;
    this.model = input.model;
    this.random = input.random;
    this.#asker = new Asker(input, signal);
    this.#input = input;
    this.#signal = signal;
  }

  get mayAsk(): boolean {
    return !this.solved && this.#asker.mayAsk;
  }

  sayMore(): void {
    this.#asker.sayMore();
  }

  async *ask(question: Question): AsyncGenerator<SessionEvent, readonly Answer[], undefined> {
    return this.solved ? [] : yield* this.#asker.ask(question);
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
    const cuts = answers.flatMap(({ cut }) => cut ?? []);
    for (const { reason } of new Set(cuts)) yield { kind: 'note', message: reason };
    const whole = answers.filter(({ cut }) => !cut);
    const replies = whole.map(({ text, end }) => readReply(text, end, this.#input.reader));
    const written = replies.flatMap((reply) => this.#candidate(reply, strategy, parent) ?? []);
    const odd = replies.filter((r) => r.kind !== 'program' && r.kind !== 'duplicate').map(oddWords);
    for (const words of new Set(odd)) yield { kind: 'note', message: words };
    const candidates = yield* this.#sift(written);
    this.#advice = [...new Set([...cuts.flatMap(({ advice }) => advice), ...this.#advice])];
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
    this.#advice = [];
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
    const id = `m${this.#asker.spent.calls}-${this.#codes.size + 1}`;
    this.#codes.set(id, reply.code);
    return {
      id,
      origin: { kind: 'model', model: this.model.name, strategy },
      title: titleOf(reply.explanation, this.model.name),
      ...(reply.explanation.trim() !== '' && { words: reply.explanation }),
      edits: reply.edits,
      source: reply.source,
      ...(parent && { parent: parent.candidate.id }),
      priority: 0.5,
      line: lineAt(this.#input.reader.focal.file.text, first),
    };
  }
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

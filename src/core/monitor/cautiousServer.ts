import type { SourceFile } from '../model/focalFunction';
import type { TextRange } from '../model/text';
import type { Answer, CallSignature, Clock, LanguageServer, Member, ServerAction, ServerDiagnostic } from '../ports';

export interface CautionLimits {
  /** Milliseconds one question may take; afterwards the answer is unknown. After each failure in a row half as many. */
  readonly questionMs: number;
  /** So many time-outs or failures in a row, and the server is left alone for `restMs`. */
  readonly failures: number;
  readonly restMs: number;
  /** Texts whose answers are kept. */
  readonly texts: number;
}

export const caution: CautionLimits = { questionMs: 4000, failures: 3, restMs: 10_000, texts: 64 };

/**
 * A language server that cannot hold anything up: each question has a deadline, the same question about the same text is
 * asked once, and a server that fails again and again is not asked for a while. Whatever goes wrong is `unknown`.
 * Lives as long as one run: the answers of a text may change with other files.
 */
export class CautiousServer implements LanguageServer {
  readonly name: string;
  readonly #inner: LanguageServer;
  readonly #clock: Clock;
  readonly #limits: CautionLimits;
  readonly #known = new Map<string, Map<string, Promise<Answer<unknown>>>>();
  #failures = 0;
  #lastFailure = -Infinity;
  #restUntil = -Infinity;

  constructor(inner: LanguageServer, clock: Clock, limits: CautionLimits = caution) {
    this.name = inner.name;
    this.#inner = inner;
    this.#clock = clock;
    this.#limits = limits;
  }

  members(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly Member[]>> {
    return this.#ask(file, `members ${offset}`, signal, (own) => this.#inner.members(file, offset, own));
  }

  signatures(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly CallSignature[]>> {
    return this.#ask(file, `signatures ${offset}`, signal, (own) => this.#inner.signatures(file, offset, own));
  }

  diagnostics(file: SourceFile, signal: AbortSignal): Promise<Answer<readonly ServerDiagnostic[]>> {
    return this.#ask(file, 'diagnostics', signal, (own) => this.#inner.diagnostics(file, own));
  }

  actions(file: SourceFile, range: TextRange, signal: AbortSignal): Promise<Answer<readonly ServerAction[]>> {
    const key = `actions ${range.start} ${range.end}`;
    return this.#ask(file, key, signal, (own) => this.#inner.actions(file, range, own));
  }

  type(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<string>> {
    return this.#ask(file, `type ${offset}`, signal, (own) => this.#inner.type(file, offset, own));
  }

  async #ask<T>(
    file: SourceFile,
    question: string,
    signal: AbortSignal,
    ask: (signal: AbortSignal) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    signal.throwIfAborted();
    const answers = this.#answersOf(file);
    // Only what `ask` gave for this very question stands under its key.
    const known = answers.get(question) as Promise<Answer<T>> | undefined;
    if (known) return unlessAborted(known, signal);
    if (this.#clock.now() < this.#restUntil) return failed(`${this.name} does not answer`);
    // Others may wait for the same answer: the question is its own master, and who asked first may leave.
    const asked = this.#bounded(ask).then((answer) => {
      if (answer.kind === 'unknown') answers.delete(question);
      return answer;
    });
    answers.set(question, asked);
    return unlessAborted(asked, signal);
  }

  /** Never rejects. */
  async #bounded<T>(ask: (signal: AbortSignal) => Promise<Answer<T>>): Promise<Answer<T>> {
    const own = new AbortController();
    const asked = this.#clock.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), this.#limits.questionMs / 2 ** this.#failures);
    });
    try {
      const answer = await Promise.race([ask(own.signal), late]);
      if (answer !== 'late') {
        this.#failures = 0;
        return answer;
      }
      this.#fail(asked);
      return failed(`${this.name} took too long`);
    } catch (error) {
      this.#fail(asked);
      return failed(`${this.name} failed: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      clearTimeout(timer);
      own.abort(new Error('the question is over'));
    }
  }

  /** Questions that waited side by side failed once: a server that is starting is asked several things. */
  #fail(asked: number): void {
    if (asked < this.#lastFailure) return;
    this.#lastFailure = this.#clock.now();
    if (++this.#failures < this.#limits.failures) return;
    this.#restUntil = this.#clock.now() + this.#limits.restMs;
    this.#failures = 0;
  }

  #answersOf(file: SourceFile): Map<string, Promise<Answer<unknown>>> {
    const key = `${file.path}\n${file.text}`;
    const answers = this.#known.get(key) ?? new Map<string, Promise<Answer<unknown>>>();
    this.#known.delete(key);
    this.#known.set(key, answers);
    const oldest = this.#known.keys().next();
    if (this.#known.size > this.#limits.texts && oldest.done !== true) this.#known.delete(oldest.value);
    return answers;
  }
}

const failed = (reason: string) => ({ kind: 'unknown' as const, reason, failed: true as const });

/** Rejects with the signal's reason as soon as it is aborted. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

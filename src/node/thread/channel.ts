import { HumanError, type HumanErrorId } from '../../core/errors';
import { ModelError, type ModelFault } from '../../core/modelError';

/** One end of a pair of ports: a `Worker` or a `MessagePort`. */
export interface Port {
  postMessage(message: Message): void;
  on(event: 'message', listener: (message: Message) => void): unknown;
}

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** Of a `HumanError`. */
  readonly human?: { readonly id: HumanErrorId; readonly next: string; readonly fault?: ModelFault };
}

/** Every question is answered by a stream, of one item where one value was asked for. */
export type Message =
  | { readonly kind: 'ask'; readonly id: number; readonly method: string; readonly args: readonly unknown[] }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'items'; readonly id: number; readonly items: readonly unknown[] }
  | { readonly kind: 'end'; readonly id: number; readonly failure?: Failure }
  | { readonly kind: 'tell'; readonly method: string; readonly args: readonly unknown[] };

export interface Handler {
  /** Answers a question of the other end. The signal is aborted when the answer is no longer wanted. */
  answer(method: string, args: readonly unknown[], signal: AbortSignal): AsyncIterable<unknown>;
  /** Takes a message that needs no answer. */
  heard(method: string, args: readonly unknown[]): void;
}

/** Items of one answer travel together for so many milliseconds, so that a busy stream wakes the other end seldom. */
const TOGETHER_MS = 10;

/** Questions in both directions over a pair of ports; what is sent must be structured-cloneable. */
export class Channel {
  readonly #port: Port;
  readonly #handler: Handler;
  readonly #asked = new Map<number, Inbox>();
  readonly #answering = new Map<number, AbortController>();
  #last = 0;
  #closed: Error | undefined;
  #quiet = (): void => undefined;

  constructor(port: Port, handler: Handler) {
    this.#port = port;
    this.#handler = handler;
    port.on('message', (message) => this.#receive(message));
  }

  tell(method: string, ...args: readonly unknown[]): void {
    if (!this.#closed) this.#port.postMessage({ kind: 'tell', method, args });
  }

  /**
   * Asks at the first `next()`. An abort is passed on and the rest of the answer still delivered: how a cancelled
   * stream ends is the other end's to say. Returning early cancels.
   */
  async *stream(
    method: string,
    args: readonly unknown[],
    signal: AbortSignal,
  ): AsyncGenerator<unknown, void, undefined> {
    if (this.#closed) throw this.#closed;
    const id = ++this.#last;
    const inbox = new Inbox();
    const abort = () => {
      if (!this.#closed) this.#port.postMessage({ kind: 'abort', id });
    };
    this.#asked.set(id, inbox);
    this.#port.postMessage({ kind: 'ask', id, method, args });
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
      for (;;) {
        const items = await inbox.take();
        if (!items) return;
        yield* items;
      }
    } finally {
      signal.removeEventListener('abort', abort);
      this.#asked.delete(id);
      if (this.#asked.size === 0) this.#quiet();
      if (!inbox.ended) abort();
    }
  }

  /** The one item of an answer. Rejects with the signal's reason as soon as it is aborted. */
  async value(method: string, args: readonly unknown[], signal: AbortSignal): Promise<unknown> {
    signal.throwIfAborted();
    let stop = (): void => undefined;
    const aborted = new Promise<never>((_, reject) => {
      stop = () => reject(signal.reason as Error);
      signal.addEventListener('abort', stop, { once: true });
    });
    const answer = this.stream(method, args, signal);
    try {
      const { value } = await Promise.race([answer.next(), aborted]);
      return value;
    } finally {
      signal.removeEventListener('abort', stop);
      answer.return().catch(() => undefined);
    }
  }

  /** Settles when no question of this end is open any more, after `ms` milliseconds at the latest. */
  async quiet(ms: number): Promise<void> {
    if (this.#asked.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#quiet = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends every open answer with the error; nothing is sent afterwards. */
  close(reason: Error): void {
    this.#closed = reason;
    for (const inbox of this.#asked.values()) inbox.end(reason);
    for (const controller of this.#answering.values()) controller.abort(reason);
  }

  #receive(message: Message): void {
    switch (message.kind) {
      case 'ask':
        void this.#serve(message.id, message.method, message.args);
        break;
      case 'abort':
        this.#answering.get(message.id)?.abort(new Error('cancelled'));
        break;
      case 'items':
        this.#asked.get(message.id)?.put(message.items);
        break;
      case 'end':
        this.#asked.get(message.id)?.end(message.failure && thrown(message.failure));
        break;
      case 'tell':
        this.#handler.heard(message.method, message.args);
        break;
    }
  }

  async #serve(id: number, method: string, args: readonly unknown[]): Promise<void> {
    const controller = new AbortController();
    this.#answering.set(id, controller);
    const send = (message: Message) => {
      if (!this.#closed) this.#port.postMessage(message);
    };
    let waiting: unknown[] = [];
    let timer: NodeJS.Timeout | undefined;
    const flush = () => {
      clearTimeout(timer);
      timer = undefined;
      if (waiting.length > 0) send({ kind: 'items', id, items: waiting });
      waiting = [];
    };
    let failure: Failure | undefined;
    try {
      for await (const item of this.#handler.answer(method, args, controller.signal)) {
        waiting.push(item);
        timer ??= setTimeout(flush, TOGETHER_MS);
      }
    } catch (error) {
      failure = failureOf(error);
    }
    this.#answering.delete(id);
    try {
      flush();
    } catch (error) {
      failure ??= failureOf(error);
    }
    send({ kind: 'end', id, ...(failure && { failure }) });
  }
}

/** What has come of one answer and was not taken yet. */
class Inbox {
  ended = false;
  #items: unknown[] = [];
  #error: Error | undefined;
  #wake: () => void = () => undefined;

  put(items: readonly unknown[]): void {
    this.#items.push(...items);
    this.#wake();
  }

  end(error: Error | undefined): void {
    if (this.ended) return;
    this.ended = true;
    this.#error = error;
    this.#wake();
  }

  /** Undefined at the end. */
  async take(): Promise<readonly unknown[] | undefined> {
    if (this.#items.length === 0 && !this.ended) await new Promise<void>((resolve) => (this.#wake = resolve));
    const items = this.#items;
    this.#items = [];
    if (items.length > 0) return items;
    if (this.#error) throw this.#error;
    return undefined;
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  const human = error instanceof HumanError && {
    id: error.id,
    next: error.next,
    ...(error instanceof ModelError && { fault: error.fault }),
  };
  return { name, message, ...(stack !== undefined && { stack }), ...(human && { human }) };
}

function thrown({ name, message, stack, human }: Failure): Error {
  const error = !human
    ? Object.assign(new Error(message), { name })
    : human.fault === undefined
      ? new HumanError(human.id, message, human.next)
      : new ModelError(human.fault, message, human.next);
  if (stack !== undefined) error.stack = stack;
  return error;
}

import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Silence } from './silence';

interface Response {
  readonly type: 'response' | 'event';
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

interface Pending {
  readonly resolve: (body: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The wire of TypeScript's own server: requests are lines of JSON, answers come with a length in front. Requests are
 * worked off in their order, so that a change sent before a question is in force when it is answered.
 */
export class TsServerWire {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #pending = new Map<number, Pending>();
  #buffer: Buffer = Buffer.alloc(0);
  readonly #silence: Silence;
  #sequence = 0;
  #dead: Error | undefined;

  /** `patience`: see `Silence`. */
  constructor(child: ChildProcessWithoutNullStreams, patience: number) {
    this.#child = child;
    this.#silence = new Silence(patience);
    child.stdout.on('data', (chunk: Buffer) => this.#read(chunk));
    child.once('error', (error) => this.#end(error));
    child.once('exit', () => this.#end(new Error('the server ended')));
  }

  get alive(): boolean {
    return this.#dead === undefined;
  }

  get frozen(): boolean {
    return this.#silence.frozen;
  }

  /** Sends without waiting: its answer, if there is one, is of no interest. */
  tell(command: string, args: unknown): void {
    if (!this.#dead) this.#write(command, args);
  }

  /** @throws the server's message, its death, or the signal's reason. */
  ask(command: string, args: unknown, signal: AbortSignal): Promise<unknown> {
    if (this.#dead) return Promise.reject(this.#dead);
    const sequence = this.#write(command, args);
    this.#silence.asked();
    return new Promise((resolve, reject) => {
      const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('cancelled'));
      signal.addEventListener('abort', abort, { once: true });
      const done = (): void => signal.removeEventListener('abort', abort);
      this.#pending.set(sequence, {
        resolve: (body) => {
          done();
          resolve(body);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      if (signal.aborted) abort();
    });
  }

  #write(command: string, args: unknown): number {
    const seq = ++this.#sequence;
    this.#child.stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`);
    return seq;
  }

  #read(chunk: Buffer): void {
    this.#silence.heard();
    if (this.#pending.size > 1) this.#silence.asked();
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const header = this.#buffer.indexOf('\r\n\r\n');
      if (header === -1) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.toString('latin1', 0, header))?.[1] ?? 0);
      const end = header + 4 + length;
      if (this.#buffer.length < end) return;
      const text = this.#buffer.toString('utf8', header + 4, end);
      this.#buffer = this.#buffer.subarray(end);
      try {
        this.#take(JSON.parse(text) as Response);
      } catch {
        // Not JSON: not an answer to anything.
      }
    }
  }

  #take(response: Response): void {
    const pending = response.type === 'response' ? this.#pending.get(response.request_seq ?? -1) : undefined;
    if (!pending) return;
    this.#pending.delete(response.request_seq ?? -1);
    if (response.success === true) pending.resolve(response.body);
    else pending.reject(new Error(response.message ?? 'the server refused'));
  }

  #end(error: Error): void {
    if (this.#dead) return;
    this.#dead = error;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

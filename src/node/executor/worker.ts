import { randomBytes } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { HumanError, type HumanErrorId } from '../../core/errors';
import type { Verdict } from '../../core/model/test';
import { endTree, startTree, type Command } from '../process/tree';
import {
  maxLineBytes,
  protocolVersion,
  replyDescriptor,
  requestDescriptor,
  silenceMs,
  type Replies,
  type WireError,
  type WireLine,
  type WireOperation,
} from './protocol';

/** The worker's process ended, or had to be ended, before it answered. */
export class WorkerDied extends Error {
  /** Verdicts that were certain before. */
  readonly verdicts: ReadonlyMap<string, Verdict>;

  constructor(message: string, verdicts: ReadonlyMap<string, Verdict>) {
    super(message);
    this.name = 'WorkerDied';
    this.verdicts = verdicts;
  }
}

interface Pending {
  readonly id: number;
  readonly verdicts: Map<string, Verdict>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Whether silence means death; the start of a runtime may be slow and silent. */
  timer: NodeJS.Timeout;
  readonly silence: number;
}

/** One harness process and the protocol with it. Takes one request at a time. */
export class Worker {
  readonly process: ChildProcess;
  private readonly nonce = randomBytes(16).toString('hex');
  private readonly ownProcesses: boolean;
  private readonly input: Writable;
  private pending: Pending | undefined;
  private nextId = 1;
  private ended: string | undefined;
  private tail = '';
  private chunks: Buffer[] = [];
  private buffered = 0;

  private constructor(command: Command, ownProcesses: boolean) {
    this.ownProcesses = ownProcesses;
    this.process = startTree(command, 2);
    this.process.on('error', (error) => this.end(error.message));
    this.process.on('exit', (code, signal) => this.end(`ended with ${signal ?? `code ${code ?? 'unknown'}`}`));
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.tail = (this.tail + text).slice(-4000)));
    }
    this.input = this.process.stdio[requestDescriptor] as Writable;
    // A broken pipe is seen as the end of the process as well.
    this.input.on('error', () => undefined);
    const output = this.process.stdio[replyDescriptor] as Readable;
    output.on('data', (chunk: Buffer) => this.read(chunk));
    output.on('error', () => undefined);
  }

  /** Starts a harness and shakes hands. @throws WorkerDied, also when `signal` aborts. */
  static async start(command: Command, ownProcesses: boolean, signal: AbortSignal): Promise<Worker> {
    const worker = new Worker(command, ownProcesses);
    const abort = () => worker.kill('was cancelled');
    signal.addEventListener('abort', abort, { once: true });
    const hello = await worker
      .request({ op: 'hello', protocol: protocolVersion, nonce: worker.nonce }, 30_000)
      .finally(() => signal.removeEventListener('abort', abort));
    if (hello.protocol !== protocolVersion) {
      worker.kill('speaks another protocol');
      throw new Error(`the harness speaks protocol ${hello.protocol}, not ${protocolVersion}`);
    }
    return worker;
  }

  get alive(): boolean {
    return this.ended === undefined;
  }

  /** @throws WorkerDied, HumanError or a bug the harness reports. */
  request<O extends WireOperation>(operation: O, silence = silenceMs): Promise<Replies[O['op']]> {
    return new Promise<Replies[O['op']]>((resolve, reject) => {
      if (this.pending) throw new Error('a worker takes one request at a time');
      const id = this.nextId++;
      const timer = setTimeout(() => this.kill('fell silent'), silence);
      this.pending = {
        id,
        silence,
        timer,
        verdicts: new Map(),
        reject,
        // The harness is trusted to keep its own types: they are one project.
        resolve: (value) => resolve(value as Replies[O['op']]),
      };
      if (this.ended !== undefined) this.fail(this.ended);
      else this.input.write(`${JSON.stringify({ ...operation, id })}\n`);
    });
  }

  /** Ends the process and everything it started, now. A pending request rejects with WorkerDied. */
  kill(reason: string): void {
    if (this.process.pid !== undefined && this.process.exitCode === null && this.process.signalCode === null) {
      endTree(this.process.pid, this.ownProcesses);
    }
    this.end(reason);
  }

  private end(reason: string): void {
    this.ended ??= reason;
    this.fail(this.ended);
  }

  private fail(reason: string): void {
    const pending = this.settle();
    const said = this.tail.trim();
    pending?.reject(
      new WorkerDied(`the runtime ${reason}${said === '' ? '' : `: ${said.slice(-1000)}`}`, pending.verdicts),
    );
  }

  private settle(): Pending | undefined {
    const pending = this.pending;
    if (pending) clearTimeout(pending.timer);
    this.pending = undefined;
    return pending;
  }

  private read(chunk: Buffer): void {
    let rest = chunk;
    for (let at = rest.indexOf(10); at !== -1; at = rest.indexOf(10)) {
      this.chunks.push(rest.subarray(0, at));
      const line = Buffer.concat(this.chunks).toString('utf8');
      this.chunks = [];
      this.buffered = 0;
      rest = rest.subarray(at + 1);
      this.line(line);
    }
    if (rest.length > 0) {
      this.chunks.push(rest);
      this.buffered += rest.length;
      if (this.buffered > maxLineBytes) this.kill('sent too long a line');
    }
  }

  private line(text: string): void {
    const pending = this.pending;
    if (!pending || this.ended !== undefined) return;
    let line: WireLine;
    try {
      line = JSON.parse(text) as WireLine;
    } catch {
      this.kill('was interrupted by foreign output');
      return;
    }
    if (line.nonce !== this.nonce) {
      this.kill('was interrupted by foreign output');
      return;
    }
    if (line.id !== pending.id) return;
    if ('event' in line) {
      if (line.event === 'verdict') pending.verdicts.set(line.test, line.verdict);
      clearTimeout(pending.timer);
      pending.timer = setTimeout(() => this.kill('fell silent'), pending.silence);
      return;
    }
    this.settle();
    if ('ok' in line) pending.resolve(line.ok);
    else pending.reject(asError(line.error));
  }
}

const humanIds: readonly string[] = [
  'noInterpreter',
  'missingFramework',
  'badRuntime',
  'badTests',
] satisfies HumanErrorId[];

function asError(error: WireError): Error {
  if (!humanIds.includes(error.id)) return new Error(`harness: ${error.message}`);
  return new HumanError(error.id as HumanErrorId, error.message, error.next ?? '');
}

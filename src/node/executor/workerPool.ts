import type { ExecutionTarget, Job, JobResult } from '../../core/model/execution';
import type { Log } from '../../core/ports';
import type { Test, Verdict } from '../../core/model/test';
import { lineAt } from '../../core/model/text';
import type { Sandbox } from '../sandbox/sandbox';
import type { Launch } from './adapter';
import { endHarness, startHarness, type Harness } from './harness';
import type { RunReply, WireJob, WireTarget } from './protocol';
import type { Slots } from './slots';
import { WorkerDied, type Worker } from './worker';

interface Member {
  readonly worker: Worker;
  readonly scratch: string;
  /** Tests the harness knows, by id. */
  readonly defined: Map<string, Test>;
}

export interface PoolParts {
  readonly target: ExecutionTarget;
  readonly launch: Launch;
  readonly sandbox: Sandbox;
  readonly slots: Slots;
  readonly log: Log;
  /** Names of further environment variables. */
  readonly environment: readonly string[];
  /** A harness that was started before there was work for it; asked once for each worker. */
  readonly spare?: (signal: AbortSignal) => Promise<Harness | undefined>;
  /** Milliseconds beyond the tests' own after which a job is overdue. Default: a minute, and ten seconds a test. */
  readonly patience?: { readonly jobMs: number; readonly testMs: number };
}

/** A harness ends tests by itself, well before this: loading a project's test framework may take seconds each time. */
const PATIENCE = { jobMs: 60_000, testMs: 10_000 };

/** The workers of one session: started when there is work for them, warm until the session is closed. */
export class WorkerPool {
  private readonly parts: PoolParts;
  private readonly members = new Set<Member>();
  private readonly idle: Member[] = [];
  private readonly closed = new AbortController();

  constructor(parts: PoolParts) {
    this.parts = parts;
  }

  /** Hands a warm worker to `use` when it is this session's turn. Aborting kills the worker with all its processes. */
  async with<T>(signal: AbortSignal, use: (member: Member) => Promise<T>): Promise<T> {
    // Not listeners of our own: hundreds of jobs wait with the same signal.
    const either = AbortSignal.any([signal, this.closed.signal]);
    const release = await this.parts.slots.take(this, either);
    try {
      const member = this.idleMember() ?? (await this.start(either));
      return await this.guarded(member, either, () => use(member));
    } finally {
      release();
    }
  }

  /** A job whose worker dies is run once more by another; when that dies too, the job is to blame. */
  async run(job: Job, signal: AbortSignal): Promise<JobResult> {
    const began = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.with(signal, (member) => this.runOn(member, job));
      } catch (error) {
        if (!(error instanceof WorkerDied)) throw error;
        this.parts.log.warn(`a worker died running job ${job.id} (attempt ${attempt}): ${error.message}`);
        if (attempt === 2) return blamed(job, error, performance.now() - began);
      }
    }
  }

  async close(): Promise<void> {
    this.closed.abort(new Error('the execution session was closed'));
    await Promise.all([...this.members].map((member) => this.discard(member, 'is not needed any more')));
  }

  private idleMember(): Member | undefined {
    for (let member = this.idle.pop(); member; member = this.idle.pop()) {
      if (member.worker.alive) return member;
      void this.discard(member, 'was found dead');
    }
    return undefined;
  }

  private async start(signal: AbortSignal): Promise<Member> {
    const spare = await this.parts.spare?.(signal);
    return (spare && (await this.open(spare, signal))) ?? this.fresh(signal);
  }

  private async fresh(signal: AbortSignal): Promise<Member> {
    const { target, ...parts } = this.parts;
    const harness = await startHarness({ ...parts, workspaceRoot: target.workspaceRoot }, signal);
    const member = await this.open(harness, signal);
    if (!member) throw new Error('a fresh harness says that it is stale');
    return member;
  }

  /** Tells a harness of the function. Undefined when it is not fit for it. */
  private async open({ worker, scratch }: Harness, signal: AbortSignal): Promise<Member | undefined> {
    const { launch, sandbox, target } = this.parts;
    const member: Member = { worker, scratch, defined: new Map() };
    this.members.add(member);
    const wire = wireTarget(target, launch, sandbox, scratch);
    const open = () => worker.request({ op: 'open', target: wire }, 120_000);
    const { stale } = await this.guarded(member, signal, open, false);
    if (stale !== true) return member;
    await this.discard(member, 'was warmed for something else');
    return undefined;
  }

  private async guarded<T>(member: Member, signal: AbortSignal, work: () => Promise<T>, keep = true): Promise<T> {
    const abort = () => member.worker.kill('was cancelled');
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      const result = await work();
      if (keep) this.idle.push(member);
      return result;
    } catch (error) {
      void this.discard(member, 'is not needed any more');
      throw signal.aborted ? (signal.reason as Error) : error;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  private async discard(member: Member, reason: string): Promise<void> {
    this.members.delete(member);
    await endHarness(member, reason);
  }

  private async runOn(member: Member, job: Job): Promise<JobResult> {
    const define = job.tests.filter((test) => member.defined.get(test.id) !== test);
    for (const test of define) member.defined.set(test.id, test);
    const testMs = job.testMs ?? this.parts.target.limits.testMs;
    const wire: WireJob = {
      source: job.source,
      define,
      tests: job.tests.map((test) => test.id),
      stopAtFirstFailure: job.stopAtFirstFailure ?? false,
      stopAtFirstTimeout: job.stopAtFirstTimeout ?? false,
      coverage: job.coverage ?? false,
      trace: job.trace ?? false,
      testMs,
    };
    // A harness that says it is alive and gets nowhere would be waited for without end.
    const patience = this.parts.patience ?? PATIENCE;
    const overdue = setTimeout(
      () => member.worker.kill('got nowhere'),
      patience.jobMs + job.tests.length * (testMs + patience.testMs),
    );
    try {
      return result(job.id, await member.worker.request({ op: 'run', job: wire }));
    } finally {
      clearTimeout(overdue);
    }
  }
}

function result(id: string, reply: RunReply): JobResult {
  if (reply.kind === 'notLoaded') return { ...reply, id };
  return {
    kind: 'ran',
    id,
    verdicts: new Map(Object.entries(reply.verdicts)),
    ...(reply.coverage && { coverage: new Map(Object.entries(reply.coverage)) }),
    ...(reply.traces && { traces: new Map(Object.entries(reply.traces)) }),
    durationMs: reply.durationMs,
  };
}

function blamed(job: Job, error: WorkerDied, durationMs: number): JobResult {
  const errored: Verdict = { kind: 'errored', durationMs, errorType: 'Crash', message: error.message };
  return {
    kind: 'ran',
    id: job.id,
    verdicts: new Map(job.tests.map((test) => [test.id, error.verdicts.get(test.id) ?? errored])),
    durationMs,
  };
}

function wireTarget(target: ExecutionTarget, launch: Launch, sandbox: Sandbox, scratch: string): WireTarget {
  const { focal } = target;
  return {
    focal: {
      path: focal.file.path,
      languageId: focal.file.languageId,
      text: focal.file.text,
      qualifiedName: focal.qualifiedName,
      name: focal.name,
      kind: focal.kind,
      ...(focal.className !== undefined && { className: focal.className }),
      range: focal.range,
      firstLine: lineAt(focal.file.text, focal.range.start),
      lastLine: lineAt(focal.file.text, focal.range.end),
    },
    workspaceRoot: target.workspaceRoot,
    scripts: target.scripts,
    testFiles: target.testFiles,
    limits: target.limits,
    scratch,
    sandboxed: sandbox.containment === 'sandboxed',
    ownProcesses: sandbox.ownProcesses,
    options: launch.options,
  };
}

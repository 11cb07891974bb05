import type { ModelPlan } from '../../core/candidate/strategies/plan';
import { HumanError } from '../../core/errors';
import type { Outcome, SessionEvent } from '../../core/model/events';
import type { SourceFile } from '../../core/model/focalFunction';
import type { Test } from '../../core/model/test';
import type { FunctionSelector, Log } from '../../core/ports';
import type { PastFix } from '../../core/prompt/pastFixes';
import { RunRecord, type RunView } from '../../core/run/runRecord';
import type { SelfDebugger } from '../../core/selfDebugger';
import { t } from '../l10n';
import type { RunStore } from './runStore';

export interface RunTarget {
  readonly file: SourceFile;
  readonly select: FunctionSelector;
  /** Name of the function for the faces until it is captured. */
  readonly name: string;
}

export interface RunnerOptions {
  readonly store: RunStore;
  readonly log: Log;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  readonly debuggerFor: (path: string) => SelfDebugger;
  readonly budgetMs: () => number;
  /** How a run may use its model; absent: the usual way. */
  readonly plan?: () => ModelPlan;
  /** What was fixed in this project before, for a model; absent: nothing. */
  readonly pastFixes?: () => readonly PastFix[];
  /** An id no other run has, in this window or an earlier one; absent: counted. */
  readonly newId?: () => string;
  /** What people said about a function in earlier runs; absent: nothing. */
  readonly answers?: {
    tests(path: string, name: string): readonly Test[];
    settled(path: string, name: string, call: string): boolean;
  };
}

export interface Run {
  readonly view: RunView;
  /** Settles when the run is over, whatever its outcome; never rejects. */
  readonly done: Promise<void>;
  elapsedMs(): number;
  cancel(): void;
}

/** Starts runs and feeds their events to the store. One run at a time for each function. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #runs = new Map<string, Run>();
  #count = 0;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  get(id: string): Run | undefined {
    return this.#runs.get(id);
  }

  /** The run that is under way for this function, on the file as it is or as it was when the run began. */
  underWay(path: string, name: string): Run | undefined {
    return this.#of(path, name)[0];
  }

  /** Starts a run once those of the same function are over; they are cancelled. */
  async replace(target: RunTarget): Promise<Run> {
    const earlier = this.#of(target.file.path, target.name);
    for (const run of earlier) run.cancel();
    await Promise.all(earlier.map((run) => run.done));
    return this.start(target);
  }

  #of(path: string, name: string): readonly Run[] {
    return [...this.#runs.values()].filter(({ view }) => view.file.path === path && view.name === name);
  }

  start(target: RunTarget): Run {
    const { store, now, newId } = this.#options;
    const record = new RunRecord(newId?.() ?? `run${++this.#count}`, target.file, target.name);
    const abort = new AbortController();
    const started = now();
    const elapsedMs = () => now() - started;
    store.add(record);
    const done = this.#drive(record, target, abort.signal, elapsedMs).finally(() => this.#runs.delete(record.id));
    const run: Run = { view: record, done, elapsedMs, cancel: () => abort.abort() };
    this.#runs.set(record.id, run);
    return run;
  }

  async cancelAll(): Promise<void> {
    const runs = [...this.#runs.values()];
    for (const run of runs) run.cancel();
    await Promise.all(runs.map((run) => run.done));
  }

  async #drive(record: RunRecord, target: RunTarget, signal: AbortSignal, elapsedMs: () => number): Promise<void> {
    const { store, log, debuggerFor, budgetMs, plan, pastFixes, answers } = this.#options;
    try {
      // The faces get one turn to show that the run has begun before any work is done.
      await new Promise((resolve) => setTimeout(resolve, 0));
      const { file, select, name } = target;
      const tests = answers?.tests(file.path, name) ?? [];
      const past = pastFixes?.() ?? [];
      const request = {
        ...{ file, select, tests, budgetMs: budgetMs(), seed: 1 },
        ...(plan && { model: plan() }),
        ...(past.length > 0 && { pastFixes: past }),
      };
      for await (const event of debuggerFor(target.file.path).fix(request, signal)) {
        if (event.kind === 'question' && answers?.settled(file.path, name, event.question.call)) continue;
        store.record(record, event, elapsedMs());
      }
      if (!record.finished) throw new Error('the stream of a run ended without "finished"');
    } catch (error) {
      if (record.finished) {
        log.error(`After the end of ${record.id}`, error);
        return;
      }
      store.record(record, this.#ended(error, signal, elapsedMs()), elapsedMs());
    }
  }

  #ended(error: unknown, signal: AbortSignal, ms: number): SessionEvent {
    const end = (outcome: Outcome, message: string, wouldHelp: readonly string[] = []): SessionEvent => ({
      kind: 'finished',
      outcome,
      message,
      durations: { total: ms },
      modelCalls: 0,
      tried: 0,
      ...(wouldHelp.length > 0 ? { advice: { tried: '', wouldHelp } } : {}),
    });
    if (signal.aborted) return end('cancelled', t('Cancelled.'));
    if (error instanceof HumanError) return end('error', error.message, [error.next]);
    this.#options.log.error('A run ended with a bug in Eider', error);
    return end('error', t('Eider ended this run because of a bug of its own.'), [
      t('The output channel Eider has the details.'),
    ]);
  }
}

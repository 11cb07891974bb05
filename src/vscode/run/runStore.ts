import type { RankedCandidate } from '../../core/model/candidate';
import type { SessionEvent } from '../../core/model/events';
import type { RunRecord, RunView } from '../../core/run/runRecord';
import { Listeners } from './listeners';

export interface RunUpdate {
  readonly run: RunView;
  /** What happened; absent when a person decided something about a candidate. */
  readonly event?: SessionEvent;
  /** Milliseconds since the start of the run, with an event. */
  readonly atMs?: number;
}

export type Decision = { readonly kind: 'applied' } | { readonly kind: 'rejected'; readonly reason: string };

/** Where decisions outlive the window; VS Code's `Memento` fits. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const decisionsKey = 'eider.decisions';
const mostDecisions = 500;

/** All runs of this window and what people decided about their candidates. The faces listen here and nowhere else. */
export class RunStore {
  readonly #runs = new Map<string, RunRecord>();
  readonly #updates = new Listeners<RunUpdate>();
  readonly #memory: Memory;
  #decisions: Map<string, Decision>;
  readonly #stale = new Set<string>();
  #shown: string | undefined;
  /** Settles when the runs of earlier windows are here. */
  ready: Promise<void> = Promise.resolve();

  constructor(memory: Memory) {
    this.#memory = memory;
    this.#decisions = new Map(Object.entries((memory.get(decisionsKey) ?? {}) as Record<string, Decision>));
  }

  onDidUpdate(listener: (update: RunUpdate) => void): { dispose(): void } {
    return this.#updates.add(listener);
  }

  add(run: RunRecord): void {
    for (const old of this.#runs.values()) {
      if (old.file.path === run.file.path && old.name === run.name && old.finished) this.#runs.delete(old.id);
    }
    this.#runs.set(run.id, run);
    this.#shown = run.id;
    this.#updates.tell({ run });
  }

  record(run: RunRecord, event: SessionEvent, atMs: number): void {
    run.apply(event, atMs);
    this.#updates.tell({ run, event, atMs });
  }

  /** Runs of earlier windows, oldest first; what this window did since it opened stays in front. */
  restore(runs: readonly RunRecord[]): void {
    const own = [...this.#runs];
    this.#runs.clear();
    for (const [id, run] of [...runs.map((run) => [run.id, run] as const), ...own]) this.#runs.set(id, run);
    this.#shown ??= runs.at(-1)?.id;
    for (const run of runs) this.#updates.tell({ run });
  }

  /** `stale`: the function is not written any more as it was when the run looked at it. */
  mark(run: RunView, stale: boolean): void {
    if (this.#stale.has(run.id) === stale) return;
    if (stale) this.#stale.add(run.id);
    else this.#stale.delete(run.id);
    this.#updates.tell({ run });
  }

  isStale(run: RunView): boolean {
    return this.#stale.has(run.id);
  }

  /** Something that a person did to a run. Unlike `record` it has no time of its own. */
  tell(id: string, event: SessionEvent): void {
    const run = this.#runs.get(id);
    if (run) this.record(run, event, run.stages.at(-1)?.endedMs ?? 0);
  }

  get(id: string): RunView | undefined {
    return this.#runs.get(id);
  }

  /** The run the Candidates view shows: the latest, or the one a person went to. */
  get shown(): RunView | undefined {
    return this.#shown === undefined ? undefined : this.#runs.get(this.#shown);
  }

  show(run: RunView): void {
    if (this.#shown === run.id) return;
    this.#shown = run.id;
    this.#updates.tell({ run });
  }

  /** The latest run of a function. */
  of(path: string, name: string): RunView | undefined {
    return [...this.#runs.values()].filter((r) => r.file.path === path && r.name === name).at(-1);
  }

  /** Of this window and of earlier ones, oldest first. */
  get all(): readonly RunView[] {
    return [...this.#runs.values()];
  }

  inFile(path: string): readonly RunView[] {
    return [...this.#runs.values()].filter((r) => r.file.path === path);
  }

  get running(): readonly RunView[] {
    return [...this.#runs.values()].filter((r) => !r.finished);
  }

  decision(candidate: string): Decision | undefined {
    return this.#decisions.get(candidate);
  }

  /** Candidate ids are stable for the same function and edits, so a rejection holds in the next run too. */
  decide(run: RunView, candidate: string, decision: Decision | undefined): void {
    this.#decisions.delete(candidate);
    if (decision) this.#decisions.set(candidate, decision);
    if (this.#decisions.size > mostDecisions) this.#decisions = new Map([...this.#decisions].slice(-mostDecisions));
    void this.#memory.update(decisionsKey, Object.fromEntries(this.#decisions));
    this.#updates.tell({ run });
  }

  /** Plausible candidates in rank order that nobody rejected. */
  reviewable(run: RunView): readonly RankedCandidate[] {
    return run.ranked.filter((r) => r.plausible && this.decision(r.candidate.id)?.kind !== 'rejected');
  }
}

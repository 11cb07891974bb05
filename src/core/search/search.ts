import type { Candidate } from '../model/candidate';
import type { JobResult } from '../model/execution';
import type { Test, Verdict } from '../model/test';
import type { Clock, ExecutionSession } from '../ports';
import { CandidateQueue } from './candidateQueue';
import { failsOriginally, progressOf, signature, type Progress } from './progress';

export interface SearchPlan {
  readonly session: ExecutionSession;
  readonly clock: Clock;
  /** Trusted tests; the ones that fail on the original must be among them. */
  readonly tests: readonly Test[];
  /** Verdicts of the original by test id. */
  readonly baseline: ReadonlyMap<string, Verdict>;
  /** First-order candidates. */
  readonly candidates: Iterable<Candidate>;
  /** Further edits on top of a candidate that made progress, most promising first. */
  readonly expand: (parent: Candidate, order: 2 | 3) => Iterable<Candidate>;
  /** Wall time of one test of a candidate, in milliseconds. */
  readonly testMs: number;
  /** Clock time at which the search must end. */
  readonly deadline: number;
  /** Once something plausible is known: how long to look on for a better one, in milliseconds. */
  readonly settleMs: number;
}

export interface Tried {
  readonly candidate: Candidate;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly plausible: boolean;
  readonly progress: Progress;
  readonly queued: number;
}

/** Failing tests run first on every candidate; more tell little and cost time. */
const PROBED_FAILURES = 6;
/** Children of one candidate that made progress, and of one that only changed the behaviour. */
const CHILDREN = 400;
const QUEUE_LIMIT = 20_000;

/**
 * Generate and validate, best first. A candidate meets the originally failing tests before the others; one that passes
 * some of them runs the whole suite; one that made progress is refined by further edits, once for each distinct
 * behaviour (observational equivalence). Ends when the queue is empty, the deadline has come, or enough time has passed
 * since the first plausible candidate.
 */
export async function* search(plan: SearchPlan, signal: AbortSignal): AsyncGenerator<Tried, void, undefined> {
  const queue = new CandidateQueue();
  for (const candidate of plan.candidates) queue.push(candidate);
  const failing = plan.tests.filter((t) => failsOriginally(plan.baseline.get(t.id)));
  const order = new KillOrder(plan.tests, failing);
  const expanded = new Set<string>([signature(plan.baseline, failing)]);
  const running = new Map<string, Promise<Tried>>();
  let deadline = plan.deadline;
  let found = false;

  while (!signal.aborted && plan.clock.now() < deadline) {
    while (running.size < plan.session.concurrency + 1) {
      const next = queue.pop();
      if (!next) break;
      running.set(next.id, evaluate(plan, next, order, signal));
    }
    if (running.size === 0) break;
    const tried = await Promise.race(running.values());
    running.delete(tried.candidate.id);
    order.learn(tried.verdicts);
    yield { ...tried, queued: queue.size };

    if (tried.plausible) {
      if (!found) deadline = Math.min(deadline, plan.clock.now() + plan.settleMs);
      found = true;
      continue;
    }
    const { fixed, broken, changed } = tried.progress;
    if (fixed > 0) queue.boost(tried.candidate.line, broken > 0 ? 1.15 : 1.5);
    const depth = tried.candidate.origin.kind === 'template' ? tried.candidate.origin.order : 1;
    if (!changed || depth >= 3 || (depth === 2 && fixed === 0)) continue;
    const behaviour = signature(tried.verdicts, plan.tests);
    if (expanded.has(behaviour)) continue;
    expanded.add(behaviour);
    let children = 0;
    const limit = fixed > 0 ? CHILDREN : CHILDREN / 8;
    for (const child of plan.expand(tried.candidate, depth === 1 ? 2 : 3)) {
      if (children++ >= limit) break;
      queue.push({ ...child, priority: child.priority * promise(tried.progress, plan.tests.length) });
    }
    queue.trim(QUEUE_LIMIT);
  }
  await Promise.allSettled(running.values());
}

/** How much an edit on top of this one is worth, compared with a first edit. */
function promise({ fixed, broken }: Progress, tests: number): number {
  if (fixed === 0) return 0.02;
  return Math.max(0.05, (fixed - 0.5 * broken) / tests + (broken === 0 ? 0.5 : 0.1));
}

async function evaluate(plan: SearchPlan, candidate: Candidate, order: KillOrder, signal: AbortSignal): Promise<Tried> {
  const run = (tests: readonly Test[], id: string): Promise<JobResult> =>
    plan.session.run({ id, source: candidate.source, tests, stopAtFirstTimeout: true, testMs: plan.testMs }, signal);
  const verdicts = new Map<string, Verdict>();
  const first = order.failingFirst();
  const probe = await run(first, candidate.id);
  collect(verdicts, probe, first);
  const passesSome = first.some((t) => verdicts.get(t.id)?.kind === 'passed');
  if (passesSome && ![...verdicts.values()].some((v) => v.kind === 'timedOut')) {
    const rest = order.others(first);
    if (rest.length > 0) collect(verdicts, await run(rest, `${candidate.id}+`), rest);
  }
  const progress = progressOf(plan.baseline, verdicts, plan.tests);
  const plausible = plan.tests.every((t) => {
    const kind = verdicts.get(t.id)?.kind;
    return kind === 'passed' || kind === 'inconclusive';
  });
  return { candidate, verdicts, plausible: plausible && passesSome, progress, queued: 0 };
}

function collect(into: Map<string, Verdict>, result: JobResult, tests: readonly Test[]): void {
  if (result.kind === 'ran') {
    for (const [id, verdict] of result.verdicts) into.set(id, verdict);
    return;
  }
  const { errorType, message, line, durationMs } = result;
  const verdict: Verdict = { kind: 'errored', durationMs, errorType, message, ...(line === undefined ? {} : { line }) };
  for (const test of tests) into.set(test.id, verdict);
}

/** Cheapest and most discriminating tests first: by how many candidates a test has rejected so far. */
class KillOrder {
  readonly #tests: readonly Test[];
  readonly #failing: readonly Test[];
  readonly #kills = new Map<string, number>();

  constructor(tests: readonly Test[], failing: readonly Test[]) {
    this.#tests = tests;
    this.#failing = failing;
  }

  learn(verdicts: ReadonlyMap<string, Verdict>): void {
    for (const [id, { kind }] of verdicts) {
      if (kind !== 'passed' && kind !== 'inconclusive') this.#kills.set(id, (this.#kills.get(id) ?? 0) + 1);
    }
  }

  failingFirst(): readonly Test[] {
    return this.#sorted(this.#failing).slice(0, PROBED_FAILURES);
  }

  others(done: readonly Test[]): readonly Test[] {
    const ids = new Set(done.map((t) => t.id));
    return this.#sorted(this.#tests.filter((t) => !ids.has(t.id)));
  }

  #sorted(tests: readonly Test[]): readonly Test[] {
    // A framework test costs far more than an example: it waits until the cheap ones have spoken.
    const cost = (t: Test): number => (t.kind === 'project' ? 1 : 0);
    return [...tests].sort((a, b) => cost(a) - cost(b) || (this.#kills.get(b.id) ?? 0) - (this.#kills.get(a.id) ?? 0));
  }
}

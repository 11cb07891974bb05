import type { Candidate } from '../model/candidate';
import type { JobResult } from '../model/execution';
import type { Test, Verdict } from '../model/test';
import type { Clock, ExecutionSession } from '../ports';
import { CandidateQueue } from './candidateQueue';
import { isFailure, verdictsOf } from '../model/verdicts';
import { progressOf, signature, type Progress } from './progress';
import { PATIENCE, SecondChances } from './secondChances';

export interface SearchPlan {
  readonly session: ExecutionSession;
  readonly clock: Clock;
  /** Trusted tests; the ones that fail on the original must be among them. */
  readonly tests: readonly Test[];
  /** Verdicts of the original by test id. */
  readonly baseline: ReadonlyMap<string, Verdict>;
  /** First-order candidates, most promising first; drawn as they are needed. */
  readonly candidates: Iterable<Candidate>;
  /** Candidates that somebody else is still looking for. */
  readonly arriving?: Arriving;
  /** A second edit on top of a candidate that made progress, most promising first. */
  readonly expand: (parent: Candidate) => Iterable<Candidate>;
  /** Wall time that each of these tests may take on a candidate, in milliseconds. */
  readonly testMs: (tests: readonly Test[]) => number;
  /** Clock time at which the search must end. */
  readonly deadline: number;
  /** Once something plausible is known after `elapsed` milliseconds: how long to look on for a better one. */
  readonly settleMs: (elapsed: number) => number;
}

/** They join when they come; only a search with nothing else left and nothing found waits for them, at most `waitMs`. Never rejects. */
export interface Arriving {
  readonly candidates: Promise<Iterable<Candidate>>;
  readonly waitMs: number;
}

export interface Tried {
  readonly candidate: Candidate;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly plausible: boolean;
  readonly progress: Progress;
  readonly queued: number;
  /** How many times the usual wall time its tests were given. */
  readonly patience: number;
}

/** Failing tests run first on every candidate; more tell little and cost time. */
const PROBED_FAILURES = 6;
/** Candidates that changed the behaviour without passing a test more are refined too, but at most so many of them. */
const SIDEWAYS = 24;
/** Wall time in milliseconds that a test is given however near the end is. */
const LEAST_MS = 50;
/** Failing tests that together take longer than this on the original, in milliseconds, are too dear for a first look. */
const FIRST_LOOK_MS = 120;
/** About what the start of a test framework takes, in milliseconds. */
const ONE_START_MS = 80;

/**
 * Generate and validate, best first. A candidate meets the originally failing tests before the others; one that passes
 * some of them runs the whole suite; one that made progress is refined by a second edit, once for each distinct
 * behaviour (observational equivalence). Never by a third: what passes a handful of tests with three edits does so by
 * chance. Ends when nothing worth trying is left,
 * the deadline has come, or enough time has passed since the first plausible candidate.
 */
export async function* search(plan: SearchPlan, signal: AbortSignal): AsyncGenerator<Tried, void, undefined> {
  const queue = new CandidateQueue();
  queue.add(plan.candidates);
  let arriving = plan.arriving?.candidates.then((more) => {
    queue.add(more);
    arriving = undefined;
    return true;
  });
  const failing = plan.tests.filter((t) => isFailure(plan.baseline.get(t.id)));
  const order = new KillOrder(plan.tests, failing, plan.baseline);
  const expanded = new Set<string>([signature(plan.baseline, failing)]);
  const running = new Map<string, Promise<Tried>>();
  const slow = new SecondChances();
  const hangs = new Set<string>();
  const hints = new Set<string>();
  const started = plan.clock.now();
  let deadline = plan.deadline;
  let found = false;
  let sideways = 0;

  while (!signal.aborted && plan.clock.now() < deadline) {
    while (running.size < plan.session.concurrency + 1) {
      const again = slow.next(queue.front, found);
      const fresh = again ? undefined : queue.pop();
      const next = again ?? (fresh ? { candidate: fresh, patience: slow.first } : slow.next(-1, found));
      if (!next) break;
      running.set(next.candidate.id, evaluate(plan, next.candidate, order, next.patience, signal));
    }
    if (running.size === 0) {
      const waitMs = Math.min(plan.arriving?.waitMs ?? 0, deadline - plan.clock.now());
      if (!found && arriving && (await within(arriving, waitMs, signal))) continue;
      break;
    }
    const tried = await Promise.race(running.values());
    running.delete(tried.candidate.id);
    order.learn(tried.verdicts);
    yield { ...tried, queued: queue.size };

    const { candidate, progress } = tried;
    if (tried.plausible) {
      const now = plan.clock.now();
      if (!found) deadline = Math.min(deadline, now + plan.settleMs(now - started));
      found = true;
      if (hangs.delete(candidate.title)) slow.first = PATIENCE[1];
      continue;
    }
    const hung = timesOut(tried.verdicts);
    if (hung) {
      slow.add(candidate, tried.patience, progress.fixed > 0 && progress.broken === 0);
      hangs.add(candidate.title);
    } else if (hangs.delete(candidate.title)) {
      // It ended after all: the machine is busy, and the short time is too short for what does end.
      slow.first = PATIENCE[1];
    }
    const behaviour = signature(tried.verdicts, plan.tests);
    const single = candidate.origin.kind !== 'template' || candidate.origin.order === 1;
    // Edits that act alike are one hint that this line matters, not many.
    const hint = `${candidate.line} ${behaviour}`;
    if (progress.fixed > 0 && !hung && !hints.has(hint)) {
      hints.add(hint);
      queue.boost(candidate.line, progress.broken > 0 ? 1.3 : 1.5);
    }
    // A hang that stays the same says that its loop is elsewhere; each such answer is dear.
    if (hung && !progress.changed && single) queue.boost(candidate.line, 0.75);
    if (!progress.changed || !single) continue;
    if (expanded.has(behaviour) || (progress.fixed === 0 && sideways++ >= SIDEWAYS)) continue;
    expanded.add(behaviour);
    // The children's own priorities contain the parent's, which its progress has overtaken.
    const worth = promise(progress, hung);
    const further = without(plan.expand(candidate), candidate, hangs);
    queue.add(further, worth / candidate.priority, worth);
  }
  await Promise.allSettled(running.values());
}

/** False when the time is over or the run is cancelled first. */
async function within(arrival: Promise<boolean>, ms: number, signal: AbortSignal): Promise<boolean> {
  let end: () => void = () => undefined;
  const over = new Promise<boolean>((resolve) => (end = () => resolve(false)));
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([arrival, over]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

/** Leaves out edits that made an endless loop of the original: on top of `parent` they do so again, and each costs a time-out. */
function* without(
  children: Iterable<Candidate>,
  parent: Candidate,
  hangs: ReadonlySet<string>,
): Generator<Candidate, void, undefined> {
  for (const child of children) if (!hangs.has(addedTitle(child, parent))) yield child;
}

const addedTitle = (child: Candidate, parent: Candidate): string => child.title.slice(parent.title.length + 2);

/** How much an edit on top of this one is worth, compared with a first edit on the original. */
function promise({ fixed, broken }: Progress, hung: boolean): number {
  if (fixed === 0) return 0.02;
  // A run ends with its first time-out: the tests after it are undecided, not intact, and each child costs a time-out too.
  if (hung) return 0.04;
  if (broken === 0) return 0.8;
  return fixed > broken ? 0.35 : 0.08;
}

/**
 * Runs a candidate in stages, each only when the one before left it in the race: cheap failing tests, the other cheap
 * ones, then the project's own tests, failing ones first. A framework test costs a hundred times as much as an example.
 */
async function evaluate(
  plan: SearchPlan,
  candidate: Candidate,
  order: KillOrder,
  patience: number,
  signal: AbortSignal,
): Promise<Tried> {
  const verdicts = new Map<string, Verdict>();
  const passes = ({ id }: Test): boolean => {
    const kind = verdicts.get(id)?.kind;
    return kind === 'passed' || kind === 'inconclusive';
  };
  const stages = order.stages();
  for (const [i, stage] of stages.entries()) {
    if (stage.length === 0) continue;
    const job = { id: `${candidate.id}.${i}`, source: candidate.source, tests: stage, stopAtFirstTimeout: true };
    // What is still running when the time is over would hold up the end.
    const testMs = Math.min(patience * plan.testMs(stage), Math.max(LEAST_MS, plan.deadline - plan.clock.now()));
    collect(verdicts, await plan.session.run({ ...job, testMs }, signal), stage);
    // What passes a failing test goes on, so that its progress is known; from then on one failure among the cheap ends it.
    const ran = stages.slice(0, i + 1).flat();
    if (i === 0 ? !ran.some(passes) : !ran.every(passes)) break;
    if (timesOut(verdicts)) break;
  }
  const progress = progressOf(plan.baseline, verdicts, plan.tests);
  const plausible = plan.tests.every(passes) && plan.tests.some(({ id }) => verdicts.get(id)?.kind === 'passed');
  return { candidate, verdicts, plausible, progress, queued: 0, patience };
}

const timesOut = (verdicts: ReadonlyMap<string, Verdict>): boolean =>
  [...verdicts.values()].some((v) => v.kind === 'timedOut');

function collect(into: Map<string, Verdict>, result: JobResult, tests: readonly Test[]): void {
  for (const [id, verdict] of verdictsOf(result, tests)) into.set(id, verdict);
}

/** Cheapest and most discriminating tests first: by how many candidates a test has rejected so far. */
class KillOrder {
  readonly #tests: readonly Test[];
  readonly #failing: readonly Test[];
  readonly #kills = new Map<string, number>();
  readonly #baseline: ReadonlyMap<string, Verdict>;

  constructor(tests: readonly Test[], failing: readonly Test[], baseline: ReadonlyMap<string, Verdict>) {
    this.#tests = tests;
    this.#failing = failing;
    this.#baseline = baseline;
  }

  learn(verdicts: ReadonlyMap<string, Verdict>): void {
    for (const [id, { kind }] of verdicts) {
      if (kind !== 'passed' && kind !== 'inconclusive') this.#kills.set(id, (this.#kills.get(id) ?? 0) + 1);
    }
  }

  /** Cheap failing tests, cheap others, failing tests of the project, its others (with those that fail when all are quick). */
  stages(): readonly (readonly Test[])[] {
    const failing = new Set(this.#failing);
    const cheap = this.#sorted(this.#tests.filter((t) => t.kind !== 'project'));
    const dear = this.#sorted(this.#tests.filter((t) => t.kind === 'project'));
    const first = this.#quick(cheap.filter((t) => failing.has(t)).slice(0, PROBED_FAILURES));
    const rest = cheap.filter((t) => !first.includes(t));
    const split = this.#together([dear.filter((t) => failing.has(t)), dear.filter((t) => !failing.has(t))]);
    return (first.length > 0 ? [first, rest, ...split] : [split[0] ?? [], rest, split[1] ?? []]).filter(
      (stage) => stage.length > 0,
    );
  }

  /** As many as together are quick, at least one. */
  #quick(tests: readonly Test[]): readonly Test[] {
    let ms = 0;
    return tests.filter((test, i) => (ms += this.#durationMs(test)) <= FIRST_LOOK_MS || i === 0);
  }

  /** Tests of a framework that are over at once run in one go: to start it twice would take longer than to run them all. */
  #together(parts: readonly (readonly Test[])[]): readonly (readonly Test[])[] {
    const all = parts.flat();
    const ms = all.reduce((sum, test) => sum + this.#durationMs(test), 0);
    return ms <= ONE_START_MS ? [all] : parts;
  }

  #sorted(tests: readonly Test[]): readonly Test[] {
    const cost = (t: Test): number => slowness(this.#durationMs(t));
    return [...tests].sort((a, b) => cost(a) - cost(b) || (this.#kills.get(b.id) ?? 0) - (this.#kills.get(a.id) ?? 0));
  }

  #durationMs({ id }: Test): number {
    const verdict = this.#baseline.get(id);
    if (!verdict || verdict.kind === 'inconclusive') return 0;
    return verdict.kind === 'timedOut' ? verdict.limitMs : verdict.durationMs;
  }
}

/** Powers of four from 8 ms on: below that, and inside a power, differences are noise. */
const slowness = (ms: number): number => (ms < 8 ? 0 : 1 + Math.floor(Math.log(ms / 8) / Math.log(4)));

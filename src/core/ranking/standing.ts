import type { Badge, Candidate, Finding } from '../model/candidate';
import { outcomeOf } from '../model/outcome';
import type { Test, Verdict } from '../model/test';
import { tokens } from '../model/tokens';
import { behaviourKey, cellOf } from './behaviour';
import { takesAway, tokenChange } from './changedTokens';
import { VerdictMatrix } from './matrix';
import { FileModel } from './naturalness';
import type { Ranker } from './ranker';

/** What is known of one candidate when it is ranked. */
export interface CandidateEvidence {
  readonly candidate: Candidate;
  /** By test id; absent means not run. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly findings: readonly Finding[];
  /** Size of the change in syntax-tree nodes (`candidate/astDistance.ts`); the number of changed tokens stands in when it is absent. */
  readonly astDistance?: number;
  /** What the attack on this candidate gave. */
  readonly attack?: 'found nothing' | 'found a difference' | 'not run';
}

export interface RankInput {
  /** Captured text of the file. */
  readonly original: string;
  readonly tests: readonly Test[];
  readonly originalVerdicts: ReadonlyMap<string, Verdict>;
  readonly candidates: readonly CandidateEvidence[];
}

/** Everything the order is made from, worked out once per candidate. */
export interface Standing {
  readonly evidence: CandidateEvidence;
  readonly plausible: boolean;
  readonly trustedPassed: number;
  readonly trustedTotal: number;
  readonly otherPassed: number;
  readonly otherTotal: number;
  readonly behaviour: string;
  /** The ranker's score among the plausible candidates; lowest when the verdicts left it undecided. */
  score: number;
  readonly rejections: readonly Finding[];
  readonly demotions: readonly Finding[];
  readonly takesAway: boolean;
  /** Share of the inputs on which the original was right where this candidate does the same, 0 to 1; 1 when there are none. */
  readonly agreement: number;
  readonly astDistance: number;
  readonly surprise: number;
  /** Milliseconds, in powers of two from 64 on: smaller differences are noise. */
  readonly time: number;
  badge: Badge | undefined;
}

const enoughProbes = 20;

export function standings(input: RankInput, ranker: Ranker): readonly Standing[] {
  const model = new FileModel(tokens(input.original));
  const judged = input.tests.filter((test) => test.kind !== 'probe');
  const trusted = judged.filter((test) => test.trust === 'trusted');
  const others = judged.filter((test) => test.trust === 'plausible');
  const passed = (tests: readonly Test[], verdicts: ReadonlyMap<string, Verdict>): number =>
    tests.filter((test) => verdicts.get(test.id)?.kind === 'passed').length;

  const all = input.candidates.map((evidence): Standing => {
    const change = tokenChange(input.original, evidence.candidate.source);
    const trustedPassed = passed(trusted, evidence.verdicts);
    const plausible = trustedPassed > 0 && trusted.every((test) => cellOf(evidence.verdicts.get(test.id)) !== 'fail');
    return {
      evidence,
      plausible,
      trustedPassed,
      trustedTotal: trusted.length,
      otherPassed: passed(others, evidence.verdicts),
      otherTotal: others.length,
      behaviour: behaviourKey(input.tests, evidence.verdicts),
      score: 0,
      rejections: evidence.findings.filter((finding) => finding.severity === 'reject'),
      demotions: evidence.findings.filter((finding) => finding.severity === 'demote'),
      takesAway: takesAway(change),
      agreement: agreement(others, input.originalVerdicts, evidence.verdicts),
      astDistance: evidence.astDistance ?? change.added.length + change.removed.length,
      surprise: model.surprise(change),
      time: timeOf(evidence.verdicts),
      badge: undefined,
    };
  });
  const survivors = all.filter((standing) => standing.plausible);
  scoreSurvivors(survivors, input.tests, others, ranker);
  for (const standing of survivors) standing.badge = badgeOf(standing, input, survivors);
  return all;
}

/**
 * Scores on untrusted tests, among the candidates that passed the trusted ones only. Templates and code actions are not
 * independent samples: of those with one row, one speaks for all.
 */
function scoreSurvivors(
  survivors: readonly Standing[],
  tests: readonly Test[],
  others: readonly Test[],
  ranker: Ranker,
): void {
  const whole = VerdictMatrix.of(survivors.length, others.length, (i, j) =>
    cellOf(survivors[i]?.evidence.verdicts.get(others[j]?.id ?? '')),
  );
  const part = whole.decided();
  const probes = tests.filter((test) => test.kind === 'probe');
  const speakers = new Map<string, number>();
  const keyOf = (i: number): string =>
    ranker.judges === 'outputs' ? (survivors[i]?.behaviour ?? '') : whole.restrict([i], part.tests).rowKey(0);
  const keys = new Map(part.candidates.map((i) => [i, keyOf(i)]));
  const rows = part.candidates.filter((i) => {
    const origin = survivors[i]?.evidence.candidate.origin.kind;
    if (origin === 'model' || origin === 'given') return true;
    const key = keys.get(i) ?? '';
    if (speakers.has(key)) return false;
    speakers.set(key, i);
    return true;
  });
  const scores = ranker.score({
    matrix: whole.restrict(rows, part.tests),
    trustedPassed: survivors.reduce((least, s) => Math.min(least, s.trustedPassed), Infinity),
    ...(probes.length > 0 && {
      outputs: rows.map((i) => probes.map((probe) => outcomeOf(survivors[i]?.evidence.verdicts.get(probe.id)))),
    }),
  });
  const byKey = new Map(rows.map((i, row) => [keys.get(i) ?? '', scores[row] ?? 0]));
  const lowest = scores.reduce((a, b) => Math.min(a, b), 0);
  survivors.forEach((standing, i) => {
    const key = keys.get(i);
    standing.score = key === undefined ? lowest - 1 : (byKey.get(key) ?? lowest);
  });
}

/** An input counts when the original passed an untrusted test there; the candidate agrees when it passes, with the same output. */
function agreement(
  others: readonly Test[],
  original: ReadonlyMap<string, Verdict>,
  candidate: ReadonlyMap<string, Verdict>,
): number {
  let right = 0;
  let kept = 0;
  for (const test of others) {
    const before = original.get(test.id);
    const now = candidate.get(test.id);
    if (before?.kind !== 'passed' || cellOf(now) === 'inconclusive') continue;
    right++;
    const was = outcomeOf(before);
    const is = outcomeOf(now);
    if (now?.kind === 'passed' && (was === undefined || is === undefined || was === is)) kept++;
  }
  return right === 0 ? 1 : kept / right;
}

function timeOf(verdicts: ReadonlyMap<string, Verdict>): number {
  let total = 0;
  for (const verdict of verdicts.values()) {
    if (verdict.kind === 'timedOut') total += verdict.limitMs;
    else if (verdict.kind !== 'inconclusive') total += verdict.durationMs;
  }
  return total < 64 ? 64 : 2 ** Math.floor(Math.log2(total));
}

/**
 * `overfit risk`: a monitor says so, a generated property fails here that holds for another plausible candidate, or the candidate
 * acts as the original on every one of many probes (it changes nothing but the tests' own inputs).
 */
function badgeOf({ evidence }: Standing, input: RankInput, survivors: readonly Standing[]): Badge {
  const warned = evidence.findings.some((f) => /overfit/i.test(f.monitor) && f.severity !== 'note');
  const breaksProperty = input.tests.some(
    (test) =>
      test.source === 'property' &&
      cellOf(evidence.verdicts.get(test.id)) === 'fail' &&
      survivors.some((other) => other.evidence.verdicts.get(test.id)?.kind === 'passed'),
  );
  if (warned || breaksProperty || changesOnlyTestInputs(evidence, input)) return 'overfit risk';
  return evidence.attack === 'found nothing' ? 'verified' : 'plausible';
}

function changesOnlyTestInputs({ verdicts }: CandidateEvidence, input: RankInput): boolean {
  const failing = input.tests.some(
    (test) => test.trust === 'trusted' && cellOf(input.originalVerdicts.get(test.id)) === 'fail',
  );
  if (!failing) return false;
  let same = 0;
  for (const test of input.tests) {
    if (test.kind !== 'probe') continue;
    const before = outcomeOf(input.originalVerdicts.get(test.id));
    const now = outcomeOf(verdicts.get(test.id));
    if (before === undefined || now === undefined) continue;
    if (before !== now) return false;
    // An input that both refuse is outside what the function is for.
    if (!before.startsWith('returned')) continue;
    same++;
  }
  return same >= enoughProbes;
}

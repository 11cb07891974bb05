import type { RankedCandidate } from '../model/candidate';
import { b4 } from './b4';
import type { Ranker } from './ranker';
import { standings, type RankInput, type Standing } from './standing';

interface Criterion {
  readonly id: string;
  /** Negative when `a` stands before `b`. */
  compare(a: Standing, b: Standing): number;
  /** Why `better` stands before `worse`, after "ahead of the next one: " or "behind the one before: ". */
  describe(better: Standing, worse: Standing): string;
}

const down =
  (value: (s: Standing) => number) =>
  (a: Standing, b: Standing): number =>
    value(b) - value(a);
const up =
  (value: (s: Standing) => number) =>
  (a: Standing, b: Standing): number =>
    value(a) - value(b);
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The order, most important first. Each criterion decides only among those that all earlier ones hold equal. */
export const criteria: readonly Criterion[] = [
  {
    id: 'trusted tests',
    compare: (a, b) => Number(b.plausible) - Number(a.plausible) || down((s) => s.trustedPassed)(a, b),
    describe: (a, b) => `more trusted tests passed (${a.trustedPassed} against ${b.trustedPassed})`,
  },
  {
    id: 'rejected',
    compare: up((s) => s.rejections.length),
    describe: (_, b) => `the other breaks a rule (${b.rejections[0]?.message ?? ''})`,
  },
  {
    id: 'plausible tests',
    compare: down((s) => s.score),
    describe: (a, b) =>
      `better supported by the other tests and candidates (${a.otherPassed} against ${b.otherPassed} other tests passed)`,
  },
  {
    id: 'monitors',
    compare: up((s) => s.demotions.length),
    describe: (_, b) => `the other was marked down (${b.demotions[0]?.message ?? ''})`,
  },
  {
    id: 'takes away',
    compare: up((s) => Number(s.takesAway)),
    describe: () => 'the other only takes code away',
  },
  {
    id: 'agreement',
    compare: down((s) => s.agreement),
    describe: (a, b) => `keeps more of what was right before (${percent(a.agreement)} against ${percent(b.agreement)})`,
  },
  {
    id: 'size',
    compare: up((s) => s.astDistance),
    describe: (a, b) => `smaller change (${a.astDistance} against ${b.astDistance})`,
  },
  { id: 'naturalness', compare: up((s) => s.surprise), describe: () => 'closer to how this file is written' },
  {
    id: 'priority',
    compare: down((s) => s.evidence.candidate.priority),
    describe: () => 'changes a more suspicious place in a more usual way',
  },
  { id: 'time', compare: up((s) => s.time), describe: () => 'faster' },
  {
    id: 'id',
    compare: (a, b) => (a.evidence.candidate.id < b.evidence.candidate.id ? -1 : 1),
    describe: () => 'nothing sets them apart',
  },
];

function decisive(a: Standing, b: Standing): { readonly criterion: Criterion; readonly order: number } | undefined {
  for (const criterion of criteria) {
    const order = criterion.compare(a, b);
    if (order !== 0) return { criterion, order };
  }
  return undefined;
}

/**
 * Orders candidates; those that act alike on every test and probe are one group, its simplest patch in front, and groups stay together.
 * Deterministic: depends on nothing but the input, and not on the order of its candidates.
 */
export function rank(input: RankInput, ranker: Ranker = b4): RankedCandidate[] {
  const sorted = [...standings(input, ranker)].sort((a, b) => decisive(a, b)?.order ?? 0);
  const groups = new Map<string, Standing[]>();
  for (const standing of sorted) {
    const group = groups.get(standing.behaviour);
    if (group) group.push(standing);
    else groups.set(standing.behaviour, [standing]);
  }
  const ordered = [...groups.values()];
  const leads = ordered.flatMap((members) => members.slice(0, 1));
  const ranked: RankedCandidate[] = [];
  ordered.forEach((members, group) => {
    members.forEach((standing, place) => {
      const rival = place > 0 ? members[place - 1] : group > 0 ? leads[group - 1] : leads[1];
      ranked.push({
        candidate: standing.evidence.candidate,
        rank: ranked.length + 1,
        group: group + 1,
        plausible: standing.plausible,
        ...(standing.badge && { badge: standing.badge }),
        passed: standing.trustedPassed + standing.otherPassed,
        total: standing.trustedTotal + standing.otherTotal,
        trustedPassed: standing.trustedPassed,
        trustedTotal: standing.trustedTotal,
        astDistance: standing.astDistance,
        findings: standing.evidence.findings,
        reason: reason(standing, members.length, rival, place > 0),
        score: standing.score,
      });
    });
  });
  return ranked;
}

function reason(standing: Standing, groupSize: number, rival: Standing | undefined, sameGroup: boolean): string {
  const { trustedPassed, trustedTotal, otherPassed, otherTotal } = standing;
  const all = trustedPassed === trustedTotal;
  const parts = [
    trustedTotal === 0
      ? 'There is no trusted test'
      : `Passes ${all ? 'all' : `${trustedPassed} of`} ${trustedTotal} trusted test${trustedTotal === 1 ? '' : 's'}`,
  ];
  if (otherTotal > 0) parts.push(` and ${otherPassed} of ${otherTotal} others`);
  parts.push('.');
  if (sameGroup) parts.push(' Acts like the first of its group.');
  else if (groupSize > 1) parts.push(` ${groupSize} candidates act alike.`);
  const found = rival && decisive(standing, rival);
  if (found) {
    const better = found.order < 0;
    const [a, b] = better ? [standing, rival] : [rival, standing];
    parts.push(` ${better ? 'Ahead of the next' : 'Behind the one before'}: ${found.criterion.describe(a, b)}.`);
  }
  return parts.join('');
}

import type { RankedCandidate } from '../model/candidate';
import { outcomeOf } from '../model/outcome';
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

/** The order of groups, most important first. Each criterion decides only among those that all earlier ones hold equal. */
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
    describe: (_, b) => `the other was marked down (${b.demotions[0]?.message.replace(/\.$/, '') ?? ''})`,
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

/** Probes after which candidates of one group may be said to act alike, not only to pass the same tests. */
const enoughProbes = 8;

/** The order inside a group that acts alike: the smallest patch, which is the quickest to review. Taking code away is then no fault. */
const simplest: readonly Criterion[] = criteria.filter(({ id }) =>
  ['rejected', 'monitors', 'size', 'naturalness', 'priority', 'time', 'id'].includes(id),
);

interface Decision {
  readonly criterion: Criterion;
  readonly order: number;
}

function decisive(a: Standing, b: Standing, order: readonly Criterion[]): Decision | undefined {
  for (const criterion of order) {
    const value = criterion.compare(a, b);
    if (value !== 0) return { criterion, order: value };
  }
  return undefined;
}

const sort = (standings: readonly Standing[], order: readonly Criterion[]): readonly Standing[] =>
  standings.toSorted((a, b) => decisive(a, b, order)?.order ?? 0);

/**
 * Orders candidates; those that act alike on every test and probe are one group, its simplest patch in front, and groups stay together.
 * Deterministic: depends on nothing but the input, and not on the order of its candidates.
 */
export function rank(input: RankInput, ranker: Ranker = b4): RankedCandidate[] {
  const groups = new Map<string, Standing[]>();
  for (const standing of sort(standings(input, ranker), criteria)) {
    const group = groups.get(standing.behaviour);
    if (group) group.push(standing);
    else groups.set(standing.behaviour, [standing]);
  }
  const ordered = [...groups.values()];
  // What a group stands by: its best member, which need not be the simplest.
  const best = ordered.flatMap((members) => members.slice(0, 1));
  const ranked: RankedCandidate[] = [];
  ordered.forEach((group, number) => {
    const inside = answered(input, group[0]) >= enoughProbes ? simplest : criteria;
    const members = sort(group, inside);
    members.forEach((standing, place) => {
      const [self, rival, order] =
        place > 0
          ? [standing, members[place - 1], inside]
          : [best[number], number > 0 ? best[number - 1] : best[1], criteria];
      const decision = self && rival && decisive(self, rival, order);
      ranked.push({
        candidate: standing.evidence.candidate,
        rank: ranked.length + 1,
        group: number + 1,
        plausible: standing.plausible,
        ...(standing.badge && { badge: standing.badge }),
        passed: standing.trustedPassed + standing.otherPassed,
        total: standing.trustedTotal + standing.otherTotal,
        trustedPassed: standing.trustedPassed,
        trustedTotal: standing.trustedTotal,
        astDistance: standing.astDistance,
        findings: standing.evidence.findings,
        reason: reason(standing, members.length, place > 0) + (decision ? comparison(self, rival, decision) : ''),
        score: standing.score,
      });
    });
  });
  return ranked;
}

function answered({ tests }: RankInput, standing: Standing | undefined): number {
  return tests.filter(
    (test) => test.kind === 'probe' && outcomeOf(standing?.evidence.verdicts.get(test.id)) !== undefined,
  ).length;
}

function reason(standing: Standing, groupSize: number, follower: boolean): string {
  const { trustedPassed, trustedTotal, otherPassed, otherTotal } = standing;
  const passes = trustedTotal === 0 ? 'There is no trusted test' : `Passes ${share(trustedPassed, trustedTotal)}`;
  const others = otherTotal > 0 ? ` and ${otherPassed} of ${otherTotal} others` : '';
  const alike = follower
    ? ' Acts like the first of its group.'
    : groupSize > 1
      ? ` ${groupSize} candidates act alike.`
      : '';
  return `${passes}${others}.${alike}`;
}

function share(passed: number, total: number): string {
  const tests = `trusted test${total === 1 ? '' : 's'}`;
  if (passed < total) return `${passed} of ${total} ${tests}`;
  return total === 1 ? `the ${tests}` : total === 2 ? `both ${tests}` : `all ${total} ${tests}`;
}

function comparison(self: Standing, rival: Standing, { criterion, order }: Decision): string {
  const [better, worse] = order < 0 ? [self, rival] : [rival, self];
  return ` ${order < 0 ? 'Ahead of the next' : 'Behind the one before'}: ${criterion.describe(better, worse)}.`;
}

import assert from 'node:assert/strict';
import type { Candidate, Finding, Origin } from '../../../../src/core/model/candidate';
import type { Test, Verdict } from '../../../../src/core/model/test';
import { maxPass } from '../../../../src/core/ranking/maxPass';
import { rank } from '../../../../src/core/ranking/rank';
import type { CandidateEvidence, RankInput } from '../../../../src/core/ranking/standing';
import { exampleTest, probeTest } from '../../../doubles/tests';

const original = 'def last(xs):\n    return xs[len(xs)]\n';
const fixed = original.replace('xs[len(xs)]', 'xs[len(xs) - 1]');
const model: Origin = { kind: 'model', model: 'm', strategy: 's' };
const template: Origin = { kind: 'template', template: 't', order: 1 };

const example = (id: string, trust: Test['trust'], source: Test['source'] = 'docstring') =>
  exampleTest('last([1])', { id, title: id, trust, source });
const probe = (id: string) => probeTest(id);
const returned = (repr: string): Verdict => ({
  kind: 'passed',
  durationMs: 1,
  observed: { kind: 'returned', repr, type: 'int' },
});
const verdicts: Record<string, Verdict> = {
  '1': { kind: 'passed', durationMs: 1 },
  '0': { kind: 'failed', durationMs: 1, message: 'no' },
  '?': { kind: 'inconclusive', reason: 'flaky' },
};

const tests = [
  example('t1', 'trusted'),
  example('t2', 'trusted'),
  example('p1', 'plausible'),
  example('p2', 'plausible'),
];
/** One character per test: 1 passed, 0 failed, ? inconclusive. */
const row = (cells: string, of: readonly Test[] = tests): ReadonlyMap<string, Verdict> => {
  const entries = new Map<string, Verdict>();
  of.forEach((test, i) => {
    const verdict = verdicts[cells[i] ?? ''];
    if (verdict) entries.set(test.id, verdict);
  });
  return entries;
};

function candidate(
  id: string,
  cells: string,
  more: Partial<CandidateEvidence> & { origin?: Origin; source?: string; priority?: number } = {},
): CandidateEvidence {
  const base: Candidate = {
    id,
    origin: more.origin ?? model,
    title: id,
    edits: [],
    source: more.source ?? fixed,
    priority: more.priority ?? 0,
    line: 1,
  };
  return { candidate: base, verdicts: row(cells), findings: [], astDistance: 2, ...more };
}

const input = (candidates: readonly CandidateEvidence[], more: Partial<RankInput> = {}): RankInput => ({
  original,
  tests,
  originalVerdicts: row('1010'),
  candidates,
  ...more,
});
const order = (candidates: readonly CandidateEvidence[], more: Partial<RankInput> = {}): string[] =>
  rank(input(candidates, more)).map((r) => r.candidate.id);

describe('rank', () => {
  it('gates by trusted tests before all else', () => {
    assert.deepEqual(order([candidate('a', '1011'), candidate('b', '1100'), candidate('c', '0011')]), ['b', 'a', 'c']);
    const [first, second] = rank(input([candidate('a', '1011'), candidate('b', '1100')]));
    assert.deepEqual(
      [first?.plausible, first?.badge, second?.plausible, second?.badge],
      [true, 'plausible', false, undefined],
    );
    assert.equal(first?.reason.startsWith('Passes both trusted tests and 0 of 2 others.'), true, first?.reason);
    assert.match(
      second?.reason ?? '',
      /Passes 1 of 2 trusted tests.*Behind the one before: more trusted tests passed \(2 against 1\)/,
    );
  });

  it('never counts an inconclusive trusted test as failed, and prefers a decided one', () => {
    const ranked = rank(input([candidate('a', '1?11'), candidate('b', '1111')]));
    assert.deepEqual(
      ranked.map((r) => [r.candidate.id, r.plausible]),
      [
        ['b', true],
        ['a', true],
      ],
    );
    assert.equal(rank(input([candidate('a', '??11')]))[0]?.plausible, false);
  });

  it('puts the larger group of independent candidates first, but counts templates once', () => {
    const agreeing = (origin: Origin): CandidateEvidence[] => [
      candidate('x', '1110', { astDistance: 1 }),
      ...['a', 'b', 'c'].map((id) => candidate(id, '1101', { origin })),
    ];
    assert.equal(order(agreeing(model))[0], 'a');
    assert.equal(order(agreeing(template))[0], 'x');
  });

  it('groups candidates that act alike, simplest in front, groups kept together', () => {
    const probes = [...tests, probe('last([2])')];
    const with_ = (id: string, out: string, astDistance: number): CandidateEvidence =>
      candidate(id, '1111', { astDistance, verdicts: new Map([...row('1111'), ['last([2])', returned(out)]]) });
    const ranked = rank(input([with_('a', '2', 9), with_('b', '3', 5), with_('c', '2', 4)], { tests: probes }));
    assert.deepEqual(
      ranked.map((r) => [r.candidate.id, r.group, r.rank]),
      [
        ['c', 1, 1],
        ['a', 1, 2],
        ['b', 2, 3],
      ],
    );
    assert.match(ranked[0]?.reason ?? '', /2 candidates act alike/);
    assert.match(ranked[1]?.reason ?? '', /Acts like the first of its group.*smaller change \(4 against 9\)/);
  });

  it('shows the simplest patch of a group, taking away included', () => {
    const asked = Array.from({ length: 8 }, (_, i) => probe(`last([${i}])`));
    const probes = [...tests, ...asked];
    const same = (id: string, source: string, out: string, astDistance: number): CandidateEvidence => {
      const answers = asked.map((p): [string, Verdict] => [p.id, returned(out)]);
      return candidate(id, '', { source, astDistance, verdicts: new Map([...row('1111'), ...answers]) });
    };
    const grown = original.replace('len(xs)', 'len(xs) * 1');
    const shrunk = original.replace('[len(xs)]', '');
    const ranked = rank(
      input([same('a', grown, '2', 2), same('b', shrunk, '2', 1), same('c', fixed, '3', 1)], { tests: probes }),
    );
    const [first] = ranked.filter((r) => r.candidate.id !== 'c');
    assert.equal(first?.candidate.id, 'b');
    assert.match(ranked.find((r) => r.candidate.id === 'a')?.reason ?? '', /smaller change \(1 against 2\)/);
  });

  it('marks down by monitors, then by taking away, then by size, then by priority and id', () => {
    const finding: Finding = { monitor: 'members', message: 'no member `lenght`', severity: 'demote' };
    const ids = order([
      candidate('e', '1111', { astDistance: 1, findings: [finding] }),
      candidate('d', '1111', { astDistance: 1, source: original.replace('[len(xs)]', '') }),
      candidate('c', '1111', { astDistance: 3, source: fixed }),
      candidate('b', '1111', { astDistance: 2, source: fixed, priority: 0.1 }),
      candidate('a2', '1111', { astDistance: 2, source: fixed, priority: 0.5 }),
      candidate('a1', '1111', { astDistance: 2, source: fixed, priority: 0.5 }),
    ]);
    assert.deepEqual(ids, ['a1', 'a2', 'b', 'c', 'd', 'e']);
  });

  it('prefers the candidate that keeps what was right', () => {
    const out = (repr: string): ReadonlyMap<string, Verdict> => new Map([...row('1111'), ['p1', returned(repr)]]);
    const originalVerdicts = new Map([...row('1010'), ['p1', returned('7')]]);
    const ids = order([candidate('a', '', { verdicts: out('8') }), candidate('b', '', { verdicts: out('7') })], {
      originalVerdicts,
    });
    assert.deepEqual(ids, ['b', 'a']);
  });

  it('says verified only when the attack found nothing, overfit risk when something points to it', () => {
    const badge = (evidence: CandidateEvidence, more: Partial<RankInput> = {}): unknown =>
      rank(input([evidence], more))[0]?.badge;
    assert.equal(badge(candidate('a', '1111')), 'plausible');
    assert.equal(badge(candidate('a', '1111', { attack: 'found nothing' })), 'verified');
    assert.equal(badge(candidate('a', '1111', { attack: 'found a difference' })), 'plausible');
    const finding: Finding = { monitor: 'overfitting', message: 'tests for a literal', severity: 'demote' };
    assert.equal(badge(candidate('a', '1111', { attack: 'found nothing', findings: [finding] })), 'overfit risk');

    const property = [...tests.slice(0, 2), example('q', 'plausible', 'property')];
    const ranked = rank(
      input(
        [
          candidate('a', '', { verdicts: row('110', property) }),
          candidate('b', '', { verdicts: row('111', property) }),
        ],
        { tests: property },
      ),
    );
    assert.deepEqual(
      ranked.map((r) => [r.candidate.id, r.badge]),
      [
        ['b', 'plausible'],
        ['a', 'overfit risk'],
      ],
    );
  });

  it('sees a patch that changes nothing but the tests own inputs', () => {
    const probes = Array.from({ length: 20 }, (_, i) => probe(`last([${i}])`));
    const answers = (of: (i: number) => string): ReadonlyMap<string, Verdict> =>
      new Map([...row('1111'), ...probes.map((p, i): [string, Verdict] => [p.id, returned(of(i))])]);
    const badge = (of: (i: number) => string): unknown =>
      rank(
        input([candidate('a', '', { verdicts: answers(of), attack: 'found nothing' })], {
          tests: [...tests, ...probes],
          originalVerdicts: new Map([...answers(String), ...row('1011')]),
        }),
      )[0]?.badge;
    assert.equal(badge(String), 'overfit risk');
    assert.equal(
      badge((i) => (i === 3 ? 'other' : String(i))),
      'verified',
    );
  });

  it('does not depend on the order of candidates and takes another ranker', () => {
    const candidates = ['1110', '1101', '1111', '0111', '11?1', '1111'].map((cells, i) => candidate(`c${i}`, cells));
    const forward = order(candidates);
    assert.deepEqual(order([...candidates].reverse()), forward);
    assert.deepEqual(forward.slice(0, 2), ['c2', 'c5']);
    assert.equal(rank(input(candidates), maxPass)[0]?.score, 2);
    assert.deepEqual(rank(input([])), []);
  });
});

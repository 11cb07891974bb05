import type { SessionEvent } from '../../src/core/model/events';
import type { ProbeTest, Verdict } from '../../src/core/model/test';
import { candidate, failed, focal, passed, ranked, tests } from './scriptedDebugger';

export function probe(call: string): ProbeTest {
  return {
    kind: 'probe',
    id: `probe ${call}`,
    title: call,
    trust: 'plausible',
    source: 'observation',
    setup: [],
    call,
  };
}

export const probes = ['top([])', ...Array.from({ length: 9 }, (_, i) => `top([${i}, 5, ${i}])`)].map(probe);

const returned = (repr: string): Verdict => ({
  kind: 'passed',
  durationMs: 1,
  observed: { kind: 'returned', repr, type: 'int' },
});
const raised: Verdict = { kind: 'errored', durationMs: 1, errorType: 'IndexError', message: 'list index out of range' };

/** Both fixes answer 5 everywhere, but on the empty list `>` raises and `>=` returns 0. */
const outcomes = (operator: string): Map<string, Verdict> =>
  new Map([
    ['t1', passed],
    ['t2', passed],
    ...probes.map((p): [string, Verdict] => [
      p.id,
      p.call === 'top([])' ? (operator === '>' ? raised : returned('0')) : returned('5'),
    ]),
  ]);

/** A finished run of `top` whose two plausible fixes part on one input, and which asks about it. */
export const disputed: readonly SessionEvent[] = [
  { kind: 'stage', stage: 'capture' },
  { kind: 'captured', focal },
  { kind: 'tests', tests, runtime: 'Python 3.11.7', containment: 'sandboxed' },
  {
    kind: 'reproduced',
    verdicts: new Map<string, Verdict>([
      ['t1', failed],
      ['t2', passed],
    ]),
    failing: tests.slice(0, 1),
  },
  ...['>', '>='].flatMap((operator): SessionEvent[] => [
    { kind: 'candidate', candidate: candidate(operator) },
    {
      kind: 'verdicts',
      candidate: `c${operator}`,
      verdicts: new Map<string, Verdict>([
        ['t1', passed],
        ['t2', passed],
      ]),
    },
  ]),
  {
    kind: 'attacked',
    probes,
    original: new Map<string, Verdict>([
      ['t1', failed],
      ['t2', passed],
      ...probes.map((p): [string, Verdict] => [p.id, p.call === 'top([])' ? raised : returned('1')]),
    ]),
    verdicts: new Map([
      ['c>', outcomes('>')],
      ['c>=', outcomes('>=')],
    ]),
  },
  {
    kind: 'ranked',
    ranked: [ranked(1, '>', { badge: 'plausible' }), ranked(2, '>=', { badge: 'plausible' })],
  },
  {
    kind: 'question',
    question: {
      id: 'probe top([])',
      call: 'top([])',
      probe: probe('top([])'),
      options: [
        { output: 'raises IndexError', group: 1, candidates: ['c>'] },
        { output: '0', group: 2, candidates: ['c>='] },
      ],
    },
  },
  {
    kind: 'finished',
    outcome: 'fixed',
    message: '2 plausible fixes for top.',
    durations: { total: 1234 },
    modelCalls: 0,
    tried: 2,
  },
];

import assert from 'node:assert/strict';
import type { RankedCandidate } from '../../../../src/core/model/candidate';
import type { Verdict } from '../../../../src/core/model/test';
import { answerTest, chooseQuestion, splitBits } from '../../../../src/core/ranking/question';
import { probeTest } from '../../../doubles/tests';

const probe = (call: string) => probeTest(call);
const ranked = (id: string, group: number, score = 0, plausible = true): RankedCandidate => ({
  candidate: {
    id,
    origin: { kind: 'model', model: 'm', strategy: 's' },
    title: id,
    edits: [],
    source: '',
    priority: 0,
    line: 0,
  },
  rank: group,
  group,
  plausible,
  passed: 1,
  total: 1,
  trustedPassed: 1,
  trustedTotal: 1,
  astDistance: 1,
  findings: [],
  reason: '',
  score,
});
const returned = (repr: string): Verdict => ({
  kind: 'passed',
  durationMs: 1,
  observed: { kind: 'returned', repr, type: 'int' },
});
const table = (rows: Record<string, Record<string, Verdict>>): ReadonlyMap<string, ReadonlyMap<string, Verdict>> =>
  new Map(Object.entries(rows).map(([id, row]) => [id, new Map(Object.entries(row))]));

describe('question', () => {
  it('measures a split in bits', () => {
    assert.equal(splitBits([1, 1]), 1);
    assert.equal(splitBits([1, 1, 1, 1]), 2);
    assert.equal(splitBits([5]), 0);
    assert.ok(splitBits([9, 1]) < splitBits([6, 4]));
  });

  it('asks for the input that splits the belief best and lists what each group says', () => {
    const question = chooseQuestion(
      [ranked('a', 1), ranked('a2', 1), ranked('b', 2), ranked('c', 3)],
      table({
        a: { 'f(1)': returned('1'), 'f(22)': returned('1') },
        b: { 'f(1)': returned('1'), 'f(22)': returned('2') },
        c: { 'f(1)': returned('3'), 'f(22)': { kind: 'errored', durationMs: 1, errorType: 'ValueError', message: '' } },
      }),
      [probe('f(1)'), probe('f(22)')],
    );
    assert.deepEqual(question, {
      id: 'f(22)',
      call: 'f(22)',
      probe: probe('f(22)'),
      options: [
        { output: '1', group: 1, candidates: ['a', 'a2'] },
        { output: '2', group: 2, candidates: ['b'] },
        { output: 'raises ValueError', group: 3, candidates: ['c'] },
      ],
    });
  });

  it('takes the shortest of the inputs that split as well', () => {
    const rows = { 'f([1, 2, 3])': returned('1'), 'f([1])': returned('1') };
    const other = { 'f([1, 2, 3])': returned('2'), 'f([1])': returned('2') };
    const question = chooseQuestion(
      [ranked('a', 1), ranked('b', 2)],
      table({ a: rows, b: other }),
      ['f([1, 2, 3])', 'f([1])'].map(probe),
    );
    assert.equal(question?.call, 'f([1])');
  });

  it('prefers setting the likely groups apart', () => {
    const question = chooseQuestion(
      [ranked('a', 1, 0), ranked('b', 2, -0.5), ranked('c', 3, -9)],
      table({
        a: { x: returned('1'), y: returned('1') },
        b: { x: returned('1'), y: returned('2') },
        c: { x: returned('2'), y: returned('2') },
      }),
      [probe('x'), probe('y')],
    );
    assert.equal(question?.call, 'y');
  });

  it('asks nothing when groups agree, one is left, or an outcome is unknown', () => {
    const rows = table({ a: { x: returned('1') }, b: { x: returned('1') }, c: {} });
    assert.equal(chooseQuestion([ranked('a', 1), ranked('b', 2)], rows, [probe('x')]), undefined);
    assert.equal(chooseQuestion([ranked('a', 1)], rows, [probe('x')]), undefined);
    assert.equal(chooseQuestion([ranked('a', 1), ranked('c', 2)], rows, [probe('x')]), undefined);
    assert.equal(chooseQuestion([ranked('a', 1), ranked('b', 2, 0, false)], rows, [probe('x')]), undefined);
  });

  it('turns an answer into a trusted test', () => {
    const test = answerTest(probe('f(1)'), { verdict: returned('[1, 2]') });
    assert.deepEqual(
      [test?.trust, test?.source, test?.title, test?.expected],
      ['trusted', 'answer', 'f(1) == [1, 2]', { kind: 'printed', text: '[1, 2]' }],
    );
    assert.deepEqual(answerTest(probe('f(1)'), { source: '3' })?.expected, { kind: 'value', source: '3' });
    const threw: Verdict = {
      kind: 'passed',
      durationMs: 1,
      observed: { kind: 'threw', type: 'TypeError', message: 'm' },
    };
    assert.deepEqual(answerTest(probe('f(1)'), { verdict: threw })?.expected, { kind: 'throws', type: 'TypeError' });
    assert.equal(answerTest(probe('f(1)'), { verdict: { kind: 'timedOut', limitMs: 5 } }), undefined);
  });
});

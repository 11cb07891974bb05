import assert from 'node:assert/strict';
import { explainRun } from '../../../../src/core/explanation/explain';
import { smallestFailing } from '../../../../src/core/explanation/failingInput';
import type { RankedCandidate } from '../../../../src/core/model/candidate';
import type { Explanation } from '../../../../src/core/model/events';
import type { TraceStep } from '../../../../src/core/model/execution';
import type { Test, Verdict } from '../../../../src/core/model/test';
import { plainFunction } from '../../../doubles/plainFunction';
import { exampleTest } from '../../../doubles/tests';

const text = 'def total(xs):\n    t = 1\n    for x in xs:\n        t += x\n    return t\n';
const focal = plainFunction({ path: '/m.py', languageId: 'python', text, version: 0 }, 'total', {
  parameters: [{ name: 'xs', kind: 'plain' }],
  signature: 'def total(xs)',
});
const example = (call: string, value: string) =>
  exampleTest(call, { title: `${call} == ${value}`, expected: { kind: 'value', source: value } });
const failed = (actual: string): Verdict => ({ kind: 'failed', durationMs: 1, message: 'no', actual });
const step = (line: number, t?: number): TraceStep => ({
  line,
  depth: 0,
  variables: [
    { name: 'xs', repr: '[]', type: 'list' },
    ...(t === undefined ? [] : [{ name: 't', repr: String(t), type: 'int' }]),
  ],
});
const best: RankedCandidate = {
  candidate: {
    id: 'c',
    origin: { kind: 'template', template: 'literal', order: 1 },
    title: '`1` becomes `0`',
    edits: [],
    source: text.replace('t = 1', 't = 0'),
    priority: 1,
    line: 1,
  },
  rank: 1,
  group: 1,
  plausible: true,
  badge: 'plausible',
  passed: 3,
  total: 3,
  trustedPassed: 3,
  trustedTotal: 3,
  astDistance: 1,
  findings: [],
  reason: '',
  score: 0,
};
const tests = [example('total([10, 2])', '12'), example('total([])', '0'), example('total([9])', '9')];
const verdicts = new Map<string, Verdict>([
  ['total([10, 2])', failed('13')],
  ['total([])', failed('1')],
  ['total([9])', failed('10')],
]);
const words = (e: Explanation | undefined): unknown => e?.sentences.map((s) => [s.text, s.line, s.grounded]);

describe('explanation', () => {
  it('chooses the failing input with the fewest tokens, then the smallest numbers', () => {
    assert.equal(smallestFailing(tests, verdicts)?.id, 'total([])');
    const pair = [example('total([9])', '9'), example('total([2])', '2')];
    assert.equal(smallestFailing(pair, new Map(pair.map((t) => [t.id, failed('0')])))?.id, 'total([2])');
    const slow = new Map<string, Verdict>([
      ['total([9])', failed('0')],
      ['total([2])', { kind: 'timedOut', limitMs: 9 }],
    ]);
    assert.equal(smallestFailing(pair, slow)?.id, 'total([9])');
    assert.equal(smallestFailing([], verdicts), undefined);
  });

  it('tells what ran: the failure, where the runs part, what the fix does', () => {
    const explanation = explainRun({
      focal,
      verdicts,
      failing: tests,
      suspicious: [{ line: 1, score: 1 }],
      best,
      bugClass: 'wrong literal',
      traces: { buggy: [step(1), step(2, 1), step(4, 1)], fixed: [step(1), step(2, 0), step(4, 0)] },
    });
    assert.deepEqual(
      [explanation?.input, explanation?.expected, explanation?.actual, explanation?.bugClass],
      ['total([])', '0', '1', 'wrong literal'],
    );
    assert.deepEqual(explanation?.divergence, {
      line: 1,
      variables: [
        { name: 't', repr: '1', fixedRepr: '0' },
        { name: 'xs', repr: '[]' },
      ],
    });
    assert.deepEqual(words(explanation), [
      ['`total([])` should give `0` and gives `1` (the smallest of 3 failing tests).', undefined, true],
      ['The runs part here: after it `t` is `1` and with the fix `0`.', 1, true],
      ['With the first fix (wrong literal), `1` becomes `0`, 3 of 3 trusted tests pass.', 1, true],
    ]);
  });

  it('tells of a crash and of suspicion where there is no fix', () => {
    const test = example('total(None)', '0');
    const errored: Verdict = {
      kind: 'errored',
      durationMs: 1,
      errorType: 'TypeError',
      message: 'not iterable',
      line: 2,
    };
    const explanation = explainRun({
      focal,
      verdicts: new Map([[test.id, errored]]),
      failing: [test],
      suspicious: [{ line: 2, score: 0.9 }],
    });
    assert.deepEqual(words(explanation), [
      ['`total(None)` should give `0` and gives `TypeError: not iterable`.', undefined, true],
      ['TypeError is raised here.', 2, true],
      ['Of all lines, failing tests run this one most and passing tests least.', 2, true],
    ]);
    assert.equal(explanation?.divergence, undefined);
  });

  it('says no more than is known of a project test', () => {
    const test: Test = {
      kind: 'project',
      id: 'p',
      title: 'test_total',
      trust: 'trusted',
      source: 'project',
      framework: 'pytest',
      path: '/test_m.py',
      selector: 'test_m.py::test_total',
    };
    const verdict: Verdict = { kind: 'failed', durationMs: 1, message: 'assert 1 == 0\n  more' };
    const explanation = explainRun({ focal, verdicts: new Map([['p', verdict]]), failing: [test], suspicious: [] });
    assert.deepEqual(words(explanation), [['The test test_total fails: assert 1 == 0.', undefined, true]]);
    assert.equal(explainRun({ focal, verdicts: new Map(), failing: [], suspicious: [] }), undefined);
  });
});

import assert from 'node:assert/strict';
import type { Verdict } from '../../../../src/core/model/test';
import { expectedFrom, isStable, observationTest } from '../../../../src/core/testing/outcomes';
import { probeTest } from '../../../doubles/tests';

const returned = (repr: string): Verdict => ({
  kind: 'passed',
  durationMs: 1,
  observed: { kind: 'returned', repr, type: 'int' },
});
const threw: Verdict = { kind: 'passed', durationMs: 1, observed: { kind: 'threw', type: 'KeyError', message: 'x' } };

describe('outcomes of probes', () => {
  it('become plausible tests of the present behaviour', () => {
    const tests = [returned('3'), threw].flatMap((verdict) => {
      const expected = expectedFrom(verdict, 'python', new Set(['KeyError']));
      return expected ? [observationTest(probeTest('f(1)'), expected)] : [];
    });
    assert.deepEqual(
      tests.map((t) => [t.title, t.trust, t.source, t.expected]),
      [
        ['f(1) gives 3', 'plausible', 'observation', { kind: 'value', source: '3' }],
        ['f(1) raises KeyError', 'plausible', 'observation', { kind: 'throws', type: 'KeyError' }],
      ],
    );
  });

  it('make no test where they cannot be written down, or were an accident', () => {
    for (const verdict of [returned('[1, …]'), returned('<A at 0x7f12>'), returned('nan'), threw, undefined])
      assert.equal(expectedFrom(verdict, 'python', new Set(['ValueError'])), undefined);
  });

  it('are stable when every run ended and did the same', () => {
    const runs = (...verdicts: readonly Verdict[]) => verdicts.map((verdict) => new Map([['a', verdict]]));
    assert.equal(isStable('a', runs(returned('1'), returned('1'))), true);
    assert.equal(isStable('a', runs(returned('1'), returned('2'))), false);
    assert.equal(isStable('a', runs({ kind: 'timedOut', limitMs: 9 })), false);
    assert.equal(isStable('a', runs({ kind: 'inconclusive', reason: '' })), false);
    assert.equal(isStable('a', [...runs(returned('1')), new Map()]), false);
  });
});

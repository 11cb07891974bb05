import assert from 'node:assert/strict';
import type { Verdict } from '../../../../../src/core/model/test';
import { behaviourChanges, minimalSuite } from '../../../../../src/core/oracle/observations/observations';
import { probeTest } from '../../../../doubles/tests';

const probe = (call: string) => probeTest(call);
const returned = (repr: string): Verdict => ({
  kind: 'passed',
  durationMs: 1,
  observed: { kind: 'returned', repr, type: 'int' },
});
const run = (entries: Record<string, Verdict>): ReadonlyMap<string, Verdict> => new Map(Object.entries(entries));

describe('observations', () => {
  it('show where two versions differ, shortest call first', () => {
    const probes = ['f(100)', 'f(1)', 'f(2)', 'f(3)'].map(probe);
    const before = run({
      'f(100)': returned('1'),
      'f(1)': returned('1'),
      'f(2)': returned('1'),
      'f(3)': returned('1'),
    });
    const after = run({
      'f(100)': returned('2'),
      'f(1)': { kind: 'errored', durationMs: 1, errorType: 'E', message: '' },
      'f(2)': returned('1'),
      'f(3)': { kind: 'inconclusive', reason: '' },
    });
    assert.deepEqual(
      behaviourChanges(probes, before, after).map((c) => c.probe.call),
      ['f(1)', 'f(100)'],
    );
  });

  it('keep the few tests that kill the most mutants, then reach new lines', () => {
    const tests = ['one', 'two', 'three', 'four', 'five'].map(probe);
    const kills = new Map([
      ['one', new Set(['m1'])],
      ['two', new Set(['m1', 'm2'])],
      ['three', new Set(['m3'])],
      ['four', new Set(['m3', 'm2'])],
    ]);
    const covers = new Map([
      ['two', [1]],
      ['five', [1, 2]],
    ]);
    assert.deepEqual(
      minimalSuite(tests, kills, covers).map((t) => t.id),
      ['two', 'four', 'five'],
    );
    assert.deepEqual(minimalSuite(tests, new Map(), new Map()), []);
  });
});

import assert from 'node:assert/strict';
import { localise } from '../../../../src/core/localization/localise';
import type { Verdict } from '../../../../src/core/model/test';
import { plainFunction } from '../../../doubles/plainFunction';
import { probeTest } from '../../../doubles/tests';

const text = 'import math\ndef f(x):\n    if x:\n        return 1\n    return 2\nf(3)\n';
const start = text.indexOf('def');
const end = text.indexOf('\nf(3)');
const focal = plainFunction({ path: '/f.py', languageId: 'python', text, version: 0 }, 'f', {
  range: { start, end },
  bodyRange: { start: text.indexOf('if'), end },
  parameters: [{ name: 'x', kind: 'plain' }],
  signature: 'def f(x)',
});
const test = (id: string) => probeTest(id, { trust: 'trusted', source: 'script' });
const verdicts = new Map<string, Verdict>([
  ['a', { kind: 'failed', durationMs: 1, message: '' }],
  ['b', { kind: 'passed', durationMs: 1 }],
]);

describe('localise', () => {
  it('suspects lines of the function only', () => {
    const coverage = new Map([
      ['a', [2, 4, 5]],
      ['b', [2, 3]],
    ]);
    const lines = localise(focal, [test('a'), test('b'), test('not run')], { verdicts, coverage });
    assert.deepEqual(
      lines.map((l) => l.line),
      [4, 2],
    );
  });

  it('suspects the lines that do not parse, and those near them less', () => {
    const at = text.indexOf('return 1');
    const broken = { ...focal, syntaxErrors: [{ start: at, end: at + 3 }] };
    const lines = localise(broken, [test('a')], { verdicts, coverage: new Map() });
    assert.deepEqual(lines[0], { line: 3, score: 1 });
    assert.ok(lines.slice(1).every((l) => l.score <= 0.5));
  });
});

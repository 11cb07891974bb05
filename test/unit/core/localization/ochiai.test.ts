import assert from 'node:assert/strict';
import { ochiai, type Spectrum } from '../../../../src/core/localization/ochiai';
import type { LineSuspicion } from '../../../../src/core/model/events';
import type { Verdict } from '../../../../src/core/model/test';

const passed: Verdict = { kind: 'passed', durationMs: 1 };
const failed: Verdict = { kind: 'failed', durationMs: 1, message: '' };
const errored = (line?: number): Verdict => ({
  kind: 'errored',
  durationMs: 1,
  errorType: 'IndexError',
  message: '',
  ...(line !== undefined && { line }),
});
const focal = { first: 10, last: 20 };
const scores = (lines: readonly LineSuspicion[]): unknown => lines.map((l) => [l.line, Number(l.score.toFixed(4))]);

describe('ochiai', () => {
  it('scores lines as worked out by hand', () => {
    const spectra: Spectrum[] = [
      { verdict: passed, lines: [10, 11, 14] },
      { verdict: passed, lines: [10, 11, 12, 14] },
      { verdict: failed, lines: [10, 11, 12, 13] },
      { verdict: failed, lines: [10, 11, 13] },
    ];
    // 13: 2/sqrt(2*2); 10 and 11: 2/sqrt(2*4); 12: 1/sqrt(2*2); 14: no failing test.
    assert.deepEqual(scores(ochiai(spectra, focal)), [
      [13, 1],
      [10, 0.7071],
      [11, 0.7071],
      [12, 0.5],
    ]);
  });

  it('leaves out lines beyond the function and tests without a decision', () => {
    const spectra: Spectrum[] = [
      { verdict: failed, lines: [9, 10, 21] },
      { verdict: { kind: 'inconclusive', reason: 'flaky' }, lines: [10] },
    ];
    assert.deepEqual(scores(ochiai(spectra, focal)), [[10, 1]]);
    assert.deepEqual(ochiai([{ verdict: passed, lines: [10] }], focal), []);
    assert.deepEqual(ochiai([], focal), []);
  });

  it('counts time-outs as failures and repeated lines once', () => {
    const spectra: Spectrum[] = [
      { verdict: { kind: 'timedOut', limitMs: 1 }, lines: [11, 11, 12] },
      { verdict: passed, lines: [11] },
    ];
    assert.deepEqual(scores(ochiai(spectra, focal)), [
      [12, 1],
      [11, 0.7071],
    ]);
  });

  it('moves the line of the crash up, covered or not', () => {
    const spectra: Spectrum[] = [
      { verdict: errored(12), lines: [11, 12] },
      { verdict: errored(30), lines: [11] },
      { verdict: passed, lines: [11, 12] },
    ];
    // 11: 2/sqrt(2*3) = .8165; 12: 1/sqrt(2*2) = .5, then half of one crash in two: .5 + .5*.5*.5.
    assert.deepEqual(scores(ochiai(spectra, focal)), [
      [11, 0.8165],
      [12, 0.625],
    ]);
    assert.deepEqual(scores(ochiai([{ verdict: errored(15), lines: [] }], focal)), [[15, 1]]);
  });
});

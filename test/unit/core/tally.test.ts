import assert from 'node:assert/strict';
import type { Verdict } from '../../../src/core/model/test';
import type { Tried } from '../../../src/core/search/search';
import { Tally } from '../../../src/core/tally';
import { candidate, failed, passed, tests } from '../../doubles/scriptedDebugger';

const unreadable: Verdict = {
  kind: 'errored',
  durationMs: 1,
  errorType: 'IndentationError',
  message: 'unexpected indent',
};
const endless: Verdict = { kind: 'timedOut', limitMs: 100 };

describe('the tally of candidates', () => {
  const [first, second] = tests;
  const tallyOf = (verdicts: readonly Verdict[], progress: Partial<Tried['progress']>, plausible = false): Tally => {
    const tally = new Tally();
    const by = new Map(tests.flatMap(({ id }, i) => (verdicts[i] ? [[id, verdicts[i]] as const] : [])));
    const whole = { fixed: 0, broken: 0, changed: false, ...progress };
    const tried = { candidate: candidate('>'), verdicts: by, plausible, progress: whole, queued: 0, patience: 1 };
    tally.add(tried, tests, first ? [first] : []);
    return tally;
  };

  it('knows an edit that trades one failure for another, and names the test', () => {
    const tally = tallyOf([passed, failed], { fixed: 1, broken: 1, changed: true });
    assert.deepEqual([tally.tried, tally.mended, tally.trades, tally.trade], [1, 1, 1, second?.title]);
  });

  it('counts what is only changed, what does not end and what cannot be read', () => {
    const changed = tallyOf([failed], { changed: true });
    assert.deepEqual([changed.changed, changed.mended, changed.trades], [1, 0, 0]);
    assert.equal(tallyOf([endless], {}).endless, 1);
    assert.equal(tallyOf([unreadable], { changed: true }).unreadable, 1);
  });

  it('takes a fix for no half-success', () => {
    const tally = tallyOf([passed, passed], { fixed: 1, changed: true }, true);
    assert.deepEqual([tally.tried, tally.mended, tally.changed], [1, 0, 0]);
  });
});

import * as assert from 'node:assert/strict';
import { candidate, recordOf, story } from '../../../doubles/scriptedDebugger';

describe('RunRecord', () => {
  it('holds at the end what the stream told', () => {
    const run = recordOf();
    assert.equal(run.name, 'top');
    assert.equal(run.runtime, 'Python 3.11.7');
    assert.equal(run.proposed, 3);
    assert.deepEqual(
      run.ranked.map((r) => r.rank),
      [1, 2, 3],
    );
    assert.equal(run.verdictsOf('c<=').get('t1')?.kind, 'failed');
    assert.equal(run.verdictsOf('c<=').get('t2')?.kind, 'passed');
    assert.equal(run.finished?.outcome, 'fixed');
  });

  it('times stages one after the other and leaves only the running one open', () => {
    const half = recordOf(story, 6).stages;
    assert.deepEqual(
      half.map((s) => [s.stage, s.startedMs, s.endedMs]),
      [
        ['capture', 0, 200],
        ['reproduce', 200, 500],
        ['localise', 500, undefined],
      ],
    );
    assert.ok(recordOf().stages.every((s) => s.endedMs !== undefined));
  });

  it('adds verdicts of a candidate that come in parts', () => {
    const run = recordOf([
      { kind: 'candidate', candidate: candidate('>') },
      { kind: 'verdicts', candidate: 'c>', verdicts: new Map([['a', { kind: 'passed', durationMs: 1 }]]) },
      { kind: 'verdicts', candidate: 'c>', verdicts: new Map([['b', { kind: 'timedOut', limitMs: 9 }]]) },
    ]);
    assert.deepEqual([...run.verdictsOf('c>').keys()], ['a', 'b']);
  });

  it('forgets verdicts of candidates that were not ranked', () => {
    const run = recordOf([...story.slice(0, -2), { kind: 'ranked', ranked: [] }]);
    assert.equal(run.verdictsOf('c>').size, 0);
  });
});

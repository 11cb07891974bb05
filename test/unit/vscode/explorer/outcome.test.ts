import * as assert from 'node:assert/strict';
import { KeptResults } from '../../../../src/vscode/explorer/keptResults';
import { outcomeLine, outcomeOf } from '../../../../src/vscode/explorer/outcome';
import { memory } from '../../../doubles/memory';

describe('what the explorer says of a verdict', () => {
  it('keeps failed, errored and not decided apart', () => {
    assert.deepEqual(outcomeOf({ kind: 'passed', durationMs: 3 }), { state: 'passed', durationMs: 3 });
    assert.deepEqual(
      outcomeOf({ kind: 'failed', durationMs: 3, message: 'not equal', expected: '2', actual: '1', input: 'f(1)' }),
      { state: 'failed', durationMs: 3, message: 'not equal\nInput: f(1)', expected: '2', actual: '1' },
    );
    assert.deepEqual(outcomeOf({ kind: 'errored', durationMs: 3, errorType: 'KeyError', message: 'a', line: 4 }), {
      state: 'errored',
      durationMs: 3,
      message: 'KeyError: a',
      focalLine: 4,
    });
    assert.deepEqual(outcomeOf({ kind: 'timedOut', limitMs: 2000 }), {
      state: 'errored',
      durationMs: 2000,
      message: 'It did not end within 2 s.',
    });
    assert.deepEqual(outcomeOf({ kind: 'inconclusive', reason: 'skipped' }), { state: 'skipped', message: 'skipped' });
  });

  it('shows a difference only where both sides are known', () => {
    const { expected, actual } = outcomeOf({ kind: 'failed', durationMs: 1, message: 'm', expected: '2' });
    assert.deepEqual([expected, actual], [undefined, undefined]);
  });

  it('is one line of output', () => {
    const line = outcomeLine('test_a', { state: 'failed', durationMs: 2.4, message: 'first\nsecond' });
    assert.equal(line, '  failed      test_a (2 ms): first');
  });
});

describe('results that outlive the window', () => {
  it('are read again, the latest of each test', async () => {
    const kept = memory();
    const results = new KeptResults(kept);
    results.set('a', { outcome: { state: 'passed' }, stamp: '1' });
    results.set('a', { outcome: { state: 'failed', message: 'm'.repeat(9000) }, stamp: '2' });
    assert.equal(new KeptResults(kept).get('a'), undefined);
    await results.save();
    const again = new KeptResults(kept).get('a');
    assert.equal(again?.stamp, '2');
    assert.equal(again.outcome.state, 'failed');
    assert.equal(again.outcome.message?.length, 2001);
  });

  it('are bounded: the oldest go', () => {
    const results = new KeptResults(memory());
    for (let i = 0; i <= 1000; i++) results.set(String(i), { outcome: { state: 'passed' }, stamp: '' });
    assert.equal(results.get('0'), undefined);
    assert.ok(results.get('1'));
  });
});

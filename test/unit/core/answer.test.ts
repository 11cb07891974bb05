import * as assert from 'node:assert/strict';
import { answerQuestion, furtherQuestion, withdrawAnswer, type Choice } from '../../../src/core/answer';
import type { RunRecord } from '../../../src/core/run/runRecord';
import { disputed } from '../../doubles/disputedRun';
import { recordOf, tests } from '../../doubles/scriptedDebugger';

function answered(choice: Choice): { readonly run: RunRecord; readonly rerun: boolean } {
  const run = recordOf(disputed);
  assert.ok(run.question);
  const { events, rerun } = answerQuestion(run, run.question, choice);
  for (const event of events) run.apply(event, 0);
  return { run, rerun };
}
const order = (run: RunRecord) => run.ranked.map((r) => [r.candidate.id, r.plausible, r.badge]);

describe('an answer', () => {
  it('orders the candidates anew at once: those with another output are plausible no more', () => {
    const { run, rerun } = answered({ kind: 'option', option: 1 });
    assert.equal(rerun, false);
    assert.equal(run.question, undefined);
    assert.deepEqual(
      order(run).map(([id, plausible]) => [id, plausible]),
      [
        ['c>=', true],
        ['c>', false],
      ],
    );
    assert.equal(run.verdictsOf('c>').get('answer probe top([])')?.kind, 'errored');
    assert.equal(run.original.get('answer probe top([])')?.kind, 'errored');
    assert.equal(run.failing.length, 2);
    assert.match(run.finished?.message ?? '', /^1 plausible fix for top/);
  });

  it('takes the doubt from a candidate whose rivals it rules out', () => {
    const { run } = answered({ kind: 'option', option: 0 });
    assert.deepEqual(order(run)[0], ['c>', true, 'verified']);
    assert.equal(run.ranked[0]?.trustedTotal, 3);
  });

  it('leaves nothing in the explanation that was about another fix', () => {
    const [failingTest] = tests;
    assert.ok(failingTest);
    const told = disputed.toSpliced(-1, 0, {
      kind: 'explained',
      explanation: {
        failingTest,
        suspicious: [],
        divergence: { line: 8, variables: [] },
        sentences: [{ text: 'With the first fix, `<` becomes `>`.', grounded: true }],
      },
    });
    const ends = (option: number) => {
      const run = recordOf(told);
      assert.ok(run.question);
      for (const event of answerQuestion(run, run.question, { kind: 'option', option }).events) run.apply(event, 0);
      return run.explanation;
    };
    assert.ok(ends(0)?.divergence, 'the first fix stays the first');
    assert.equal(ends(1)?.divergence, undefined);
    assert.ok(ends(1)?.sentences.some(({ text }) => text.includes('becomes `>=`')));
  });

  it('is the same whether the output is chosen or typed', () => {
    assert.deepEqual(
      order(answered({ kind: 'value', source: '0' }).run),
      order(answered({ kind: 'option', option: 1 }).run),
    );
  });

  it('with another value asks for a new run, with a trusted test', () => {
    const { run, rerun } = answered({ kind: 'value', source: 'None' });
    assert.equal(rerun, true);
    const [answer] = run.answers;
    assert.deepEqual(answer?.test?.expected, { kind: 'value', source: 'None' });
    assert.equal(answer.test.trust, 'trusted');
    assert.equal(run.question, undefined);
    assert.deepEqual(
      order(run).map(([id]) => id),
      ['c>', 'c>='],
    );
  });

  it('that several are right, or none is given, changes no order and closes the question', () => {
    for (const kind of ['both', 'skip'] as const) {
      const { run, rerun } = answered({ kind });
      assert.equal(rerun, false);
      assert.equal(run.question, undefined);
      assert.deepEqual(order(run), order(recordOf(disputed)));
      assert.equal(run.answers[0]?.said, kind);
    }
  });

  it('can be taken back', () => {
    const { run } = answered({ kind: 'option', option: 1 });
    for (const event of withdrawAnswer(run, 'answer probe top([])')) run.apply(event, 0);
    assert.ok(run.ranked.every((r) => r.plausible && r.trustedTotal === 2));
    assert.deepEqual(run.answers, []);
    assert.equal(run.failing.length, 1);
    assert.equal(furtherQuestion(run)?.call, 'top([])');
  });

  it('settles its call: the next question is about another input', () => {
    assert.equal(furtherQuestion(recordOf(disputed))?.call, 'top([])');
    assert.equal(furtherQuestion(answered({ kind: 'skip' }).run), undefined);
  });
});

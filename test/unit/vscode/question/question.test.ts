import * as assert from 'node:assert/strict';
import { answerQuestion } from '../../../../src/core/answer';
import { exampleAsCode } from '../../../../src/core/oracle/exampleCode';
import { candidateTree } from '../../../../src/vscode/candidates/treeModel';
import { lensTexts } from '../../../../src/vscode/editor/lensText';
import { Answers } from '../../../../src/vscode/question/answers';
import { Runner } from '../../../../src/vscode/run/runner';
import { RunStore } from '../../../../src/vscode/run/runStore';
import { disputed } from '../../../doubles/disputedRun';
import { memory } from '../../../doubles/memory';
import { file, focal, recordOf, ScriptedDebugger } from '../../../doubles/scriptedDebugger';

const open = { decision: () => undefined };

function answeredRun() {
  const run = recordOf(disputed);
  assert.ok(run.question);
  const { events } = answerQuestion(run, run.question, { kind: 'option', option: 1 });
  for (const event of events) run.apply(event, 0);
  const [answer] = run.answers;
  assert.ok(answer);
  return { run, answer };
}

function runner(answers: Answers) {
  const silent = () => undefined;
  const told = new ScriptedDebugger(disputed);
  const made = new Runner({
    store: new RunStore(memory()),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    now: () => 0,
    debuggerFor: () => told,
    budgetMs: () => 1000,
    answers,
  });
  return { told, start: () => made.start({ file, select: { name: 'top' }, name: 'top' }) };
}

describe('the question', () => {
  it('stands first in the tree with an answer for each output', () => {
    const [node] = candidateTree(recordOf(disputed), open);
    assert.deepEqual([node?.label, node?.description], ['Which is right?', 'top([])']);
    assert.deepEqual(
      node?.children.map((c) => [c.label, c.description, c.option, c.does]),
      [
        ['raises IndexError', '1 fix says so', 0, 'answer'],
        ['0', '1 fix says so', 1, 'answer'],
        ['Another answer…', undefined, undefined, 'answer'],
      ],
    );
  });

  it('has a lens while it is open', () => {
    const titles = (run = recordOf(disputed)) => lensTexts(focal, run).map((l) => l.title);
    assert.ok(titles().includes('1 question · Answer'));
    assert.ok(!titles(answeredRun().run).some((title) => title.includes('question')));
  });

  it('gives way to the answer, which can be forgotten', () => {
    const nodes = candidateTree(answeredRun().run, open);
    assert.notEqual(nodes[0]?.label, 'Which is right?');
    const said = nodes.find((n) => n.label === 'Your answers');
    assert.deepEqual(
      said?.children.map((c) => [c.label, c.contextValue]),
      [['top([]) == 0', 'answer']],
    );
  });

  it('is asked once: later runs and windows know the answer and are judged by it', async () => {
    const remembered = memory();
    const { run, answer } = answeredRun();
    new Answers(remembered).remember(run, answer);
    const { told, start } = runner(new Answers(remembered));
    const later = start();
    await later.done;
    assert.deepEqual(
      told.requests[0]?.tests?.map((t) => t.title),
      ['top([]) == 0'],
    );
    assert.equal(later.view.question, undefined);
  });

  it('comes again when it was skipped or its answer forgotten', async () => {
    const answers = new Answers(memory());
    const { run, answer } = answeredRun();
    answers.remember(run, { call: 'top([])', said: 'skip' });
    assert.ok(answer.test);
    answers.remember(run, answer);
    answers.forget(run, answer.test.id);
    const { told, start } = runner(answers);
    const later = start();
    await later.done;
    assert.deepEqual(told.requests[0]?.tests, []);
    assert.equal(later.view.question?.call, 'top([])');
  });

  it('can be kept as a test of the project', () => {
    const { test } = answeredRun().answer;
    assert.ok(test);
    assert.equal(exampleAsCode(test, 'python'), 'assert top([]) == 0');
    assert.equal(exampleAsCode(test, 'typescript'), 'assert.deepEqual(top([]), 0);');
    const throws = { ...test, expected: { kind: 'throws', type: 'IndexError' } } as const;
    assert.equal(exampleAsCode(throws, 'python'), 'with pytest.raises(IndexError):\n    top([])');
    assert.equal(exampleAsCode(throws, 'javascript'), 'assert.throws(() => top([]));');
  });
});

import * as assert from 'node:assert/strict';
import { answerQuestion } from '../../../../src/core/answer';
import type { ExampleTest } from '../../../../src/core/model/test';
import { answerSuite } from '../../../../src/core/testing/keepAnswer';
import { writeTests } from '../../../../src/core/testing/writing/writeTests';
import type { TestPlace, WrittenTests } from '../../../../src/core/model/generation';
import { disputed } from '../../../doubles/disputedRun';
import { syntax } from '../../../doubles/grammars';
import { recordOf } from '../../../doubles/scriptedDebugger';

const run = recordOf(disputed);
const signal = new AbortController().signal;
const nothing = {
  root: '/p',
  read: () => Promise.resolve(undefined),
  find: () => Promise.resolve([]),
};

function answered(option: number): ExampleTest {
  assert.ok(run.question);
  const [first] = answerQuestion(run, run.question, { kind: 'option', option }).events;
  const test = first?.kind === 'answered' ? first.answer.test : undefined;
  assert.ok(test);
  return test;
}

async function written(test: ExampleTest, text: string): Promise<WrittenTests> {
  const suite = answerSuite(run, test);
  assert.ok(suite);
  const place: TestPlace = { path: '/p/test_top.py', framework: 'pytest', text };
  return writeTests(syntax, nothing, suite, signal, place);
}

const mine = `from top import top


def test_mine():
    assert top([1]) == 1


# Eider: top, present behaviour, 00000000
def test_top_edited():
    assert top([2]) == 2
`;

describe('an answer kept in the tests of the project', () => {
  it('stands below the tests that are there, and leaves them alone', async () => {
    const { written: text, added, replaced } = await written(answered(1), mine);
    assert.ok(text.startsWith(mine), text);
    assert.match(
      text.slice(mine.length),
      /^\n\n# Eider: top, your answer, [\da-f]{8}\ndef test_top_returns_0_for_an_empty_list\(\):\n {4}assert top\(\[\]\) == 0\n$/,
    );
    assert.deepEqual([added, replaced], [1, 0]);
  });

  it('can demand an error', async () => {
    const { written: text } = await written(answered(0), '');
    assert.match(text, /^import pytest\nfrom top import top\n\n\n# Eider: /);
    assert.match(text, /with pytest\.raises\(IndexError\):\n {8}top\(\[\]\)/);
  });

  it('is written once, and outlives tests that are generated anew', async () => {
    const once = await written(answered(1), mine);
    const twice = await written(answered(1), once.written);
    assert.equal(twice.written, once.written);
    const suite = answerSuite(run, answered(1));
    assert.ok(suite);
    const [test] = suite.tests;
    assert.ok(test);
    const generated = { ...suite, tests: [{ ...test, basis: 'observation' as const, name: 'returns 0 again' }] };
    const place: TestPlace = { path: '/p/test_top.py', framework: 'pytest', text: once.written };
    const anew = await writeTests(syntax, nothing, generated, signal, place);
    assert.equal(anew.written.split('your answer').length, 2);
    assert.equal(anew.replaced, 0);
  });

  it('is refused where the output is no value that can be written down', () => {
    const opaque: ExampleTest = { ...answered(1), expected: { kind: 'printed', text: '<object at 0x7f>' } };
    assert.equal(answerSuite(run, opaque), undefined);
    assert.equal(answerSuite(recordOf(disputed, 1), answered(1)), undefined);
  });
});

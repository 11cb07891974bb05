import assert from 'node:assert/strict';
import { captureFunctions } from '../../../../src/core/capture/capture';
import type { Job, JobResult } from '../../../../src/core/model/execution';
import type { ExampleTest, ScriptTest, Verdict } from '../../../../src/core/model/test';
import { contradictions } from '../../../../src/core/oracle/contradictions';
import type { ExecutionSession } from '../../../../src/core/ports';
import { syntax } from '../../../doubles/grammars';
import { exampleTest } from '../../../doubles/tests';

/** Compares source texts: enough to tell one literal from another. */
const literal: ExecutionSession = {
  tests: [],
  notes: [],
  concurrency: 1,
  containment: 'not run',
  runtime: 'literals',
  run(job: Job): Promise<JobResult> {
    const verdicts = new Map<string, Verdict>();
    for (const test of job.tests) {
      if (test.kind !== 'example' || test.expected.kind !== 'value') continue;
      const same = test.call === test.expected.source;
      verdicts.set(
        test.id,
        same ? { kind: 'passed', durationMs: 1 } : { kind: 'failed', durationMs: 1, message: 'other' },
      );
    }
    return Promise.resolve({ kind: 'ran', id: job.id, verdicts, durationMs: 1 });
  },
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

const example = (call: string, expected: string) =>
  exampleTest(call, {
    id: `docstring ${call}`,
    title: `${call} is ${expected}`,
    expected: { kind: 'value', source: expected },
  });

const script = (title: string): ScriptTest => ({
  id: `script ${title}`,
  title,
  trust: 'trusted',
  source: 'script',
  kind: 'script',
  script: 'given',
  line: 0,
});

async function stale(language: 'python' | 'javascript', examples: ExampleTest[], titles: string[]): Promise<string[]> {
  const python = language === 'python';
  const text = python ? 'def f(x):\n    return x\n' : 'function f(x) {\n  return x;\n}\n';
  const file = { path: python ? '/p/f.py' : '/p/f.js', languageId: language, text, version: 0 } as const;
  const focal = (await captureFunctions(syntax, file))[0];
  assert.ok(focal);
  const tests = [...examples, ...titles.map(script)];
  const found = await contradictions(syntax, literal, focal, tests, new AbortController().signal);
  return found.map(({ example: one }) => (one.kind === 'example' ? one.call : one.title));
}

describe('docstring examples against assertions', () => {
  it('are stale when an assertion promises another value of the same call', async () => {
    const examples = [example('f("a  b", 1)', 'false'), example('f("ab", 1)', 'false')];
    assert.deepEqual(await stale('javascript', examples, ["console.assert(f( 'a  b',1 ) === true)"]), ['f("a  b", 1)']);
    assert.deepEqual(await stale('python', [example('f([1])', '2')], ['f([1]) == 3']), ['f([1])']);
  });

  it('are compared through JSON.stringify on both sides, not on one', async () => {
    const examples = [example('f(1)', '[2]')];
    assert.deepEqual(
      await stale('javascript', examples, ['console.assert( JSON.stringify(f(1)) === JSON.stringify([3]) )']),
      ['f(1)'],
    );
    assert.deepEqual(await stale('javascript', examples, ["console.assert(JSON.stringify(f(1)) === '[2]')"]), []);
  });

  it('stay when the assertion agrees, says less, or says what another call returns', async () => {
    const titles = ['f(1) == 2', 'f(1) > 5', 'len(f(1)) == 7', 'f(1) == f(2)', 'f(1) != 3', 'f(1) == limit'];
    assert.deepEqual(await stale('python', [example('f(1)', '2')], titles), []);
  });
});

import { isDeepStrictEqual } from 'node:util';
import * as vm from 'node:vm';
import type { Job, JobResult } from '../../src/core/model/execution';
import type { Observation, Test, Verdict } from '../../src/core/model/test';
import type { TestExecutor } from '../../src/core/ports';

/**
 * Runs plain JavaScript in this very process: examples and probes of an exported function without imports. Contains nothing:
 * for programs that a test wrote itself. What makes whole runs cheap enough to have one for each fault of a model.
 */
export const vmExecutor: TestExecutor = {
  open: () =>
    Promise.resolve({
      tests: [],
      notes: [],
      concurrency: 1,
      containment: 'not run',
      runtime: `Node ${process.versions.node}`,
      run: async (job, signal) => {
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
        return run(job);
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
};

const realm = vm.createContext({});

function run({ id, source, tests, testMs = 200, stopAtFirstFailure, stopAtFirstTimeout }: Job): JobResult {
  const verdicts = new Map<string, Verdict>();
  const code = source.replace(/^export (default )?/gm, '');
  for (const test of tests) {
    const verdict = judge(code, test, testMs);
    verdicts.set(test.id, verdict);
    if (verdict.kind === 'timedOut' && stopAtFirstTimeout === true) break;
    if (verdict.kind !== 'passed' && stopAtFirstFailure === true) break;
  }
  return { kind: 'ran', id, verdicts, durationMs: 1 };
}

function judge(code: string, test: Test, limitMs: number): Verdict {
  if (test.kind !== 'example' && test.kind !== 'probe') return { kind: 'inconclusive', reason: 'not run here' };
  const timeout = Math.ceil(limitMs);
  const evaluate = (text: string): unknown =>
    structuredClone(vm.runInContext(`(() => {${text}})()`, realm, { timeout }));
  let observed: Observation;
  try {
    const value = evaluate(`${code}\n${test.setup.join('\n')}\nreturn (${test.call});`);
    observed = {
      kind: 'returned',
      repr: value === undefined ? 'undefined' : JSON.stringify(value),
      type: typeof value,
    };
    if (test.kind === 'probe') return { kind: 'passed', durationMs: 1, observed };
    if (test.expected.kind === 'throws')
      return { kind: 'failed', durationMs: 1, message: 'nothing was thrown', input: test.call };
    const source = test.expected.kind === 'value' ? test.expected.source : test.expected.text;
    if (isDeepStrictEqual(value, evaluate(`return (${source});`))) return { kind: 'passed', durationMs: 1, observed };
    const actual = observed.repr;
    return {
      kind: 'failed',
      durationMs: 1,
      message: 'not equal',
      expected: source,
      actual,
      input: test.call,
      observed,
    };
  } catch (error) {
    const { name, message, code: reason } = error as { name: string; message: string; code?: string };
    if (reason === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return { kind: 'timedOut', limitMs };
    if (test.kind === 'probe')
      return { kind: 'passed', durationMs: 1, observed: { kind: 'threw', type: name, message } };
    return { kind: 'errored', durationMs: 1, errorType: name, message, input: test.call };
  }
}

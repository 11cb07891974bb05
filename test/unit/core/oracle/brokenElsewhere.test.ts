import * as assert from 'node:assert/strict';
import type { HumanError } from '../../../../src/core/errors';
import type { Test, Verdict } from '../../../../src/core/model/test';
import { mustLoad } from '../../../../src/core/oracle/brokenElsewhere';
import { focalOf } from '../../../doubles/focal';
import { syntax } from '../../../doubles/grammars';

const tests = ['a', 'b'].map((id) => ({ kind: 'example', id, trust: 'trusted' }) as unknown as Test);
const missing: Verdict = {
  kind: 'errored',
  durationMs: 1,
  errorType: 'ModuleNotFoundError',
  message: "No module named 'frames'",
};
const text = 'import frames\n\ndef f(x):\n    import frames.deep\n    return x\n';

describe('a file that cannot be loaded', () => {
  const load = async (
    verdicts: readonly Verdict[],
    coverage: readonly (readonly [string, readonly number[]])[] = [],
  ) => {
    const by = new Map(tests.flatMap(({ id }, i) => (verdicts[i] ? [[id, verdicts[i]] as const] : [])));
    const focal = await focalOf('python', text, 'f');
    return mustLoad(syntax, focal, { tests, verdicts: by, coverage: new Map(coverage) }, 'Python 3.11');
  };

  it('for want of a module ends the run with its name, before anything is tried', async () => {
    await assert.rejects(load([missing, missing]), (error: HumanError) => {
      assert.equal(
        error.message,
        "Python 3.11 cannot load the file: No module named 'frames'. No test gets as far as f.",
      );
      return error.id === 'brokenFile' && error.next.includes('Install the module');
    });
  });

  it('is told from a function that asks for a module itself', async () => {
    await load([missing, missing], [['a', [3]]]);
  });

  it('is told from one test that lacks its module', async () => {
    await load([missing, { kind: 'failed', durationMs: 1, message: '1 is not 2' }]);
  });
});

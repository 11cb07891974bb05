import assert from 'node:assert/strict';
import * as path from 'node:path';
import { defaultLimits } from '../../../src/core/model/execution';
import type { LanguageId } from '../../../src/core/model/focalFunction';
import type { FrameworkId } from '../../../src/core/model/test';
import { watchedCalls } from '../../../src/core/testing/watchedCalls';
import { createNodePorts } from '../../../src/node/ports';
import { focalOf } from '../../doubles/focal';
import { Folder, repository, silent } from '../executorSupport';

/** What the tests of a folder pass to `fee`, which they only reach through `bill`. */
async function watch(languageId: LanguageId, name: string, tests: string, framework: FrameworkId, files: string[]) {
  const [text = '', test = ''] = files;
  const folder = new Folder({ [name]: text, [tests]: test });
  try {
    const { executor } = createNodePorts({
      assets: path.join(repository, 'dist'),
      workspaceRoot: folder.root,
      settings: () => ({ sandbox: 'preferred' }),
      log: silent,
    });
    const focal = await focalOf(languageId, text, 'fee', folder.path(name));
    return await watchedCalls(
      (testFiles, signal) =>
        executor.open({ focal, workspaceRoot: folder.root, scripts: [], testFiles, limits: defaultLimits }, signal),
      focal,
      languageId === 'python' ? 'python' : 'javascript',
      [{ path: folder.path(tests), framework }],
      AbortSignal.timeout(60_000),
      60_000,
    );
  } finally {
    folder.remove();
  }
}

describe('arguments seen while the tests of the project run', () => {
  it('reach a function through others: pytest', async () => {
    const calls = await watch('python', 'bills.py', 'test_bills.py', 'pytest', [
      'def fee(days, tags, rate=2):\n    total = days * rate\n    return total + len(tags)\n\n\ndef bill(n):\n    return [fee(n, ["a", n]), fee(n + 1, [], 7)]\n',
      'from bills import bill\n\n\ndef test_bill():\n    assert bill(3) == [8, 28]\n',
    ]);
    assert.deepEqual(calls, ["fee(3, ['a', 3])", 'fee(4, [], 7)']);
  });

  it('reach a function through others: node:test', async () => {
    const calls = await watch('javascript', 'bills.mjs', 'bills.test.mjs', 'node:test', [
      'export function fee(days, tags, rate = 2) {\n  const total = days * rate;\n  return total + tags.length;\n}\nexport const bill = (n) => [fee(n, ["a", n]), fee(n + 1, [], 7)];\n',
      "import assert from 'node:assert/strict';\nimport { test } from 'node:test';\nimport { bill } from './bills.mjs';\n\ntest('bill', () => assert.deepEqual(bill(3), [8, 28]));\n",
    ]);
    assert.deepEqual(calls, ['fee(3, ["a", 3])', 'fee(4, [], 7)']);
  });
});

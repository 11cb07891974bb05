import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import type { TestsResult } from '../../../src/cli/tests';
import { Folder, repository } from '../executorSupport';

const source = `def half(n: int) -> int:
    """Half of an even number.

    >>> half(4)
    2
    """
    if n % 2:
        raise ValueError("odd")
    return n // 2
`;

describe('eider tests', () => {
  let folder: Folder;
  afterEach(() => folder.remove());
  const eider = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(repository, 'dist/cli.js'), ...args], {
      cwd: folder.root,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  it('prints one JSON object, and writes only when asked to', () => {
    folder = new Folder({ 'half.py': source, 'conftest.py': '' });
    const before = folder.listing();
    const { status, stdout, stderr } = eider('tests', 'half.py:half', '--json', '--budget', '6');
    assert.equal(status, 0, stderr);
    const result = JSON.parse(stdout) as TestsResult;
    assert.equal(result.outcome, 'generated');
    assert.equal(result.testFile, 'test_half.py');
    assert.equal(result.framework, 'pytest');
    assert.ok(result.tests.some(({ trust }) => trust === 'trusted'));
    assert.ok(result.tests.every(({ kills, trust }) => kills > 0 || trust === 'trusted'));
    assert.deepEqual(folder.listing(), before);
    assert.equal(eider('tests', 'half.py:half', '--write', '--budget', '6').status, 0);
    assert.match(folder.read('test_half.py'), /^from half import half$/m);
  });

  it('tells a broken promise as a possible bug, and a missing function as an error', () => {
    folder = new Folder({ 'half.py': source.replace('n // 2', 'n // 3') });
    const wrong = eider('tests', 'half.py:half', '--budget', '6');
    assert.equal(wrong.status, 1, wrong.stderr);
    assert.match(wrong.stdout, /^possible bug: half\(4\) == 2, expected 2, but it gives 1$/m);
    const missing = eider('tests', 'half.py:third');
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /^eider: .*third/);
  });
});

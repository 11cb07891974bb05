import * as assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { createDebugger } from '../../src/core';
import type { LanguageId } from '../../src/core/model/focalFunction';
import { verificationText } from '../../src/core/verification/verificationText';
import { languages } from '../../src/languages/registry';
import { createNodePorts } from '../../src/node/ports';

const assets = path.resolve(__dirname, '../../dist');
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

async function judged(name: string, languageId: LanguageId, text: string, select: string, code: string) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-verify-'));
  try {
    const file = { path: path.join(folder, name), languageId, text, version: 0 };
    await writeFile(file.path, text);
    const ports = createNodePorts({
      assets,
      workspaceRoot: folder,
      settings: () => ({ sandbox: 'preferred' }),
      log: silent,
    });
    const request = { file, select: { name: select }, code, by: 'a test', testPaths: [], seed: 1 };
    return await createDebugger(ports, languages).verify(request, AbortSignal.timeout(60_000));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const python = `class Range:
    def middle(self, low: int, high: int) -> int:
        """
        >>> Range().middle(2, 4)
        3
        >>> Range().middle(0, 0)
        0
        """
        return low + high


def unknown(n: int):
    return n
`;

describe('the verification of a given candidate', function () {
  this.timeout(60_000);

  it('is plausible when every trusted test passes, and tells where the behaviour changes', async () => {
    const code = 'def middle(self, low: int, high: int) -> int:\n    return (low + high) // 2';
    const found = await judged('ranges.py', 'python', python, 'Range.middle', code);
    assert.ok(found.kind === 'ran');
    assert.ok(found.ranked.plausible);
    assert.deepEqual(
      [...found.after.values()].map((v) => v.kind),
      ['passed', 'passed'],
    );
    const text = verificationText(found);
    assert.match(text, /^Plausible: .* Range\.middle\./);
    assert.match(text, /Failed before and pass now: 1\./);
  });

  it('is rejected with the failing test, expected and actual value', async () => {
    const code = '```python\ndef middle(self, low: int, high: int) -> int:\n    return low\n```';
    const found = await judged('ranges.py', 'python', python, 'Range.middle', code);
    const text = verificationText(found);
    assert.match(text, /^Rejected: 1 test fails with this version of Range\.middle\./);
    assert.match(text, /failed: Range\(\)\.middle\(2, 4\) == 3\n {2}expected: 3\n {2}actual: {3}2/);
  });

  it('judges the function as it is, too', async () => {
    const code = 'def middle(self, low: int, high: int) -> int:\n    return low + high';
    const found = await judged('ranges.py', 'python', python, 'Range.middle', code);
    assert.ok(found.kind === 'ran');
    assert.match(verificationText(found), /^Rejected: 1 test fails/);
    assert.deepEqual(found.differences, []);
  });

  it('says what a candidate breaks', async () => {
    const code = 'def middle(self, low: int, high: int) -> int:\n    return 3';
    const text = verificationText(await judged('ranges.py', 'python', python, 'Range.middle', code));
    assert.match(text, /Failed before and pass now: 1\.\nPassed before and fail now: 1\./);
  });

  it('claims nothing where no trusted test says anything', async () => {
    const text = verificationText(
      await judged('ranges.py', 'python', python, 'unknown', 'def unknown(n: int):\n    return n + 1'),
    );
    assert.match(text, /^Not verified: no trusted test says what unknown should do/);
    assert.match(text, /acts differently from the present function:\n- unknown\(/);
  });

  it('runs nothing of what is no replacement of the function', async () => {
    for (const [code, words] of [
      ['I would return the half.', /there is no code/],
      ['def other(a):\n    return a', /defines another function/],
      ['def middle(self, low, high):\n    return (low + ', /not a function of this language/],
      ['def test_middle():\n    assert True', /another function|is a test/],
    ] as const) {
      const found = await judged('ranges.py', 'python', python, 'Range.middle', code);
      assert.equal(found.kind, 'unreadable', code);
      assert.match(verificationText(found), words);
    }
  });

  it('warns of what it sees without running', async () => {
    const code =
      'import os\n\n\ndef middle(self, low: int, high: int) -> int:\n    os.system("true")\n    return (low + high) // 2';
    const text = verificationText(await judged('ranges.py', 'python', python, 'Range.middle', code));
    assert.match(text, /Found without running it:\n- .*os/);
  });

  it('knows TypeScript as well', async () => {
    const source = `/**
 * \`half(4) => 2\`
 *
 * half(4) => 2
 */
export function half(n: number): number {
  return n;
}
`;
    const found = await judged(
      'half.ts',
      'typescript',
      source,
      'half',
      'function half(n: number): number {\n  return n / 2;\n}',
    );
    assert.match(verificationText(found), /^Plausible: .* half\./);
  });
});

import * as assert from 'node:assert/strict';
import { HumanError } from '../../../../src/core/errors';
import { classifyTestPath, type NamedTests } from '../../../../src/core/oracle/assertionScripts';
import type { LanguageId } from '../../../../src/core/model/focalFunction';
import { focalOf } from '../../../doubles/focal';
import { syntax } from '../../../doubles/grammars';

async function classify(languageId: LanguageId, name: string, text: string | undefined): Promise<NamedTests> {
  const source = languageId === 'python' ? 'def area(x):\n    return x\n' : 'export function area(x) { return x; }\n';
  const path = languageId === 'python' ? '/project/shapes.py' : '/project/shapes.js';
  const focal = await focalOf(languageId, source, 'area', path);
  const workspace = {
    root: '/project',
    read: (file: string) => Promise.resolve(file === `/project/${name}` ? text : undefined),
    find: () => Promise.resolve([]),
  };
  return classifyTestPath(syntax, workspace, focal, `/project/${name}`, new AbortController().signal);
}

const kindOf = (named: NamedTests): string => (named.kind === 'file' ? named.file.framework : 'script');

describe('test files named by the user', () => {
  const cases: [string, LanguageId, string, string][] = [
    ['pytest', 'python', 'checks.py', 'from shapes import area\ndef test_area():\n    assert area(1) == 1\n'],
    ['pytest', 'python', 'checks.py', 'import pytest\ndef test_area():\n    assert 1\n'],
    [
      'unittest',
      'python',
      'checks.py',
      'import unittest\nclass T(unittest.TestCase):\n    def test_a(self): self.assertTrue(1)\n',
    ],
    ['script', 'python', 'checks.py', 'assert area(1) == 1\nassert area(2) == 2\n'],
    ['script', 'python', 'checks.py', 'def check(f):\n    for i in [1]:\n        assert f(i) == i\n\ncheck(area)\n'],
    ['script', 'python', 'checks.py', 'def test_one():\n    assert area(1) == 1\n\ntest_one()\n'],
    ['script', 'python', 'checks.py', 'def test_one():\n    assert area(1) == 1\n'],
    [
      'node:test',
      'javascript',
      'checks.mjs',
      "import test from 'node:test';\nimport { area } from './shapes.js';\ntest('a', () => {});\n",
    ],
    ['vitest', 'javascript', 'checks.ts', "import { it } from 'vitest';\nit('a', () => {});\n"],
    ['script', 'javascript', 'checks.js', 'console.assert(area(1) === 1);\n'],
    [
      'script',
      'javascript',
      'checks.js',
      "const assert = require('node:assert');\nassert(area(1));\nassert.equal(area(2), 2);\n",
    ],
    ['script', 'javascript', 'checks.js', 'const check = () => { console.assert(area(1) === 1); };\ncheck();\n'],
  ];
  for (const [expected, languageId, name, text] of cases) {
    it(`${languageId}: ${expected} for ${JSON.stringify(text)}`, async () => {
      assert.equal(kindOf(await classify(languageId, name, text)), expected);
    });
  }

  it('hands a script over whole, with an id', async () => {
    const named = await classify('python', 'checks.py', 'assert area(1) == 1\n');
    assert.deepEqual(named, {
      kind: 'script',
      script: { id: 'script:/project/checks.py', path: '/project/checks.py', text: 'assert area(1) == 1\n' },
    });
  });

  const refused: [string, string, string | undefined, RegExp][] = [
    ['fileNotFound', 'gone.py', undefined, /cannot be read/],
    ['badTests', 'checks.js', 'console.assert(1)', /no Python file/],
    ['badTests', 'notes.txt', 'assert', /no Python file/],
    ['badTests', 'checks.py', 'print(1)\n', /no test and no assertion/],
  ];
  for (const [id, name, text, message] of refused) {
    it(`refuses ${name} (${JSON.stringify(text)}) with ${id}`, async () => {
      await assert.rejects(classify('python', name, text), (error) => {
        assert.ok(error instanceof HumanError);
        assert.equal(error.id, id);
        assert.match(error.message, message);
        assert.notEqual(error.next, '');
        return true;
      });
    });
  }
});

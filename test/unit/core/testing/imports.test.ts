import assert from 'node:assert/strict';
import {
  exportOf,
  pythonModule,
  relativeModule,
  withJavaScriptImport,
  withPythonImports,
} from '../../../../src/core/testing/writing/imports';

const same = (text: string): string => text;

describe('imports of a test file', () => {
  it('are merged into the line that imports from the module already', () => {
    const lines = ['from shop.cart import total', '', 'def test_x(): pass'];
    assert.deepEqual(withPythonImports(lines, { module: 'shop.cart', names: ['total', 'discount'] }, []), [
      'from shop.cart import total, discount',
      ...lines.slice(1),
    ]);
    const js = ["import { total } from '../cart.js';", "import { test } from 'node:test';"];
    assert.deepEqual(
      withJavaScriptImport(js, { module: '../cart.js', names: ['discount', 'total'], esm: true }, same),
      ["import { total, discount } from '../cart.js';", js[1]],
    );
  });

  it('are added after the last import, a wrapped one included, and after the docstring of a file without any', () => {
    const wrapped = ['from shop.cart import (', '    total,', ')', '', 'x = 1'];
    assert.deepEqual(withPythonImports(wrapped, { module: 'shop.cart', names: ['total'] }, ['pytest']), [
      ...wrapped.slice(0, 3),
      'import pytest',
      ...wrapped.slice(3),
    ]);
    const described = ['"""Tests', 'of the cart."""', 'x = 1'];
    assert.deepEqual(withPythonImports(described, { module: 'cart', names: ['total'] }, []), [
      ...described.slice(0, 2),
      'from cart import total',
      'x = 1',
    ]);
  });

  it('stand above the first test of a file that has nothing else', () => {
    const tests = ['# Eider: total, present behaviour, 00000000', 'def test_total():', '    assert total([]) == 0'];
    assert.deepEqual(withPythonImports(tests, { module: 'cart', names: ['total'] }, []), [
      'from cart import total',
      ...tests,
    ]);
  });

  it('follow how the module exports', () => {
    assert.equal(exportOf('export const f = () => 1;', 'f'), 'named');
    assert.equal(exportOf('export default function f() {}', 'f'), 'default');
    assert.equal(exportOf('function f() {}\nexport { g, f };', 'f'), 'named');
    assert.equal(exportOf('function f() {}\nmodule.exports = { f, g };', 'f'), 'commonjs');
    assert.equal(exportOf('function f() {}\nmodule.exports = f;', 'f'), 'commonjsWhole');
    assert.equal(exportOf('function f() {}', 'f'), undefined);
    const whole = { module: './f', names: [], whole: 'f', esm: false };
    assert.deepEqual(withJavaScriptImport(["'use strict';"], whole, same), [
      "'use strict';",
      "const f = require('./f');",
    ]);
  });

  it('keep the sign $ of a name', () => {
    for (const name of ['$store', 'price$', '$', '$$', 'a$b']) {
      assert.equal(exportOf(`export const ${name} = () => 1;`, name), 'named');
      assert.equal(exportOf(`function ${name}() {}\nexport { g, ${name} };`, name), 'named');
      assert.equal(exportOf(`module.exports = { g, ${name} };`, name), 'commonjs');
      assert.equal(exportOf(`export const x${name} = 1;`, name), undefined);
      const lines = ["import { g } from './f';"];
      const wanted = { module: './f', names: [name], esm: true };
      assert.deepEqual(withJavaScriptImport(lines, wanted, same), [`import { g, ${name} } from './f';`]);
      assert.deepEqual(withJavaScriptImport(["import {} from './f';"], wanted, same), [
        `import { ${name} } from './f';`,
      ]);
    }
  });

  it('name modules as seen from the test file', () => {
    assert.equal(relativeModule('/p/test/a.test.ts', '/p/src/a.ts'), '../src/a');
    assert.equal(relativeModule('/p/src/a.test.ts', '/p/src/a.ts'), './a');
    assert.equal(pythonModule('/p/shop/cart.py', new Set(['/p/shop'])), 'shop.cart');
    assert.equal(pythonModule('/p/cart.py', new Set()), 'cart');
  });
});

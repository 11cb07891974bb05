import assert from 'node:assert/strict';
import { propertyLibrary } from '../../../../src/core/testing/generators/library';
import { argumentsLike } from '../../../../src/core/testing/generators/arbitraries';
import { parseArguments } from '../../../../src/core/oracle/inputs/literal';
import type { Dialect } from '../../../../src/core/oracle/inputs/value';
import type { Workspace } from '../../../../src/core/ports';
import { focalOf } from '../../../doubles/focal';

const memoryWorkspace = (files: Readonly<Record<string, string>>): Workspace => ({
  root: '/project',
  read: (path) => Promise.resolve(files[path]),
  find: () => Promise.resolve([]),
});

function like(calls: readonly string[], dialect: Dialect): string | undefined {
  const lists = calls.map((call) => (parseArguments(call, 0, dialect)?.args ?? []).map(({ value }) => value));
  return argumentsLike(lists, dialect === 'python' ? 'hypothesis' : 'fast-check')?.source;
}

describe('arguments drawn by a property library', () => {
  for (const [calls, python, javascript] of [
    [['(3)', '(-1)'], 'st.integers(-1, 3)', 'fc.integer({ min: -1, max: 3 })'],
    [['(3)', '(0.5)'], 'st.floats(0.5, 3)', 'fc.double({ min: 0.5, max: 3, noNaN: true })'],
    [
      ['([1, 2])', '([])'],
      'st.lists(st.integers(1, 2), max_size=2)',
      'fc.array(fc.integer({ min: 1, max: 2 }), { maxLength: 2 })',
    ],
    [
      ["('ab')", "('c')"],
      "st.text('abc', min_size=1, max_size=2)",
      "fc.array(fc.constantFrom(...'abc'), { minLength: 1, maxLength: 2 }).map((all) => all.join(''))",
    ],
    [
      ["('a', 1)", "('a', 2)", "('b', 1)", "('a', 3)", "('b', 2)", "('a', 1)", "('a', 4)", "('b', 2)"],
      "st.sampled_from(['a', 'b']), st.integers(1, 4)",
      "fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 4 })",
    ],
    [
      ["({'a': 1, 'b': [2]})", "({'a': 3, 'b': [4]})"],
      "st.fixed_dictionaries({'a': st.integers(1, 3), 'b': st.lists(st.integers(2, 4), min_size=1, max_size=1)})",
      "fc.record({ 'a': fc.integer({ min: 1, max: 3 }), 'b': fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 1 }) })",
    ],
    [
      ["({'a': 1})", "({'b': 3, 'c': 2})"],
      "st.dictionaries(st.text('abc', min_size=1, max_size=1), st.integers(1, 3), max_size=2)",
      "fc.dictionary(fc.array(fc.constantFrom(...'abc'), { minLength: 1, maxLength: 1 }).map((all) => all.join('')), fc.integer({ min: 1, max: 3 }), { maxKeys: 2 })",
    ],
  ] as const) {
    it(`are like ${calls.join(' ')}`, () => {
      assert.equal(like(calls, 'python'), `st.tuples(${python})`);
      assert.equal(like(calls, 'javascript'), `fc.tuple(${javascript})`);
    });
  }

  it('are of either kind where both were seen', () => {
    assert.equal(like(['(None)', '(True)'], 'python'), 'st.tuples(st.none() | st.booleans())');
    assert.equal(like(['(null)', '(true)'], 'javascript'), 'fc.tuple(fc.oneof(fc.constant(null), fc.boolean()))');
  });

  it('are not drawn where arguments are no plain data or differ in number', () => {
    assert.equal(like(['(open(1))'], 'python'), undefined);
    assert.equal(like(['(1)', '(1, 2)'], 'python'), undefined);
    assert.equal(like(['(new Map([[1, 2]]))'], 'javascript'), undefined);
  });
});

describe('the property library of a project', () => {
  const { signal } = new AbortController();
  const inPython = (files: Readonly<Record<string, string>>, texts: readonly string[] = []) =>
    focalOf('python', 'def f(a):\n    return a\n', 'f', '/project/pkg/f.py').then((focal) =>
      propertyLibrary(focal, memoryWorkspace(files), texts, signal),
    );

  it('is what its manifest or its tests name', async () => {
    assert.equal(await inPython({ '/project/requirements-dev.txt': 'pytest\nhypothesis>=6\n' }), 'hypothesis');
    assert.equal(
      await inPython({ '/project/pyproject.toml': '[dependency-groups]\ndev = [\n  "hypothesis",\n]\n' }),
      'hypothesis',
    );
    assert.equal(await inPython({}, ['import pytest\nfrom hypothesis import given\n']), 'hypothesis');
    assert.equal(await inPython({ '/project/requirements.txt': 'pytest\n' }, ['# no hypothesis here\n']), undefined);
  });

  it('is fast-check where a package depends on it', async () => {
    const focal = await focalOf('javascript', 'export function f(a) {\n  return a;\n}\n', 'f', '/project/src/f.js');
    const library = (manifest: string) =>
      propertyLibrary(focal, memoryWorkspace({ '/project/package.json': manifest }), [], signal);
    assert.equal(await library('{"devDependencies": {"fast-check": "^4.0.0"}}'), 'fast-check');
    assert.equal(await library('{"devDependencies": {"mocha": "*"}}'), undefined);
  });
});

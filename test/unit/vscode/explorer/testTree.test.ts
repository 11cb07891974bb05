import * as assert from 'node:assert/strict';
import type { GeneratedSuite } from '../../../../src/core/model/generation';
import type { FoundTest } from '../../../../src/core/testRun/findTests';
import { projectTest, testTree, type Sources } from '../../../../src/vscode/explorer/testTree';
import { file, focal, recordOf, tests } from '../../../doubles/scriptedDebugger';

const written: FoundTest = {
  path: '/project/test_top.py',
  framework: 'pytest',
  selector: 'test_top_of_one',
  name: 'test_top_of_one',
  line: 7,
  lastLine: 8,
  generated: { focal: { path: file.path, name: 'top', line: 0 }, basis: 'observation', edited: true },
};
const [example] = tests;
assert.ok(example?.kind === 'example');
const suite: GeneratedSuite = {
  focal,
  tests: [{ name: 'returns 3', basis: 'docstring', trust: 'trusted', checks: [example], kills: 1 }],
  possibleBugs: [],
  inputs: { run: 0, stable: 0 },
  mutants: { run: 0, killed: 0 },
  changes: [],
  runtime: '',
  containment: 'sandboxed',
};
const shown = (sources: Partial<Sources>) =>
  testTree({ runs: [], found: [], waiting: [], ...sources }).flatMap(({ path, functions }) =>
    functions.flatMap((f) => f.tests.map((test) => [path, f.name, test.label, test.description, test.line])),
  );

describe('the tree of tests', () => {
  it('holds the tests that runs used, trusted', () => {
    assert.deepEqual(shown({ runs: [recordOf()] }), [
      [file.path, 'top', 'top([1, 3]) == 3', 'trusted · docstring example', 3],
      [file.path, 'top', 'test_single', 'trusted · your test', 4],
    ]);
  });

  it('holds what Eider wrote and what waits, trusted ones first', () => {
    assert.deepEqual(shown({ found: [written], waiting: [suite] }), [
      [file.path, 'top', 'returns 3', 'trusted · docstring example · not written yet', 0],
      [file.path, 'top', 'test_top_of_one', 'plausible · present behaviour · edited', 7],
    ]);
  });

  it('trusts an answer that was kept in the project', () => {
    const { generated } = written;
    assert.ok(generated);
    const answer: FoundTest = { ...written, generated: { ...generated, basis: 'answer', edited: false } };
    assert.deepEqual(shown({ found: [answer] }), [[file.path, 'top', 'test_top_of_one', 'trusted · your answer', 7]]);
  });

  it('shows a test once, as what Eider wrote it as, though a run found it in the project', () => {
    const run = recordOf([
      { kind: 'captured', focal },
      {
        kind: 'tests',
        tests: [
          {
            kind: 'project',
            id: 'any',
            title: '',
            trust: 'trusted',
            source: 'project',
            framework: 'pytest',
            path: written.path,
            selector: written.selector,
          },
        ],
        runtime: '',
        containment: 'sandboxed',
      },
    ]);
    assert.deepEqual(
      shown({ runs: [run], found: [written] }).map(([, , , description]) => description),
      ['plausible · present behaviour · edited'],
    );
  });

  it('leaves out the tests of files that nobody used, and knows the lines of those that were', () => {
    const { generated, ...mine } = { ...written, selector: 'test_top.py::test_single', line: 11 };
    assert.ok(generated);
    assert.deepEqual(shown({ found: [mine] }), []);
    assert.deepEqual(shown({ runs: [recordOf()], found: [mine] })[1]?.[4], 11);
  });

  it('tells tests of one name apart by their suites', () => {
    const twin = (selector: string): FoundTest => ({ ...written, framework: 'vitest', selector, name: 'works' });
    assert.deepEqual(
      shown({ found: [twin('a > works'), twin('b > works')] }).map(([, , label]) => label),
      ['a > works', 'b > works'],
    );
  });

  it('has debuggable tests where a framework runs them', () => {
    const [{ functions } = { functions: [] }] = testTree({ runs: [recordOf()], found: [], waiting: [suite] });
    assert.deepEqual(
      functions[0]?.tests.map((test) => projectTest(test)?.framework),
      [undefined, undefined, 'pytest'],
    );
  });
});

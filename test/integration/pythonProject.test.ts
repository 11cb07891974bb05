import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import type { FrameworkId, Verdict } from '../../src/core/model/test';
import { Folder, openPython, type PythonSession } from './executorSupport';

const source = `def f(x):
    if x < 0:
        raise ValueError("negative")
    return x * 2
`;

const pytestFile = `import pytest

from shop.prices import f


@pytest.fixture
def two():
    return 2


def test_plain(two):
    assert f(two) == 4


@pytest.mark.parametrize("x, y", [(1, 2), (3, 6), (5, 11)])
def test_cases(x, y):
    assert f(x) == y


class TestGroup:
    def test_raises(self):
        with pytest.raises(ValueError, match="negative"):
            f(-1)

    def test_error(self):
        assert f(-1) == 0


@pytest.mark.skip(reason="later")
def test_skipped():
    assert f(1) == 0


@pytest.mark.xfail
def test_expected_failure():
    assert f(1) == 0


def test_writes(tmp_path):
    (tmp_path / "file").write_text(str(f(1)))
    assert (tmp_path / "file").read_text() == "2"
`;

const unittestFile = `import unittest
from shop import prices


class PricesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.two = 2

    def test_double(self):
        self.assertEqual(prices.f(self.two), 4)

    def test_wrong(self):
        self.assertEqual(prices.f(1), 3)

    def test_error(self):
        prices.f(-1)

    def test_parts(self):
        for x in (1, 2):
            with self.subTest(x=x):
                self.assertEqual(prices.f(x), 2)

    @unittest.skip("later")
    def test_skipped(self):
        pass
`;

const hasPytest = spawnSync('python3', ['-c', 'import pytest']).status === 0;

for (const [framework, file, text] of [
  ['pytest', 'tests/test_prices.py', pytestFile],
  ['unittest', 'tests/test_prices_unit.py', unittestFile],
] as const satisfies readonly (readonly [FrameworkId, string, string])[]) {
  describe(`Python tests of the project: ${framework}`, () => {
    let folder: Folder;
    let python: PythonSession;
    let untouched: readonly string[];

    before(async function () {
      if (framework === 'pytest' && !hasPytest) this.skip();
      folder = new Folder({ 'shop/__init__.py': '', 'shop/prices.py': source, [file]: text, 'conftest.py': '' });
      untouched = folder.listing();
      python = await openPython(folder, 'shop/prices.py', source, {
        testFiles: [{ path: folder.path(file), framework }],
      });
    });
    after(async () => {
      if (framework === 'pytest' && !hasPytest) return;
      await python.session[Symbol.asyncDispose]();
      folder.remove();
    });

    const kinds = (verdicts: ReadonlyMap<string, Verdict>) =>
      Object.fromEntries(
        python.session.tests.map((test) => [
          test.kind === 'project' ? test.selector : '',
          verdicts.get(test.id)?.kind ?? 'none',
        ]),
      );

    const right =
      framework === 'pytest'
        ? {
            test_plain: 'passed',
            'test_cases[1-2]': 'passed',
            'test_cases[3-6]': 'passed',
            'test_cases[5-11]': 'failed',
            'TestGroup::test_raises': 'passed',
            'TestGroup::test_error': 'errored',
            test_skipped: 'inconclusive',
            test_expected_failure: 'inconclusive',
            test_writes: 'passed',
          }
        : {
            'PricesTest.test_double': 'passed',
            'PricesTest.test_wrong': 'failed',
            'PricesTest.test_error': 'errored',
            'PricesTest.test_parts': 'failed',
            'PricesTest.test_skipped': 'inconclusive',
          };

    it('are collected with their lines', () => {
      assert.deepStrictEqual(python.session.notes, []);
      assert.deepStrictEqual(
        new Set(python.session.tests.map((t) => t.kind === 'project' && t.selector)),
        new Set(Object.keys(right)),
      );
      const named = python.session.tests.find((test) =>
        test.title.startsWith(framework === 'pytest' ? 'test_plain' : 'PricesTest.test_double'),
      );
      assert.strictEqual(
        named?.at?.line,
        text.split('\n').findIndex((line) => /def test_(plain|double)/.test(line)),
      );
    });

    it('give a verdict each', async () => {
      assert.deepStrictEqual(kinds(await python.verdicts(python.session.tests)), right);
    });

    it('see the candidate at the original path', async () => {
      const verdicts = kinds(
        await python.verdicts(python.session.tests, 'def f(x):\n    return 6 if x == 3 else 11\n'),
      );
      const passed = Object.keys(verdicts).filter((name) => verdicts[name] === 'passed');
      assert.deepStrictEqual(
        passed,
        framework === 'pytest' ? ['test_cases[3-6]', 'test_cases[5-11]'] : ['PricesTest.test_error'],
      );
    });

    it('tell expected and actual value', async () => {
      const test = python.session.tests.find(({ title }) => /test_cases\[5-11\]|test_wrong/.test(title));
      assert.ok(test);
      const verdict = (await python.verdicts([test])).get(test.id);
      assert.ok(verdict?.kind === 'failed');
      assert.deepStrictEqual([verdict.actual, verdict.expected], framework === 'pytest' ? ['10', '11'] : ['2', '3']);
    });

    it('run alone, in the order asked for, without the others', async () => {
      const [first, second] = [python.session.tests[1], python.session.tests[0]];
      assert.ok(first && second);
      assert.deepStrictEqual([...(await python.verdicts([first, second])).keys()], [first.id, second.id]);
    });

    it('survive an endless loop in one of them', async () => {
      const source = 'def f(x):\n    while x == 2:\n        pass\n    return x * 2\n';
      const verdicts = Object.values(kinds(await python.verdicts(python.session.tests, source)));
      assert.ok(verdicts.includes('timedOut') && verdicts.includes(framework === 'pytest' ? 'passed' : 'failed'));
    });

    it('fail when the candidate does not load in them', async () => {
      const result = await python.run(python.session.tests, { source: 'def f(x:\n' });
      assert.strictEqual(result.kind, 'notLoaded');
    });

    it('give the lines they run', async () => {
      const result = await python.run(python.session.tests, { coverage: true });
      assert.ok(result.kind === 'ran');
      const test = python.session.tests.find(({ title }) => /test_plain|test_double/.test(title));
      assert.deepStrictEqual(result.coverage?.get(test?.id ?? ''), [1, 3]);
    });

    it('leave the workspace as it was', () => {
      assert.deepStrictEqual(folder.listing(), untouched);
    });
  });
}

describe('Python tests of the project', () => {
  it('get a verdict each in a project that stops at its first failure and takes warnings for errors', async function () {
    if (!hasPytest) this.skip();
    const folder = new Folder({
      'pytest.ini': '[pytest]\naddopts = -x\nfilterwarnings = error\n',
      'test_a.py':
        'from a import f\n\n\ndef test_wrong():\n    assert f(1) == 3\n\n\ndef test_right():\n    assert f(1) == 2\n',
    });
    const python = await openPython(folder, 'a.py', 'def f(x):\n    return x * 2\n', {
      testFiles: [{ path: folder.path('test_a.py'), framework: 'pytest' }],
    });
    const verdicts = await python.verdicts(python.session.tests);
    await python.session[Symbol.asyncDispose]();
    folder.remove();
    assert.deepStrictEqual(
      [...verdicts.values()].map(({ kind }) => kind),
      ['failed', 'passed'],
    );
  });

  it('name a framework that is missing', async function () {
    const venv = new Folder({});
    const made = spawnSync('python3', ['-m', 'venv', '--without-pip', venv.path('.venv')]);
    if (made.status !== 0) this.skip();
    const file = venv.write('test_a.py', 'def test_a():\n    pass\n');
    const python = await openPython(venv, 'a.py', 'def f():\n    pass\n', {
      testFiles: [{ path: file, framework: 'pytest' }],
    });
    try {
      assert.match(python.session.notes.join(), /pytest is not installed for .*\.venv.*, so test_a\.py cannot be run/);
    } finally {
      await python.session[Symbol.asyncDispose]();
      venv.remove();
    }
  });
});

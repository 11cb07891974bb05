import assert from 'node:assert';
import type { TestScript } from '../../src/core/model/execution';
import type { Verdict } from '../../src/core/model/test';
import { Folder, openPython, type PythonSession } from './executorSupport';

const source = `def f(x):
    if x == 7:
        raise ValueError("seven")
    while x == 8:
        pass
    return x * 2


def check_later(value):
    return value
`;

describe('Python scripts of assertions', () => {
  let folder: Folder;
  const opened: PythonSession[] = [];

  before(() => {
    folder = new Folder({});
  });
  after(async () => {
    for (const one of opened) await one.session[Symbol.asyncDispose]();
    folder.remove();
  });

  /** Verdicts by zero-based line of the script. */
  const run = async (text: string, focal = source): Promise<ReadonlyMap<number, Verdict>> => {
    const script: TestScript = { id: 's', path: folder.path('check_f.py'), text };
    const python = await openPython(folder, 'doubling.py', source, { scripts: [script] });
    opened.push(python);
    const tests = python.session.tests;
    const verdicts = await python.verdicts(tests, focal);
    return new Map(
      tests.map((test) => {
        assert.ok(test.kind === 'script');
        const verdict = verdicts.get(test.id);
        assert.ok(verdict, `no verdict for line ${test.line}`);
        return [test.line, verdict];
      }),
    );
  };
  const kinds = (verdicts: ReadonlyMap<number, Verdict>) => [...verdicts].map(([line, { kind }]) => `${line} ${kind}`);

  it('report each assertion by itself and go on after a failure', async () => {
    const verdicts = await run('assert f(1) == 2\nassert f(2) == 5\nassert f(7) == 14\nassert f(3) == 6\n');
    assert.deepStrictEqual(kinds(verdicts), ['0 passed', '1 failed', '2 errored', '3 passed']);
    const [failed, errored] = [verdicts.get(1), verdicts.get(2)];
    assert.ok(failed?.kind === 'failed' && errored?.kind === 'errored');
    assert.deepStrictEqual([failed.input, failed.expected, failed.actual], ['f(2)', '5', '4']);
    assert.deepStrictEqual([errored.errorType, errored.message, errored.line], ['ValueError', 'seven', 2]);
  });

  it('go on after an endless loop', async () => {
    const verdicts = await run('assert f(1) == 2\nassert f(8) == 16\nassert f(3) == 6\n');
    assert.deepStrictEqual(kinds(verdicts), ['0 passed', '1 timedOut', '2 passed']);
  });

  it('find assertions at any depth and show the input of a loop', async () => {
    const text = 'def check(g):\n    for x, y in [(1, 2), (2, 9)]:\n        assert g(x) == y\n\n\ncheck(f)\n';
    const verdict = (await run(text)).get(2);
    assert.ok(verdict?.kind === 'failed');
    assert.deepStrictEqual([verdict.input, verdict.expected, verdict.actual], ['g(2)', '9', '4']);
  });

  it('leave assertions undecided that are never reached', async () => {
    assert.deepStrictEqual(kinds(await run('if f(1) == 3:\n    assert f(2) == 4\nassert f(3) == 6\n')), [
      '1 inconclusive',
      '2 passed',
    ]);
  });

  it('fail what comes after an exception between assertions', async () => {
    assert.deepStrictEqual(kinds(await run('assert f(1) == 2\nf(7)\nassert f(2) == 4\n')), ['0 passed', '2 errored']);
  });

  it('import the candidate by its name', async () => {
    const verdicts = await run(
      'from doubling import f as g\nimport doubling\nassert g(1) == 3\nassert doubling.f(1) == 3\n',
      'f = lambda x: x + 2\n',
    );
    assert.deepStrictEqual(kinds(verdicts), ['2 passed', '3 passed']);
  });

  it('run the part for the main program', async () => {
    assert.deepStrictEqual(kinds(await run('if __name__ == "__main__":\n    assert f(1) == 2\n')), ['1 passed']);
  });

  it('judge with built-ins that the candidate did not replace', async () => {
    const candidate =
      'import builtins\ndef f(x):\n    builtins.isinstance = lambda *_: True\n    builtins.len = lambda _: 3\n    return []\n';
    const verdicts = await run('assert isinstance(f(1), int)\nassert len(f(1)) == 3\nassert not f(1)\n', candidate);
    assert.deepStrictEqual(kinds(verdicts), ['0 failed', '1 failed', '2 errored']);
  });

  it('name a script that is no Python and run the rest', async () => {
    const bad: TestScript = { id: 'bad', path: folder.path('bad.py'), text: 'assert (' };
    const python = await openPython(folder, 'doubling.py', source, { scripts: [bad] });
    opened.push(python);
    assert.deepStrictEqual(python.session.tests, []);
    assert.match(python.session.notes.join(), /bad\.py is no valid Python/);
  });
});

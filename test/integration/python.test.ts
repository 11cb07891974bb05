import assert from 'node:assert';
import type { Expected, Verdict } from '../../src/core/model/test';
import { example, Folder, openPython, probe, property, verdictOf, type PythonSession } from './executorSupport';

const source = `"""Functions of many kinds."""
import asyncio
import functools
from dataclasses import dataclass

counter = []


def f(x):
    return x * 2


def hang(n):
    while n:
        pass
    return n


def boom(x):
    raise ValueError(f"bad {x}")


async def later(x):
    await asyncio.sleep(0)
    return x


async def stream(n):
    for i in range(n):
        yield i


def count(n):
    for i in range(n):
        yield i


@functools.lru_cache(maxsize=None)
def cached(x):
    return x + 1


def outer(x):
    def inner(y):
        return y * x

    return inner(3)


@dataclass
class Point:
    x: int
    y: int = 0

    def moved(self, by):
        return Point(self.x + by, self.y)

    @staticmethod
    def origin():
        return Point(0)

    @classmethod
    def at(cls, x):
        return cls(x)

    @property
    def size(self):
        return abs(self.x) + abs(self.y)


def remember(x):
    counter.append(x)
    return len(counter)


def third():
    return 1 / 3


def nan():
    return float("nan")


def pair(x):
    return (x, {x: [x]})


def shout(text):
    print(text.upper())


def sort_in_place(items):
    items.sort()


def give(x):
    return x
`;

const printed = (text: string): Expected => ({ kind: 'printed', text });
const throws = (type: string, message?: string): Expected => ({
  kind: 'throws',
  type,
  ...(message !== undefined && { message }),
});

describe('Python executor', () => {
  let folder: Folder;
  let python: PythonSession;

  before(async () => {
    folder = new Folder({});
    python = await openPython(folder, 'many kinds.py', source);
  });
  after(async () => {
    await python.session[Symbol.asyncDispose]();
    folder.remove();
  });

  const kindOf = async (test: Parameters<typeof verdictOf>[1], text?: string): Promise<Verdict['kind']> =>
    (await verdictOf(python, test, text)).kind;

  it('names its runtime', () => {
    assert.match(python.session.runtime, /^Python 3\.\d+\.\d+$/);
  });

  describe('examples', () => {
    const right: readonly (readonly [string, Expected | string, string[]?])[] = [
      ['f(2)', '4'],
      ['f(x)', 'x + x', ['x = 21']],
      ['f("ab")', "'abab'"],
      ['later(3)', '3'],
      ['await later(3)', '3'],
      ['stream(3)', '[0, 1, 2]'],
      ['count(3)', '[0, 1, 2]'],
      ['list(count(2))', '[0, 1]'],
      ['cached(1)', '2'],
      ['outer(2)', '6'],
      ['Point(1).moved(2)', 'Point(3, 0)'],
      ['Point.origin()', 'Point(0, 0)'],
      ['Point.at(4).size', '4'],
      ['third()', '0.3333333333'],
      ['nan()', 'float("nan")'],
      ['pair(1)', '(1, {1: [1]})'],
      ['give(True)', '1'],
      ['give({3, 1})', '{1, 3}'],
      ['boom(1)', throws('ValueError')],
      ['boom(1)', throws('ValueError', 'bad 1')],
      ['boom(1)', throws('Exception')],
      ['f(2)', printed('4')],
      ['shout("a")', printed('A')],
      ['Point(1)', printed('Point(x=1, y=0)')],
      ['give({"b": 1, "a": 2})', printed("{'a': 2, 'b': 1}")],
      ['give(list(range(20)))', printed('[0, 1, ..., 19]')],
      ['third()', printed('0.333333333333')],
      ['give(True)', printed('True')],
    ];
    for (const [call, expected, setup] of right) {
      it(`${call} gives ${typeof expected === 'string' ? expected : JSON.stringify(expected)}`, async () => {
        const verdict = await verdictOf(python, example(call, expected, setup));
        assert.strictEqual(verdict.kind, 'passed', JSON.stringify(verdict));
      });
    }

    const wrong: readonly (readonly [string, Expected | string])[] = [
      ['f(2)', '5'],
      ['third()', '0.333'],
      ['pair(1)', '[1, {1: [1]}]'],
      ['count(3)', '[0, 1]'],
      ['count(3)', '[0, 1, 2, 3]'],
      ['give(1)', printed('True')],
      ['shout("a")', printed('B')],
      ['f(2)', throws('ValueError')],
      ['boom(1)', throws('KeyError')],
      ['boom(1)', throws('ValueError', 'bad 2')],
      ['Point(1)', 'Point(2)'],
    ];
    for (const [call, expected] of wrong) {
      it(`${call} does not give ${typeof expected === 'string' ? expected : JSON.stringify(expected)}`, async () => {
        const verdict = await verdictOf(python, example(call, expected));
        assert.strictEqual(verdict.kind, 'failed', JSON.stringify(verdict));
      });
    }

    it('tells input, expected and actual value of a failure', async () => {
      const verdict = await verdictOf(python, example('pair(1)', '(1, 2)'));
      assert.ok(verdict.kind === 'failed');
      assert.deepStrictEqual(
        [verdict.input, verdict.expected, verdict.actual, verdict.observed],
        ['pair(1)', '(1, 2)', '(1, {1: [1]})', { kind: 'returned', repr: '(1, {1: [1]})', type: 'tuple' }],
      );
    });

    it('shows that nothing came where an example prints something', async () => {
      const verdict = await verdictOf(python, example('give(None)', printed('4')));
      assert.ok(verdict.kind === 'failed');
      assert.deepStrictEqual([verdict.expected, verdict.actual], ['4', 'None']);
    });

    it('tells type, message and line of an exception', async () => {
      const verdict = await verdictOf(python, example('boom(7)', '1'));
      assert.ok(verdict.kind === 'errored');
      const line = source.split('\n').findIndex((text) => text.includes('raise ValueError'));
      assert.deepStrictEqual([verdict.errorType, verdict.message, verdict.line], ['ValueError', 'bad 7', line]);
    });

    it('ends an endless loop and goes on with the next test', async () => {
      const [stuck, fine] = [example('hang(1)', '1'), example('f(1)', '2')];
      const verdicts = await python.verdicts([stuck, fine]);
      assert.deepStrictEqual(verdicts.get(stuck.id), { kind: 'timedOut', limitMs: 700 });
      assert.strictEqual(verdicts.get(fine.id)?.kind, 'passed');
    });

    it('starts every job with fresh module state', async () => {
      const first = example('remember(1)', '1');
      assert.strictEqual(await kindOf(first), 'passed');
      assert.strictEqual(await kindOf(first), 'passed');
    });

    it('stops at the first failure when asked to', async () => {
      const tests = [example('f(1)', '2'), example('f(1)', '3'), example('f(2)', '4')];
      const result = await python.run(tests, { stopAtFirstFailure: true });
      assert.ok(result.kind === 'ran');
      assert.deepStrictEqual([...result.verdicts.keys()], [tests[0]?.id, tests[1]?.id]);
    });

    it('keeps the verdicts before and after a time-out, in the order of the job', async () => {
      const tests = [example('f(1)', '2'), example('f(2)', '4'), example('hang(1)', '1'), example('f(3)', '6')];
      const kinds = async (options: object) => {
        const result = await python.run(tests, options);
        assert.ok(result.kind === 'ran');
        return [...result.verdicts].map(([id, { kind }]) => `${tests.findIndex((test) => test.id === id)} ${kind}`);
      };
      assert.deepStrictEqual(await kinds({}), ['0 passed', '1 passed', '2 timedOut', '3 passed']);
      assert.deepStrictEqual(await kinds({ stopAtFirstTimeout: true }), ['0 passed', '1 passed', '2 timedOut']);
    });

    it('says that a test is no Python instead of failing the candidate', async () => {
      assert.strictEqual(await kindOf(example('f(', '2')), 'inconclusive');
    });
  });

  describe('candidates', () => {
    it('runs the source it is given, not the file', async () => {
      assert.strictEqual(await kindOf(example('f(2)', '5'), source.replace('x * 2', 'x + 3')), 'passed');
    });

    it('reports a syntax error with its line', async () => {
      const text = source.replace('return x * 2', 'return x * (');
      const result = await python.run([example('f(2)', '4')], { source: text });
      assert.ok(result.kind === 'notLoaded');
      assert.strictEqual(result.errorType, 'SyntaxError');
      assert.strictEqual(
        result.line,
        text.split('\n').findIndex((line) => line.includes('x * (')),
      );
    });

    it('reports an exception while loading with its line', async () => {
      const result = await python.run([example('f(2)', '4')], { source: 'x = 1\ny = x / 0\n' });
      assert.ok(result.kind === 'notLoaded');
      assert.deepStrictEqual([result.errorType, result.line], ['ZeroDivisionError', 1]);
    });

    it('takes CRLF, a byte order mark and names that are not ASCII', async () => {
      const text = '\ufeffdef f(größe):\r\n\treturn größe + 1\r\n';
      assert.strictEqual(await kindOf(example('f(größe=1)', '2'), text), 'passed');
    });
  });

  describe('probes', () => {
    const observe = async (call: string, setup: string[] = []) => {
      const verdict = await verdictOf(python, probe(call, setup));
      assert.ok(verdict.kind === 'passed', JSON.stringify(verdict));
      return verdict.observed;
    };

    it('record value and type', async () => {
      assert.deepStrictEqual(await observe('f(2)'), { kind: 'returned', repr: '4', type: 'int' });
    });
    it('write sets and dictionaries in one order', async () => {
      const one = await observe('give({"b": {3, 1, 2}, "a": 1})');
      assert.deepStrictEqual(one, await observe('give({"a": 1, "b": {2, 3, 1}})'));
    });
    it('record exceptions', async () => {
      assert.deepStrictEqual(await observe('boom(1)'), { kind: 'threw', type: 'ValueError', message: 'bad 1' });
    });
    it('tell which arguments the call changed', async () => {
      const observed = await observe('sort_in_place([3, 1])');
      assert.ok(observed?.kind === 'returned');
      assert.strictEqual(observed.mutated, '[3, 1] is now [1, 3]');
    });
    it('are safe with cycles', async () => {
      const observed = await observe('give(x)', ['x = []', 'x.append(x)']);
      assert.ok(observed?.kind === 'returned');
      assert.strictEqual(observed.repr, '[…]');
    });
    it('cut long values but tell them apart', async () => {
      const [one, other] = [await observe('give("a" * 5000 + "b")'), await observe('give("a" * 5000 + "c")')];
      assert.ok(one?.kind === 'returned' && other?.kind === 'returned');
      assert.ok(one.repr.length < 2100);
      assert.notStrictEqual(one.repr, other.repr);
    });
  });

  describe('properties', () => {
    it('hold', async () => {
      assert.strictEqual(await kindOf(property('f', ['3'], 'result == 2 * args[0]')), 'passed');
    });
    it('fail with the input', async () => {
      const verdict = await verdictOf(python, property('f', ['1 + 2'], 'result > 10'));
      assert.ok(verdict.kind === 'failed');
      assert.deepStrictEqual([verdict.input, verdict.actual], ['f(3)', '6']);
    });
    it('see the arguments as they were before the call', async () => {
      assert.strictEqual(await kindOf(property('sort_in_place', ['[3, 1]'], 'args[0] == [3, 1]')), 'passed');
    });
  });

  it('leaves nothing in the workspace', async () => {
    await python.verdicts([example('f(1)', '2')]);
    assert.deepStrictEqual(folder.listing(), ['many kinds.py']);
  });
});

import assert from 'node:assert/strict';
import { captureFunctions, selectFunction } from '../../src/core/capture/capture';
import { contractTests } from '../../src/core/oracle/contract/contractTests';
import type { FocalFunction, LanguageId } from '../../src/core/model/focalFunction';
import { createExecutor } from '../../src/node/executor/executor';
import { javascriptAdapter } from '../../src/node/javascript/javascriptAdapter';
import { pythonAdapter } from '../../src/node/python/pythonAdapter';
import { defaultLimits } from '../../src/core/model/execution';
import { syntax } from '../doubles/grammars';
import { Folder, harness, silent } from './executorSupport';
import { exampleTest } from '../doubles/tests';

/** What documentation promises, a function that keeps it, and one that does not. */
interface Case {
  readonly says: string;
  readonly languageId: LanguageId;
  readonly name: string;
  readonly right: string;
  readonly wrong: readonly [before: string, after: string];
}

const cases: readonly Case[] = [
  {
    says: 'an equivalent expression under a precondition',
    languageId: 'python',
    name: 'smallest',
    right: `def smallest(xs, k):
    """Equivalent to sorted(xs)[k].

    Args:
        xs: A list of ints
        k: An int

    Precondition:
        0 <= k < len(xs)
    """
    rest = list(xs)
    for _ in range(k):
        rest.remove(min(rest))
    return min(rest)
`,
    wrong: ['range(k)', 'range(k + 1)'],
  },
  {
    says: 'an order, of a generator',
    languageId: 'python',
    name: 'ordered',
    right: `def ordered(xs):
    """Sort.

    Input:
        xs: A list of ints

    Output:
        A generator that yields the elements of xs in sorted order
    """
    rest = list(xs)
    while rest:
        yield rest.pop(rest.index(min(rest)))
`,
    wrong: ['min(rest)', 'rest[0]'],
  },
  {
    says: 'a place with a condition, and a value for its absence',
    languageId: 'python',
    name: 'place',
    right: `def place(xs, x):
    """Find.

    Input:
        xs: A sorted list of ints
        x: An int

    Output:
        The lowest index i such that xs[i] == x, or -1 if x not in xs
    """
    for i in range(len(xs)):
        if xs[i] == x:
            return i
    return -1
`,
    wrong: ['return -1', 'return xs.index(x)'],
  },
  {
    says: 'the items of an array in order',
    languageId: 'javascript',
    name: 'ordered',
    right: `/**
 * Sorts.
 * @param {number[]} xs - numbers
 * @returns {number[]} the elements of xs in descending order
 */
function ordered(xs) {
  return [...xs].sort((a, b) => b - a);
}
module.exports = { ordered };
`,
    wrong: ['.sort((a, b) => b - a)', '.sort().reverse()'],
  },
];

describe('tests from what documentation promises', () => {
  const folder = new Folder({});
  const executor = createExecutor({
    adapters: [pythonAdapter, javascriptAdapter],
    settings: () => ({ sandbox: 'preferred', workers: 1, harness }),
    log: silent,
  });
  after(() => folder.remove());

  for (const one of cases) {
    it(`${one.says}: the right function keeps it, the wrong one does not`, async () => {
      const signal = AbortSignal.timeout(60_000);
      const { languageId, name, right } = one;
      const path = folder.write(`sample${languageId === 'python' ? '.py' : '.js'}`, right);
      const focalIn = async (text: string): Promise<FocalFunction> =>
        selectFunction(await captureFunctions(syntax, { path, languageId, text, version: 1 }), { name });
      const focal = await focalIn(right);
      const target = { focal, workspaceRoot: folder.root, scripts: [], testFiles: [], limits: defaultLimits };
      await using session = await executor.open(target, signal);
      const made = async (text: string): Promise<(string | undefined)[]> => {
        const known = { tests: [], texts: [] };
        const tests = await contractTests(syntax, session, await focalIn(text), known, 1, signal);
        const result = await session.run({ id: 'all', source: text, tests }, signal);
        assert.ok(result.kind === 'ran');
        return tests.map(({ id }) => result.verdicts.get(id)?.kind);
      };
      const kept = await made(right);
      // A function with one way through it gets the tests of one way.
      assert.ok(kept.length >= 4, `${kept.length} tests`);
      assert.ok(kept.every((kind) => kind === 'passed'));
      const broken = right.replaceAll(...one.wrong);
      assert.notEqual(broken, right);
      assert.ok(
        (await made(broken)).some((kind) => kind !== 'passed'),
        'nothing fails',
      );
    });
  }

  it('drops a promise that an example of the same documentation breaks', async () => {
    const text = `def second(xs, k):
    """Equivalent to sorted(xs)[k].

    Args:
        xs: A list of ints
        k: An int

    >>> second([3, 1, 2], 1)
    3
    """
    return sorted(xs)[k]
`;
    const signal = AbortSignal.timeout(60_000);
    const path = folder.write('second.py', text);
    const [focal] = await captureFunctions(syntax, { path, languageId: 'python', text, version: 1 });
    assert.ok(focal);
    const target = { focal, workspaceRoot: folder.root, scripts: [], testFiles: [], limits: defaultLimits };
    await using session = await executor.open(target, signal);
    const example = exampleTest('second([3, 1, 2], 1)', { expected: { kind: 'printed', text: '3' } });
    assert.deepEqual(await contractTests(syntax, session, focal, { tests: [example], texts: [] }, 1, signal), []);
  });
});

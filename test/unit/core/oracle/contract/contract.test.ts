import assert from 'node:assert/strict';
import { readContract } from '../../../../../src/core/oracle/contract/contract';
import { focalOf } from '../../../../doubles/focal';
import { syntax } from '../../../../doubles/grammars';

interface Brief {
  readonly pledges: readonly string[];
  readonly conditions: readonly string[];
}

async function python(doc: string, head = 'pick(xs, k)'): Promise<Brief | undefined> {
  const text = `def ${head}:\n    """${doc.replaceAll('\n', '\n    ')}\n    """\n    return xs\n`;
  return brief(await readContract(syntax, await focalOf('python', text, head.replace(/\(.*/, ''), '/project/a.py')));
}

async function javascript(doc: string, head = 'pick(xs, k)'): Promise<Brief | undefined> {
  const text = `/**\n${doc.replace(/^/gm, ' * ')}\n */\nfunction ${head} { return xs; }\n`;
  return brief(
    await readContract(syntax, await focalOf('javascript', text, head.replace(/\(.*/, ''), '/project/a.js')),
  );
}

const brief = (contract: Awaited<ReturnType<typeof readContract>>): Brief | undefined =>
  contract && { pledges: contract.pledges.map(({ source }) => source), conditions: contract.conditions };

const pledged = async (doc: string, head?: string): Promise<readonly string[]> =>
  (await python(doc, head))?.pledges ?? [];

describe('the contract in a docstring', () => {
  it('reads what the result is equivalent to', async () => {
    for (const doc of [
      'This is a quick equivalent to sorted(xs)[k].',
      'Picks an item. The result is the same as `sorted(xs)[k]`.',
      'Returns sorted(xs)[k].',
      'Pick.\n\nReturns:\n    sorted(xs)[k]',
      'Pick.\n\n:returns: sorted(xs)[k]',
    ])
      assert.deepEqual(await pledged(doc), ['sorted(xs)[k]'], doc);
    assert.deepEqual((await javascript('Picks.\n@returns {number} xs[k] * 2'))?.pledges, ['xs[k] * 2']);
  });

  it('reads an order, a fold, an index that is looked for, a bound', async () => {
    assert.deepEqual(await pledged('Sort.\n\nOutput:\n    The elements of xs in sorted order'), ['sorted(xs)']);
    assert.deepEqual(await pledged('Returns a sorted copy of `xs`.'), ['sorted(xs)']);
    assert.deepEqual(await pledged('Returns the items of xs in descending order.'), ['sorted(xs, reverse=True)']);
    assert.deepEqual(await pledged('Returns the sum of the numbers in xs.'), ['sum(xs)']);
    assert.deepEqual(await pledged('Returns the largest of xs.'), ['max(xs)']);
    assert.deepEqual(await pledged('Returns:\n    An index i such that xs[i] == k, or -1 if k not in xs'), [
      '(result == -1) if (k not in xs) else (result >= 0 and (xs[result] == k))',
    ]);
    assert.deepEqual(await pledged('Returns:\n    A number in the interval [k - 1, k + 1]'), [
      '(k - 1) <= result <= (k + 1)',
    ]);
    assert.deepEqual(await pledged('Returns True if k > len(xs), False otherwise.'), [
      'bool(result) == bool(k > len(xs))',
    ]);
    const js = await javascript(
      'Sorts.\n@param {number[]} xs - numbers\n@returns {number[]} the elements of xs in ascending order',
      'pick(xs)',
    );
    assert.deepEqual(js?.pledges, ['[...xs].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))']);
  });

  it('reads what must hold of the arguments', async () => {
    const doc = (more: string): string => `Equivalent to sorted(xs)[k].\n\n${more}`;
    assert.deepEqual((await python(doc('Precondition:\n    0 <= k < len(xs)')))?.conditions, ['0 <= k < len(xs)']);
    assert.deepEqual((await python(doc('Requires: k > 0, len(xs) > k.')))?.conditions, ['k > 0', 'len(xs) > k']);
    assert.deepEqual(
      (await python(doc('Preconditions:\n    xs is sorted\n    The items of xs are unique.')))?.conditions,
      ['list(xs) == sorted(xs)', 'len(set(xs)) == len(xs)'],
    );
    assert.deepEqual(
      (await python(doc('Input:\n    xs: A sorted list of positive ints\n    k: a nonnegative int')))?.conditions,
      ['all(x > 0 for x in xs)', 'list(xs) == sorted(xs)', 'k >= 0'],
    );
  });

  it('promises nothing when a demand cannot be read', async () => {
    const doc = 'Equivalent to sorted(xs)[k].\n\nPrecondition:\n    Each item is at most k places from its place.';
    assert.equal(await python(doc), undefined);
  });

  it('takes no English for code', async () => {
    for (const doc of [
      'Returns xs.',
      'Returns xs and k.',
      'Returns xs or k.',
      'Returns the best item of xs.',
      'Returns pick(xs, k - 1).',
      'Returns helper(xs).',
      'Equivalent to the other one.',
      'Returns:\n    An index i such that nothing is left, or -1 if k is lost',
      'Returns True if xs is sorted.',
      'Returns all primes up to k.',
    ])
      assert.deepEqual(await pledged(doc), [], doc);
  });
});

import * as assert from 'node:assert/strict';
import { docstringTests } from '../../../../src/core/oracle/docstringExamples';
import type { ExampleTest } from '../../../../src/core/model/test';
import type { LanguageId } from '../../../../src/core/model/focalFunction';
import { focalOf } from '../../../doubles/focal';
import { syntax } from '../../../doubles/grammars';

async function tests(languageId: LanguageId, text: string, name: string): Promise<readonly ExampleTest[]> {
  return docstringTests(syntax, await focalOf(languageId, text, name, '/project/shop.py'));
}

function brief({ setup, call, expected }: ExampleTest): string {
  const promise =
    expected.kind === 'value'
      ? `== ${expected.source}`
      : expected.kind === 'printed'
        ? `prints ${JSON.stringify(expected.text)}`
        : `throws ${expected.type ?? ''}${expected.message === undefined ? '' : `: ${expected.message}`}`;
  return `${setup.map((line) => `${line}; `).join('')}${call} ${promise}`;
}

const inDocstring = (doc: string, head = 'def total(prices, rate=1):', body = '    return sum(prices) * rate') =>
  `import math\nfrom decimal import Decimal\n\n${head}\n    """${doc}\n    """\n${body}\n`;

async function python(doc: string, head?: string, body?: string): Promise<string[]> {
  const source = inDocstring(doc, head, body);
  return (await tests('python', source, /def (\w+)/.exec(head ?? 'def total')?.[1] ?? '')).map(brief);
}

async function javascript(doc: string, code = 'function total(prices, rate = 1) { return 0; }'): Promise<string[]> {
  return (await tests('javascript', `/**\n${doc.replace(/^/gm, ' * ')}\n */\n${code}\n`, 'total')).map(brief);
}

describe('docstring examples: doctest', () => {
  it('reads prompts, continuations and values over several lines', async () => {
    assert.deepEqual(
      await python(`Adds up.

    >>> total([1, 2])
    3
    >>> total(
    ...     [1,
    ...      2], rate=2)
    6
    >>> total([[1],
    ...        [2]])
    [1,
     2]

    Words below.`),
      [
        'total([1, 2]) prints "3"',
        'total(\n    [1,\n     2], rate=2) prints "6"',
        'total([[1],\n       [2]]) prints "[1,\\n 2]"',
      ],
    );
  });

  it('takes what a session shows of an object, whose names the module need not know', async () => {
    const shown = (want: string) => python(`\n    >>> total([1])\n    ${want}`);
    assert.deepEqual(await shown('datetime.date(2024, 1, 8)'), ['total([1]) prints "datetime.date(2024, 1, 8)"']);
    assert.deepEqual(await shown('[Point(x=1), None]'), ['total([1]) prints "[Point(x=1), None]"']);
    assert.deepEqual(await shown('int'), []);
    assert.deepEqual(await shown('nothing'), []);
  });

  it('keeps earlier statements as setup and reads names they bound', async () => {
    assert.deepEqual(
      await python(`
    >>> import math
    >>> from shop import total
    >>> prices = [1, 2]
    >>> total(prices)
    3
    >>> total([])
    0
    >>> prices.append(3)
    >>> sum(prices)
    6
    >>> bill = total(prices)
    >>> bill + 1
    7
    `),
      [
        'import math; prices = [1, 2]; total(prices) prints "3"',
        'total([]) prints "0"',
        'import math; prices = [1, 2]; total(prices); prices.append(3); sum(prices) prints "6"',
        'import math; prices = [1, 2]; total(prices); prices.append(3); sum(prices); bill = total(prices); bill + 1 prints "7"',
      ],
    );
  });

  it('keeps the order of calls when the same call gives different values', async () => {
    assert.deepEqual(await python('\n    >>> total(1)\n    1\n    >>> total(1)\n    2\n'), [
      'total(1) prints "1"',
      'total(1); total(1) prints "2"',
    ]);
  });

  it('reads tracebacks', async () => {
    assert.deepEqual(
      await python(`
    >>> total(None)
    Traceback (most recent call last):
      File "<stdin>", line 1, in <module>
    TypeError: no prices
    >>> total(1)
    Traceback (most recent call last):
        ...
    decimal.InvalidOperation: ...
    `),
      ['total(None) throws TypeError: no prices', 'total(1) throws InvalidOperation'],
    );
  });

  it('takes printed words only from a function that prints', async () => {
    const doc = `
    >>> total([1])
    Hello <you>
    <BLANKLINE>
    bye
    `;
    assert.deepEqual(await python(doc), []);
    assert.deepEqual(await python(doc, undefined, '    print("Hello")'), [
      'total([1]) prints "Hello <you>\\n<BLANKLINE>\\nbye"',
    ]);
  });

  it('takes a call that shows nothing as None only where the words say so', async () => {
    const session = '\n    >>> total([])\n\n    >>> total([1])\n    1\n';
    assert.deepEqual(await python(`Adds. Returns None for no prices.${session}`), [
      'total([]) == None',
      'total([1]) prints "1"',
    ]);
    assert.deepEqual(await python(`Adds.${session}`), ['total([1]) prints "1"']);
  });

  it('skips what is marked to be skipped, undefined names, and other functions', async () => {
    assert.deepEqual(
      await python(`
    >>> total([1])  # doctest: +SKIP
    5
    >>> total(unknown)
    5
    >>> Total([1])
    5
    >>> len([1])
    1
    >>> total(...)
    5
    `),
      [],
    );
  });

  it('reads methods through a constructor, and module-qualified names of the own module', async () => {
    const source = `class Cart:
    def __init__(self, items):
        self.items = items
    def size(self):
        """
        >>> cart = Cart([1, 2])
        >>> cart.size()
        2
        >>> shop.Cart([]).size()
        0
        >>> size()
        1
        """
        return 3
`;
    assert.deepEqual((await tests('python', source, 'Cart.size')).map(brief), [
      'cart = Cart([1, 2]); cart.size() prints "2"',
      'Cart([]).size() prints "0"',
    ]);
  });

  it('finds sessions in comments above the function and in strings of the module', async () => {
    const source = `"""
>>> total([4])
4
"""
# >>> total([3])
# 3
def total(prices):
    return 0
`;
    assert.deepEqual((await tests('python', source, 'total')).map(brief).sort(), [
      'total([3]) prints "3"',
      'total([4]) prints "4"',
    ]);
  });

  it('gives each test a stable id, its line and a title', async () => {
    const source = inDocstring('\n    >>> total([1])\n    1\n    ');
    const [first] = await tests('python', source, 'total');
    assert.ok(first);
    assert.equal(first.title, 'total([1]) == 1');
    assert.deepEqual([first.trust, first.source], ['trusted', 'docstring']);
    assert.deepEqual(first.at, { path: '/project/shop.py', line: 5 });
    const [again] = await tests('python', source.replace('import math', 'import math\nimport re'), 'total');
    assert.equal(again?.id, first.id);
  });
});

describe('docstring examples: prose', () => {
  const forms: [string, string][] = [
    ['total([1, 2]) -> 3', 'total([1, 2]) == 3'],
    ['total([1, 2]) => 3', 'total([1, 2]) == 3'],
    ['total([1, 2]) ➞ 3', 'total([1, 2]) == 3'],
    ['total([1, 2]) == 3', 'total([1, 2]) == 3'],
    ['total([1, 2]) # => 3', 'total([1, 2]) == 3'],
    ['total([1, 2])  # 3', 'total([1, 2]) == 3'],
    ['>>> total([1, 2]) == 3', 'total([1, 2]) == 3'],
    ['print(total([1, 2]))  # 3', 'total([1, 2]) == 3'],
    ['assert total([1, 2]) == 3', 'total([1, 2]) == 3'],
    ['total([1, 2]) returns 3.', 'total([1, 2]) == 3'],
    ['`total([1, 2])` returns `3`', 'total([1, 2]) == 3'],
    ['total([1, 2]) should return 3 (because 1 + 2)', 'total([1, 2]) == 3'],
    ['Example: total([1], 2) = 2', 'total([1], 2) == 2'],
    ["total(['a']) -> {'a': [1, (2, 3)]}, since", "total(['a']) == {'a': [1, (2, 3)]}"],
    ['total([]) -> -0.5', 'total([]) == -0.5'],
    ['total([]) -> Decimal("1")', 'total([]) == Decimal("1")'],
    ['total([]) -> 1/3', 'total([]) == 1/3'],
    ['total([]) == true', 'total([]) == True'],
    ['total([1,\n        2]) -> [1,\n        2]', 'total([1,\n    2]) == [1,\n    2]'],
    ['total([1, 2])\n    => 3', 'total([1, 2]) == 3'],
    ['total("x") raises ValueError', 'total("x") throws ValueError'],
    ['For prices = [1, 2], rate = 2, the output should be 6.', 'total([1, 2], 2) == 6'],
    ['For prices = [1] and rate = 3 the sum of both will be 4, the output should be "4".', 'total([1], 3) == "4"'],
    ['Input: prices = [1], rate = 1\n    Output: 1', 'total([1], 1) == 1'],
    ['Input: [1], 1\n    Output: 1 # one', 'total([1], 1) == 1'],
  ];
  for (const [written, expected] of forms) {
    it(`reads: ${written.replace(/\s+/g, ' ')}`, async () => {
      assert.deepEqual(await python(`Adds.\n\n    ${written}\n`), [expected]);
    });
  }

  const doubtful: [string, string][] = [
    ['total(prices) -> float', 'a signature'],
    ['total([1]) -> float', 'a type'],
    ['total([1]) -> list[int]', 'a generic type'],
    ['total([1]) -> 3 elements', 'more words'],
    ['total([1]) -> 1, 2', 'a tuple without brackets'],
    ['total([1]) -> ...', 'dots'],
    ['total([1]) -> abc', 'an unquoted word'],
    ['total([1]) -> "abc', 'an open string'],
    ['total(prices) = sum', 'a definition'],
    ['total() -> None', 'a signature without parameters'],
    ['Total([1]) -> 1', 'another name'],
    ['subtotal([1]) -> 1', 'a longer name'],
    ['For prices = [1], the output should be 3', 'a parameter that is not named'],
    ['For prices = [1], size = 2, the output should be 3', 'a name that is no parameter'],
    ['For prices = [1], rate = 2 we wait', 'no promise'],
    ['total(n) = total(n - 1) + 1\n    total(1) = 3', 'a recurrence'],
  ];
  for (const [written, why] of doubtful) {
    it(`drops ${why}: ${written.replace(/\s+/g, ' ')}`, async () => {
      assert.deepEqual(await python(`Adds.\n\n    ${written}\n`), []);
    });
  }

  it('keeps examples that differ only in blanks of a string, and drops repeats', async () => {
    assert.deepEqual(await python('total("a b") -> 1\n    total("ab") -> 2\n    total( "ab" ) => 2'), [
      'total("a b") == 1',
      'total("ab") == 2',
    ]);
  });

  it('gives no tests for a function nobody can call from outside', async () => {
    const source = 'def outer():\n    def inner(x):\n        "inner(1) -> 2"\n        return x\n    return inner\n';
    assert.deepEqual(await tests('python', source, 'inner'), []);
  });
});

describe('docstring examples: JavaScript', () => {
  it('reads @example code with comments, declarations and several statements', async () => {
    assert.deepEqual(
      await javascript(`Adds up.
@param {number[]} prices
@example <caption>Plain</caption>
const prices = [1, 2];
total(prices) // => 3
total([1]); // 1
total([2]); // returns 2
total([3])
// => 3
console.log(total([4])) // 4
const sum = total([5]); // 5
sum + 1 // => 6
@example
import { total } from './shop.js';
assert.deepEqual(total([6]), { sum: 6 });
expect(total([7])).toEqual([7]);
@throws {TypeError} total(null) when there are none`),
      [
        'const prices = [1, 2];; total(prices) == 3',
        'total([1]) == 1',
        'total([2]) == 2',
        'total([3]) == 3',
        'total([4]) == 4',
        'total([5]) == 5',
        'const prices = [1, 2];; total(prices); const sum = total([5]);; sum + 1 == 6',
        'total([6]) == { sum: 6 }',
        'total([7]) == [7]',
      ],
    );
  });

  it('reads prompts with values as people write them', async () => {
    assert.deepEqual(
      await javascript(`>>> total([1])
1
>>> total(['a'])
'a'
>>> total((1, 2))
True
>>> total([])
(1, [False, 'True'])`),
      ['total([1]) == 1', "total(['a']) == 'a'", 'total([1, 2]) == true', "total([]) == [1, [false, 'True']]"],
    );
  });

  it('writes None the way the function speaks of nothing, and drops it when it does not', async () => {
    const doc = '>>> total([])\nNone';
    assert.deepEqual(await javascript(doc), []);
    assert.deepEqual(await javascript(doc, 'function total(p) { return null; }'), ['total([]) == null']);
    assert.deepEqual(await javascript(doc, 'function total(p) { if (!p) return; return p; }'), [
      'total([]) == undefined',
    ]);
  });

  for (const written of [
    'total([1]) // => 1',
    'total([1]) // 1',
    'total([1]); // returns 1',
    'total([1]) -> 1',
    'total([1]) === 1',
  ]) {
    it(`reads: ${written}`, async () => {
      assert.deepEqual(await javascript(`Adds.\n\n${written}`), ['total([1]) == 1']);
    });
  }

  it('drops types, unquoted words and undefined names', async () => {
    assert.deepEqual(
      await javascript(
        'total([1]) => number\ntotal(prices) // 1\ntotal([1]) // the sum\nconsole.log(total([1])) // Hello\ntotal([1]): 3',
      ),
      [],
    );
  });

  it('reads static methods, receivers and constructors', async () => {
    const source = `class Cart {
  /**
   * Cart.of(1).total() // => 1
   * new Cart([2]).total() // => 2
   * cart.total() // => 3
   */
  total() { return 0; }
}
`;
    assert.deepEqual((await tests('javascript', source, 'Cart.total')).map(brief), [
      'Cart.of(1).total() == 1',
      'new Cart([2]).total() == 2',
    ]);
  });

  it('reads TypeScript', async () => {
    const source =
      '/** @example total([1] as number[]) // => 1 */\nexport const total = (p: number[]): number => p.length;\n';
    assert.deepEqual((await tests('typescript', source, 'total')).map(brief), ['total([1] as number[]) == 1']);
  });
});

import assert from 'node:assert/strict';
import { itemOf, keyOf } from '../../../../src/core/candidate/templates/itemTypes';
import { passedTypes } from '../../../../src/core/oracle/inputs/passedTypes';
import type { LanguageId } from '../../../../src/core/model/focalFunction';
import { focalOf } from '../../../doubles/focal';
import { templateContext } from '../../../doubles/templateContext';
import { exampleTest } from '../../../doubles/tests';

async function typesIn(
  languageId: LanguageId,
  text: string,
  passed: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const { types } = await templateContext(languageId, text, { passed: new Map(Object.entries(passed)) });
  return Object.fromEntries([...types.variables].map(([name, of]) => [name, [...of].join(' or ')]));
}

describe('types of variables', () => {
  it('follow annotations into loops, elements and slices', async () => {
    const text =
      'def f(rows: list[list[int]], names: Dict[str, float]):\n    for row in rows:\n        first = row[0]\n        rest = row[1:]\n    for i, line in enumerate(rows):\n        pass\n    for name in names:\n        value = names[name]\n';
    const types = await typesIn('python', text);
    assert.deepEqual(
      [types['row'], types['first'], types['rest'], types['i'], types['line'], types['name'], types['value']],
      ['list[int]', 'int', 'list[int]', 'int', 'list[int]', 'str', 'float'],
    );
  });

  it('come from what tests pass where nothing is annotated', async () => {
    const text = 'function f(xs, n) {\n  for (const x of xs) n += x;\n  for (const i in xs) n += 1;\n  return n;\n}\n';
    const types = await typesIn('javascript', text, { xs: 'Array<string>' });
    assert.deepEqual([types['xs'], types['x'], types['i']], ['Array<string>', 'string', undefined]);
    const annotated = await typesIn('typescript', 'function f(xs: number[]) {\n  return xs;\n}\n', { xs: 'string' });
    assert.equal(annotated['xs'], 'number[]');
  });

  it('come from what runs showed; a text that says more of the same type stays', async () => {
    const variable = (name: string, type: string) => ({ name, type, repr: '' });
    const seen = [variable('xs', 'list'), variable('x', 'int'), variable('best', 'NoneType'), variable('n', 'float')];
    const { types } = await templateContext(
      'python',
      'def f(xs, n: int):\n    best = None\n    for x in pick(xs):\n        best = x\n    return best\n',
      {
        passed: new Map([['xs', 'list[int]']]),
        traces: [
          [
            { line: 2, depth: 0, variables: seen },
            { line: 4, depth: 0, variables: [variable('best', 'int')] },
          ],
        ],
      },
    );
    assert.deepEqual(
      ['xs', 'x', 'best', 'n'].map((name) => [...(types.variables.get(name) ?? [])]),
      [['list[int]'], ['int'], ['null', 'int'], ['int', 'float']],
    );
  });

  it('are unknown where a loop goes over something unknown', async () => {
    const types = await typesIn('python', 'def f(xs):\n    for x in xs:\n        y = x[0]\n');
    assert.deepEqual([types['x'], types['y']], [undefined, undefined]);
  });
});

describe('types of items', () => {
  it('are read from generics, arrays, texts and tuples of one type', () => {
    assert.deepEqual(
      [
        'List[Tuple[int, str]]',
        'number[]',
        '(string | null)[]',
        'str',
        'dict[str, int]',
        'tuple[int, int]',
        'tuple[int, str]',
        'Node',
        'Map<string, number>',
      ].map(itemOf),
      ['Tuple[int, str]', 'number', 'string | null', 'str', 'int', 'int', undefined, undefined, undefined],
    );
    assert.deepEqual(['dict[str, int]', 'list[int]'].map(keyOf), ['str', undefined]);
  });
});

describe('types that tests pass', () => {
  it('are written as annotations, several joined', async () => {
    const focal = await focalOf('python', 'def f(a, b, c=None):\n    return a\n', 'f', '/project/a.py');
    const types = passedTypes(
      focal,
      [exampleTest('f([1], "x")'), exampleTest('f([], 2, c=(1, "a"))'), exampleTest('f([2], g())')],
      [],
      'python',
    );
    assert.deepEqual(
      [...types],
      [
        ['a', 'list[int]'],
        ['c', 'tuple[int, str]'],
      ],
    );
  });
});

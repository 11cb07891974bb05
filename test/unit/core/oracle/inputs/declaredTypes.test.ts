import assert from 'node:assert/strict';
import { declaredTypes } from '../../../../../src/core/oracle/inputs/declaredTypes';
import { generateInputs, callText } from '../../../../../src/core/oracle/inputs/probes';
import type { LanguageId } from '../../../../../src/core/model/focalFunction';
import type { Workspace } from '../../../../../src/core/ports';
import { focalOf } from '../../../../doubles/focal';
import { syntax } from '../../../../doubles/grammars';

const signal = new AbortController().signal;

/** Calls that are made up for a function of a project. */
async function calls(languageId: LanguageId, text: string, others: Readonly<Record<string, string>> = {}) {
  const workspace: Workspace = {
    root: '/project',
    read: (path) => Promise.resolve(others[path]),
    find: () => Promise.resolve([]),
  };
  const focal = await focalOf(languageId, text, 'f');
  const declared = await declaredTypes(syntax, workspace, focal, signal);
  const dialect = languageId === 'python' ? 'python' : 'javascript';
  const { inputs } = generateInputs({ focal, dialect, declared, tests: [], seed: 1, count: 40 });
  return inputs.map((input) => callText(input, dialect));
}

const all = (texts: readonly string[], pattern: RegExp): void => {
  assert.ok(texts.length >= 2, `${texts.length} calls`);
  for (const text of texts) assert.match(text, pattern);
};

describe('inputs of types that a Python module declares', () => {
  const python: Readonly<Record<string, readonly [code: string, type: string, call: RegExp]>> = {
    'a data class': [
      'from dataclasses import dataclass, field\n@dataclass\nclass Item:\n    name: str\n    price: float = 1.0\n    tags: list[str] = field(default_factory=list)\n    seen: int = field(init=False, default=0)\n',
      'Item',
      /^f\(Item\(name='[^']*'(, price=-?[\d.]+)?(, tags=\[.*\])?\)\)$/,
    ],
    'a data class that extends another': [
      '@dataclass\nclass A:\n    x: int\n@dataclass\nclass B(A):\n    y: bool\n',
      'B',
      /^f\(B\(x=-?\d+, y=(True|False)\)\)$/,
    ],
    'a typed dictionary': [
      'class Row(TypedDict):\n    id: int\n    note: NotRequired[str]\n',
      'Row',
      /^f\(\{'id': -?\d+(, 'note': .+)?\}\)$/,
    ],
    'a named tuple': ['class P(NamedTuple):\n    x: int\n    y: int\n', 'P', /^f\(P\(x=-?\d+, y=-?\d+\)\)$/],
    'an enumeration': ['class Color(Enum):\n    RED = 1\n    BLUE = 2\n', 'Color', /^f\(Color\.(RED|BLUE)\)$/],
    'literal values': ['', "Literal['up', 'down']", /^f\('(up|down)'\)$/],
    'an optional instance': ['class P(NamedTuple):\n    x: int\n', 'Optional[P]', /^f\((None|P\(x=-?\d+\))\)$/],
    'a union': ['class P(NamedTuple):\n    x: int\n', 'P | str', /^f\(('.*'|P\(x=-?\d+\))\)$/],
    'an alias of a generic': [
      'Pairs = list[tuple[int, bool]]\n',
      'Pairs',
      /^f\(\[(\(-?\d+, (True|False)\)(, )?)*\]\)$/,
    ],
    'a new type': ["UserId = NewType('UserId', int)\n", 'UserId', /^f\(-?\d+\)$/],
    'a list of what a type variable stands for': ["T = TypeVar('T')\n", 'Sequence[T]', /^f\(\[(-?\d+(, )?)*\]\)$/],
    'a class with a constructor': [
      'class Clock:\n    def __init__(self, hours: int, label: str = ""):\n        self.hours = hours\n',
      'Clock',
      /^f\(Clock\(-?\d+(, '[^']*')?\)\)$/,
    ],
    'a tree': [
      '@dataclass\nclass Node:\n    value: int\n    left: Optional["Node"] = None\n',
      'Node',
      /^f\(Node\(value=-?\d+(, left=(None|Node\(.*\)))?\)\)$/,
    ],
    dates: ['from datetime import date\n', 'date', /^f\(date\(\d+, \d+, \d+\)\)$/],
    functions: ['', 'Callable[[int], bool]', /^f\(lambda \*args: .+\)$/],
  };
  for (const [name, [code, type, call]] of Object.entries(python)) {
    it(name, async () => {
      all(await calls('python', `${code}\ndef f(x: ${type}) -> int:\n    return 1\n`), call);
    });
  }

  it('reads classes that the module imports from the project', async () => {
    const text = 'from .models import Item\n\ndef f(x: list[Item]) -> int:\n    return len(x)\n';
    const models = '@dataclass\nclass Item:\n    size: Size\nclass Size(Enum):\n    S = 1\n';
    const made = await calls('python', text, { '/project/models.py': models });
    // `Size` is no name of the module: an instance that needs one cannot be written.
    assert.deepEqual(
      made.filter((one) => one.includes('Size')),
      [],
    );
    const whole = await calls('python', text.replace('import Item', 'import Item, Size'), {
      '/project/models.py': models,
    });
    all(whole, /^f\(\[(Item\(size=Size\.S\)(, )?)*\]\)$/);
    assert.ok(whole.some((one) => one.includes('Item(')));
  });
});

describe('inputs of types that a TypeScript module declares', () => {
  const typescript: Readonly<Record<string, readonly [code: string, type: string, call: RegExp]>> = {
    'an interface with an optional property': [
      'interface Item { readonly id: number; note?: string }\n',
      'Item',
      /^f\(\{id: -?[\d.]+(, note: ['"].*['"])?\}\)$/,
    ],
    'an interface that extends another': [
      'interface A { a: boolean }\nexport interface B extends A { b: boolean }\n',
      'B',
      /^f\(\{a: (true|false), b: (true|false)\}\)$/,
    ],
    'a union of literals': ["type Side = 'left' | 'right';\n", 'Side', /^f\('(left|right)'\)$/],
    'a discriminated union': [
      "type Shape =\n  | { kind: 'circle'; r: boolean }\n  | { kind: 'square'; side: boolean };\n",
      'Shape',
      /^f\(\{kind: ('circle', r|'square', side): (true|false)\}\)$/,
    ],
    'a tuple': [
      'type Span = readonly [from: boolean, to: boolean];\n',
      'Span',
      /^f\(\[(true|false), (true|false)\]\)$/,
    ],
    'a generic alias': ['type Box<T> = { value: T };\n', 'Box<boolean>', /^f\(\{value: (true|false)\}\)$/],
    'an intersection': [
      'type A = { a: boolean };\ntype B = { b: boolean };\n',
      'A & B',
      /^f\(\{a: (true|false), b: (true|false)\}\)$/,
    ],
    'an enumeration': ['export enum Level { Low, High = 5 }\n', 'Level', /^f\(Level\.(Low|High)\)$/],
    'a class': [
      'export class Point { constructor(readonly x: boolean, y = 1) {} }\n',
      'Point',
      /^f\(new Point\((true|false)(, .+)?\)\)$/,
    ],
    'part of an interface': [
      'interface Item { a: boolean; b: boolean; c: string }\n',
      "Pick<Item, 'a'>",
      /^f\(\{a: (true|false)\}\)$/,
    ],
    dates: ['', 'Date', /^f\(new Date\(.+\)\)$/],
    functions: ['', '(x: number) => boolean', /^f\(.*=>.*\)$/],
  };
  for (const [name, [code, type, call]] of Object.entries(typescript)) {
    it(name, async () => {
      all(await calls('typescript', `${code}\nexport function f(x: ${type}): number {\n  return 1;\n}\n`), call);
    });
  }

  it('reads interfaces that the module imports, and JSDoc', async () => {
    const text = "import type { Item } from './types';\nexport function f(x: Item): number {\n  return 1;\n}\n";
    const types = 'export interface Item { inner: Inner }\ninterface Inner { on: boolean }\n';
    all(await calls('typescript', text, { '/project/types.ts': types }), /^f\(\{inner: \{on: (true|false)\}\}\)$/);
    const script =
      '/** @typedef {Object} Opts\n * @property {boolean} on\n */\n\n/** @param {Opts} x */\nfunction f(x) {\n  return 1;\n}\n';
    all(await calls('javascript', script), /^f\(\{on: (true|false)\}\)$/);
  });
});

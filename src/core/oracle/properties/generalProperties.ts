import type { Property } from './property';
import { again, by, equal, named, wordsOf, type Subject } from './subject';

const random = ['random', 'rand', 'shuffle', 'sample', 'choice', 'uuid', 'now', 'time', 'date', 'id', 'next'];
const changing = [
  'append',
  'push',
  'pop',
  'insert',
  'remove',
  'update',
  'set',
  'add',
  'swap',
  'delete',
  'extend',
  'fill',
  'mutate',
  'inplace',
  'place',
  'shuffle',
  'heapify',
  'register',
];

/** Opposite words in names: of each pair one undoes the other. */
const opposites: readonly (readonly [string, string])[] = [
  ['encode', 'decode'],
  ['encrypt', 'decrypt'],
  ['compress', 'decompress'],
  ['serialize', 'deserialize'],
  ['serialise', 'deserialise'],
  ['pack', 'unpack'],
  ['escape', 'unescape'],
  ['to', 'from'],
  ['dump', 'load'],
  ['dumps', 'loads'],
  ['format', 'parse'],
  ['stringify', 'parse'],
  ['join', 'split'],
];

/** The sibling that undoes the subject: the same name with the one word for the other. Only from the side that makes the code. */
function undoing(subject: Subject): string | undefined {
  for (const [make, undo] of opposites) {
    if (!subject.words.includes(make)) continue;
    const wanted = subject.words.map((word) => (word === make ? undo : word)).join(' ');
    const found = subject.siblings.find((name) => wordsOf(name).join(' ') === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What holds for functions of every kind. */
export const generalProperties: readonly Property[] = [
  {
    id: 'round trip',
    title: 'the opposite function gives the input back',
    applies: (s) => s.repeatable && s.parameters.length === 1 && undoing(s) !== undefined,
    check: (s) => equal(s, `${undoing(s) ?? ''}(result)`, 'args[0]'),
    example: {
      name: 'encode_pairs',
      parameters: [['xs', 'list[int]', 'number[]']],
      siblings: ['decode_pairs'],
      args: ['[1, 1, 2]'],
      right: { python: 'return [(x,) for x in xs]', javascript: 'return xs.map((x) => [x]);' },
      wrong: { python: 'return [(x,) for x in set(xs)]', javascript: 'return [...new Set(xs)].map((x) => [x]);' },
    },
  },
  {
    id: 'boolean',
    title: 'the result is true or false',
    applies: (s) =>
      s.returns.kind === 'bool' ||
      (s.returns.kind === 'unknown' &&
        /^(is|has|can|should|are|contains)$/.test(s.words[0] ?? '') &&
        s.words.length > 1),
    check: (s) => by(s, 'isinstance(result, bool)', "typeof result === 'boolean'"),
    example: {
      name: 'is_even',
      parameters: [['n', 'int', 'number']],
      args: ['3'],
      right: { python: 'return n % 2 == 0', javascript: 'return n % 2 === 0;' },
      wrong: { python: 'return n % 2', javascript: 'return n % 2;' },
    },
  },
  {
    id: 'declared type',
    title: 'the result has the declared type',
    applies: (s) => typeCheck(s) !== undefined,
    check: (s) => typeCheck(s) ?? '',
    example: {
      name: 'label',
      parameters: [['n', 'int', 'number']],
      args: ['3'],
      right: { python: 'return str(n)', javascript: 'return String(n);' },
      wrong: { python: 'return n', javascript: 'return n;' },
    },
  },
  {
    id: 'found',
    title: 'the item at the found index is the one looked for',
    applies: (s) =>
      named(s, 'index', 'search', 'find', 'indexof') &&
      s.parameters.length === 2 &&
      s.parameters[0]?.kind === 'list' &&
      s.parameters[1]?.kind !== 'list' &&
      !named(s, 'insert', 'insertion', 'first', 'last', 'lower', 'upper', 'bound'),
    check: (s) =>
      by(
        s,
        'result is None or isinstance(result, bool) or result == -1 or not isinstance(result, int) or args[0][result] == args[1]',
        "typeof result !== 'number' || result === -1 || args[0][result] === args[1]",
      ),
    example: {
      name: 'find',
      parameters: [
        ['xs', 'list[int]', 'number[]'],
        ['x', 'int', 'number'],
      ],
      args: ['[4, 5, 6], 5'],
      right: { python: 'return xs.index(x) if x in xs else -1', javascript: 'return xs.indexOf(x);' },
      wrong: { python: 'return 0', javascript: 'return 0;' },
    },
  },
  {
    id: 'determinism',
    title: 'the same call gives the same result',
    applies: (s) => s.repeatable && !named(s, ...random),
    check: (s) => by(s, `repr(${again(s)}) == repr(result)`, `JSON.stringify(${again(s)}) === JSON.stringify(result)`),
    example: {
      name: 'tail',
      parameters: [['xs', 'list[int]', 'number[]']],
      args: ['[1, 2]'],
      right: { python: 'return xs[1:]', javascript: 'return xs.slice(1);' },
      wrong: {
        python: 'SEEN.append(1)\n    return xs[len(SEEN):]',
        javascript: 'globalThis.calls = (globalThis.calls ?? 0) + 1; return xs.slice(globalThis.calls);',
      },
    },
  },
  {
    id: 'no mutation',
    title: 'the arguments are left as they were',
    applies: (s) =>
      s.repeatable &&
      s.parameters.some((p) => p.kind === 'list' || p.kind === 'dict' || p.kind === 'set' || p.kind === 'map') &&
      !named(s, ...changing) &&
      s.returns.kind !== 'null' &&
      s.returns.kind !== 'undefined' &&
      !/in[- ]place|mutat|modif/.test(s.docstring),
    check: (s) =>
      by(
        s,
        `(lambda before: (${again(s)}, args == before)[1])(__import__('copy').deepcopy(args))`,
        `((before) => { ${again(s)}; return JSON.stringify(args) === before; })(JSON.stringify(args))`,
      ),
    example: {
      name: 'total',
      parameters: [['xs', 'list[int]', 'number[]']],
      args: ['[1, 2]'],
      right: { python: 'return sum(xs)', javascript: 'return xs.reduce((a, b) => a + b, 0);' },
      wrong: {
        python: 't = 0\n    while xs: t += xs.pop()\n    return t',
        javascript: 'let t = 0; while (xs.length) t += xs.pop(); return t;',
      },
    },
  },
  {
    id: 'no exception',
    title: 'it does not raise for a valid input',
    applies: (s) => !s.raises && !/raises?\b|throws?\b|error/.test(s.docstring),
    check: (s) => by(s, 'True', 'true'),
    example: {
      name: 'first',
      parameters: [['xs', 'list[int]', 'number[]']],
      args: ['[1]'],
      right: { python: 'return xs[0]', javascript: 'return xs[0];' },
      wrong: { python: 'return xs[5]', javascript: 'return xs[5].y;' },
    },
  },
];

function typeCheck(subject: Subject): string | undefined {
  const types: Readonly<Record<string, readonly [python: string, javascript: string]>> = {
    int: ['isinstance(result, int)', 'Number.isInteger(result)'],
    float: ['isinstance(result, (int, float))', "typeof result === 'number'"],
    string: ['isinstance(result, str)', "typeof result === 'string'"],
    list: ["hasattr(result, '__iter__')", 'Array.isArray(result)'],
    dict: ["hasattr(result, 'keys')", "typeof result === 'object' && result !== null"],
  };
  const kind =
    subject.returns.kind === 'union' && subject.returns.of.every((t) => t.kind === 'int' || t.kind === 'float')
      ? 'float'
      : subject.returns.kind;
  const found = types[kind];
  return found && by(subject, ...found);
}

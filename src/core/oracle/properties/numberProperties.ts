import type { Property } from './property';
import { by, isNumber, named, takesNumbers } from './subject';

const compound = [
  'sub',
  'subarray',
  'sum',
  'product',
  'difference',
  'path',
  'profit',
  'length',
  'count',
  'k',
  'nth',
  'second',
  'index',
  'common',
  'rolling',
  'window',
  'depth',
  'fill',
];
const list = [['xs', 'list[int]', 'number[]']] as const;

/** What holds for functions that make a number. */
export const numberProperties: readonly Property[] = [
  {
    id: 'largest',
    title: 'the result is the largest item',
    applies: (s) =>
      named(s, 'max', 'maximum', 'largest', 'biggest') &&
      !named(s, ...compound, 'min') &&
      takesNumbers(s) &&
      s.parameters.length === 1 &&
      s.returns.kind !== 'list',
    check: (s) =>
      by(
        s,
        'not args[0] or (result in args[0] and all(x <= result for x in args[0]))',
        'args[0].length === 0 || (args[0].includes(result) && args[0].every((x) => x <= result))',
      ),
    example: {
      name: 'largest',
      parameters: list,
      args: ['[1, 3, 2]'],
      right: { python: 'return max(xs)', javascript: 'return Math.max(...xs);' },
      wrong: { python: 'return xs[0]', javascript: 'return xs[0];' },
    },
  },
  {
    id: 'smallest',
    title: 'the result is the smallest item',
    applies: (s) =>
      named(s, 'min', 'minimum', 'smallest') &&
      !named(s, ...compound, 'max', 'missing', 'change', 'steps') &&
      takesNumbers(s) &&
      s.parameters.length === 1 &&
      s.returns.kind !== 'list',
    check: (s) =>
      by(
        s,
        'not args[0] or (result in args[0] and all(x >= result for x in args[0]))',
        'args[0].length === 0 || (args[0].includes(result) && args[0].every((x) => x >= result))',
      ),
    example: {
      name: 'smallest',
      parameters: list,
      args: ['[2, 3, 1]'],
      right: { python: 'return min(xs)', javascript: 'return Math.min(...xs);' },
      wrong: { python: 'return xs[0]', javascript: 'return xs[0];' },
    },
  },
  {
    id: 'between',
    title: 'the result lies between the smallest and the largest item',
    applies: (s) =>
      named(s, 'mean', 'average', 'median', 'mode') &&
      !named(s, 'deviation', 'absolute', 'moving', 'rolling') &&
      takesNumbers(s) &&
      s.parameters.length === 1,
    check: (s) =>
      by(
        s,
        'not args[0] or min(args[0]) <= result <= max(args[0])',
        'args[0].length === 0 || (Math.min(...args[0]) <= result && result <= Math.max(...args[0]))',
      ),
    example: {
      name: 'average',
      parameters: list,
      args: ['[1, 2, 6]'],
      right: { python: 'return sum(xs) / len(xs)', javascript: 'return xs.reduce((a, b) => a + b, 0) / xs.length;' },
      wrong: { python: 'return sum(xs)', javascript: 'return xs.reduce((a, b) => a + b, 0);' },
    },
  },
  {
    id: 'shift',
    title: 'adding one to every item adds one to the result',
    applies: (s) =>
      s.repeatable &&
      named(s, 'mean', 'average', 'median', 'max', 'maximum', 'largest', 'min', 'minimum', 'smallest') &&
      !named(s, ...compound, 'deviation', 'absolute', 'missing', 'change', 'steps', 'moving') &&
      takesNumbers(s) &&
      s.parameters.length === 1 &&
      s.returns.kind !== 'list',
    check: (s) =>
      by(
        s,
        `not args[0] or abs(${s.callee}([x + 1 for x in args[0]]) - result - 1) < 1e-6`,
        `args[0].length === 0 || Math.abs(${s.callee}(args[0].map((x) => x + 1)) - result - 1) < 1e-6`,
      ),
    example: {
      name: 'median',
      parameters: list,
      args: ['[5, 1, 3]'],
      right: {
        python: 'return sorted(xs)[len(xs) // 2]',
        javascript: 'return [...xs].sort((a, b) => a - b)[xs.length >> 1];',
      },
      wrong: { python: 'return len(xs)', javascript: 'return xs.length;' },
    },
  },
  {
    id: 'clamped',
    title: 'the result lies between the two bounds',
    applies: (s) =>
      named(s, 'clamp', 'clip') &&
      s.parameters.length === 3 &&
      s.parameters.every((p) => isNumber(p) || p.kind === 'unknown'),
    check: (s) =>
      by(
        s,
        'args[1] > args[2] or args[1] <= result <= args[2]',
        'args[1] > args[2] || (args[1] <= result && result <= args[2])',
      ),
    example: {
      name: 'clamp',
      parameters: [
        ['x', 'int', 'number'],
        ['low', 'int', 'number'],
        ['high', 'int', 'number'],
      ],
      args: ['9, 0, 5'],
      right: { python: 'return max(low, min(high, x))', javascript: 'return Math.max(low, Math.min(high, x));' },
      wrong: { python: 'return max(low, x)', javascript: 'return Math.max(low, x);' },
    },
  },
  {
    id: 'non-negative',
    title: 'the result is not negative',
    applies: (s) =>
      named(s, 'count', 'length', 'distance', 'size', 'factorial', 'gcd', 'lcm', 'area', 'hamming') &&
      !named(s, 'countdown', 'by', 'signed') &&
      (isNumber(s.returns) || s.returns.kind === 'unknown') &&
      !/dict|mapping/.test(s.docstring),
    check: (s) =>
      by(s, 'not isinstance(result, (int, float)) or result >= 0', "typeof result !== 'number' || result >= 0"),
    example: {
      name: 'distance',
      parameters: [
        ['a', 'int', 'number'],
        ['b', 'int', 'number'],
      ],
      args: ['1, 5'],
      right: { python: 'return abs(a - b)', javascript: 'return Math.abs(a - b);' },
      wrong: { python: 'return a - b', javascript: 'return a - b;' },
    },
  },
  {
    id: 'commutativity',
    title: 'the order of the two arguments does not matter',
    applies: (s) => {
      const [a, b] = s.parameters;
      const alike = s.parameters.length === 2 && a?.kind === b?.kind;
      return (
        alike &&
        s.repeatable &&
        named(s, 'add', 'multiply', 'gcd', 'lcm', 'hamming', 'distance', 'anagram', 'anagrams', 'max', 'min') &&
        a?.kind !== 'list'
      );
    },
    check: (s) => by(s, `${s.callee}(args[1], args[0]) == result`, `${s.callee}(args[1], args[0]) === result`),
    example: {
      name: 'gcd',
      parameters: [
        ['a', 'int', 'number'],
        ['b', 'int', 'number'],
      ],
      args: ['4, 6'],
      right: {
        python: 'return a if b == 0 else gcd(b, a % b)',
        javascript: 'return b === 0 ? a : gcd(b, a % b);',
      },
      wrong: { python: 'return a', javascript: 'return a;' },
    },
  },
  {
    id: 'monotonicity',
    title: 'a larger input does not give a smaller result',
    applies: (s) =>
      s.repeatable &&
      named(s, 'factorial', 'fibonacci', 'fib', 'isqrt', 'sqrt', 'cube', 'triangular', 'cumulative') &&
      s.parameters.length === 1 &&
      isNumber(s.parameters[0]) &&
      !named(s, 'is', 'digits', 'memo'),
    check: (s) =>
      by(
        s,
        `args[0] < 0 or not isinstance(result, (int, float)) or ${s.callee}(args[0] + 1) >= result`,
        `args[0] < 0 || typeof result !== 'number' || ${s.callee}(args[0] + 1) >= result`,
      ),
    example: {
      name: 'factorial',
      parameters: [['n', 'int', 'number']],
      args: ['3'],
      right: {
        python: 'return 1 if n <= 1 else n * factorial(n - 1)',
        javascript: 'return n <= 1 ? 1 : n * factorial(n - 1);',
      },
      wrong: { python: 'return -n', javascript: 'return -n;' },
    },
  },
];

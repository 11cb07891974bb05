import type { Property } from './property';
import { again, by, equal, named, takesList } from './subject';

const sorts = ['sort', 'sorted', 'sorting', 'sorts', 'quicksort', 'mergesort', 'heapsort'];
const backwards = /descending|decreasing|reverse order|largest first/;
const listOf = [['xs', 'list[int]', 'number[]']] as const;

/** What holds for functions that make a list from a list. */
export const listProperties: readonly Property[] = [
  {
    id: 'sorted',
    title: 'the result is sorted',
    applies: (s) =>
      named(s, ...sorts) &&
      !named(s, 'is', 'by', 'check', 'topological') &&
      !backwards.test(s.docstring) &&
      takesList(s) &&
      s.parameters.length === 1,
    check: (s) =>
      by(s, 'all(a <= b for a, b in zip(result, result[1:]))', 'result.every((b, i) => i === 0 || result[i - 1] <= b)'),
    example: {
      name: 'mergeSort',
      parameters: listOf,
      args: ['[3, 1, 2]'],
      right: { python: 'return sorted(xs)', javascript: 'return [...xs].sort((a, b) => a - b);' },
      wrong: { python: 'return xs', javascript: 'return xs;' },
    },
  },
  {
    id: 'permutation',
    title: 'the result has the same items as the input',
    applies: (s) =>
      named(s, ...sorts, 'shuffle', 'reverse', 'reversed', 'rotate', 'permute') &&
      !named(s, 'is', 'check', 'words', 'topological') &&
      s.parameters[0]?.kind === 'list',
    check: (s) =>
      by(
        s,
        'sorted(map(repr, result)) == sorted(map(repr, args[0]))',
        'JSON.stringify(result.map((x) => JSON.stringify(x)).sort()) === JSON.stringify(args[0].map((x) => JSON.stringify(x)).sort())',
      ),
    example: {
      name: 'rotate',
      parameters: [...listOf, ['k', 'int', 'number']],
      args: ['[1, 2, 2], 1'],
      right: { python: 'return xs[k:] + xs[:k]', javascript: 'return [...xs.slice(k), ...xs.slice(0, k)];' },
      wrong: { python: 'return xs[k:]', javascript: 'return xs.slice(k);' },
    },
  },
  {
    id: 'same length',
    title: 'the result is as long as the input',
    applies: (s) =>
      named(
        s,
        'cumulative',
        'rolling',
        'running',
        'prefix',
        'rescale',
        'normalize',
        'normalise',
        'increment',
        'reverse',
      ) &&
      s.parameters[0]?.kind === 'list' &&
      (s.returns.kind === 'list' || s.returns.kind === 'unknown') &&
      !named(s, 'all', 'common', 'longest'),
    check: (s) => by(s, 'len(result) == len(args[0])', 'result.length === args[0].length'),
    example: {
      name: 'running_total',
      parameters: listOf,
      args: ['[1, 2, 3]'],
      right: {
        python: 'return [sum(xs[: i + 1]) for i in range(len(xs))]',
        javascript: 'let t = 0; return xs.map((x) => (t += x));',
      },
      wrong: { python: 'return xs[1:]', javascript: 'return xs.slice(1);' },
    },
  },
  {
    id: 'no repeats',
    title: 'the result has no repeated item',
    applies: (s) =>
      (named(s, 'unique', 'uniq', 'dedupe', 'deduplicate', 'distinct') ||
        /remov\w* (all )?(the )?duplicates/.test(s.docstring)) &&
      !named(s, 'is', 'count', 'has') &&
      takesList(s) &&
      (s.returns.kind === 'list' || s.returns.kind === 'unknown'),
    check: (s) =>
      by(
        s,
        'len(set(map(repr, result))) == len(result)',
        'new Set(result.map((x) => JSON.stringify(x))).size === result.length',
      ),
    example: {
      name: 'unique',
      parameters: listOf,
      args: ['[1, 2, 1]'],
      right: { python: 'return sorted(set(xs))', javascript: 'return [...new Set(xs)];' },
      wrong: { python: 'return xs', javascript: 'return xs;' },
    },
  },
  {
    id: 'selection',
    title: 'every item of the result is one of the input',
    applies: (s) =>
      named(
        s,
        'filter',
        'select',
        'unique',
        'dedupe',
        'distinct',
        'intersection',
        'take',
        'drop',
        'compact',
        'without',
        'exclude',
      ) &&
      s.parameters[0]?.kind === 'list' &&
      !named(s, 'is', 'count', 'sum', 'has') &&
      (s.returns.kind === 'list' || s.returns.kind === 'unknown'),
    check: (s) =>
      by(
        s,
        'all(x in args[0] for x in result)',
        'result.every((x) => args[0].some((y) => JSON.stringify(x) === JSON.stringify(y)))',
      ),
    example: {
      name: 'filter_even',
      parameters: listOf,
      args: ['[1, 2, 4]'],
      right: { python: 'return [x for x in xs if x % 2 == 0]', javascript: 'return xs.filter((x) => x % 2 === 0);' },
      wrong: { python: 'return [x * 2 for x in xs]', javascript: 'return xs.map((x) => x * 2);' },
    },
  },
  {
    id: 'idempotence',
    title: 'doing it twice changes nothing more',
    applies: (s) =>
      s.repeatable &&
      named(
        s,
        ...sorts,
        'normalize',
        'normalise',
        'clean',
        'strip',
        'trim',
        'dedupe',
        'unique',
        'distinct',
        'canonical',
        'simplify',
        'clamp',
        'abs',
        'slugify',
        'compact',
        'sanitize',
      ) &&
      !named(s, 'is', 'count', 'has', 'check', 'by', 'third', 'even', 'odd'),
    check: (s) => equal(s, again(s, 'result'), 'result'),
    example: {
      name: 'trim',
      parameters: [['text', 'str', 'string']],
      args: ["'  a  '"],
      right: { python: 'return text.strip()', javascript: 'return text.trim();' },
      wrong: { python: 'return text[1:]', javascript: 'return text.slice(1);' },
    },
  },
  {
    id: 'involution',
    title: 'doing it twice gives the input back',
    applies: (s) =>
      s.repeatable &&
      named(s, 'reverse', 'invert', 'negate', 'transpose', 'complement', 'swapcase', 'mirror') &&
      !named(s, 'is', 'words', 'index') &&
      s.parameters.length === 1,
    check: (s) => equal(s, again(s, 'result'), 'args[0]'),
    example: {
      name: 'reverse',
      parameters: listOf,
      args: ['[1, 2, 3]'],
      right: { python: 'return xs[::-1]', javascript: 'return [...xs].reverse();' },
      wrong: { python: 'return xs[1:] + xs[:1]', javascript: 'return [...xs.slice(1), xs[0]];' },
    },
  },
];

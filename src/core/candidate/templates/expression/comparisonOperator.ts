import type { FixTemplate, Proposal } from '../../template';
import { becomes, replace, rewritten } from '../edits';
import { kindsOf, surely, surelyNumber } from '../types';
import { binaries, isPython } from '../view';

/** Replacements of each operator with how likely they are: a bound that is one off first, then the direction, then the rest. */
const ordered: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  '<': [
    ['<=', 1],
    ['>', 0.6],
    ['>=', 0.4],
    ['!=', 0.2],
    ['==', 0.15],
  ],
  '<=': [
    ['<', 1],
    ['>=', 0.6],
    ['>', 0.4],
    ['==', 0.2],
    ['!=', 0.15],
  ],
  '>': [
    ['>=', 1],
    ['<', 0.6],
    ['<=', 0.4],
    ['!=', 0.2],
    ['==', 0.15],
  ],
  '>=': [
    ['>', 1],
    ['<=', 0.6],
    ['<', 0.4],
    ['==', 0.2],
    ['!=', 0.15],
  ],
};

const equality: Readonly<
  Record<'python' | 'javascript', Readonly<Record<string, readonly (readonly [string, number])[]>>>
> = {
  python: {
    '==': [
      ['!=', 0.7],
      ['<=', 0.35],
      ['>=', 0.35],
      ['<', 0.2],
      ['>', 0.2],
      ['in', 0.15],
      ['is', 0.05],
    ],
    '!=': [
      ['==', 0.7],
      ['<', 0.3],
      ['>', 0.3],
      ['not in', 0.15],
      ['is not', 0.05],
    ],
    is: [
      ['==', 0.8],
      ['is not', 0.6],
    ],
    'is not': [
      ['!=', 0.8],
      ['is', 0.6],
    ],
    in: [
      ['not in', 0.8],
      ['==', 0.2],
    ],
    'not in': [
      ['in', 0.8],
      ['!=', 0.2],
    ],
  },
  javascript: {
    '==': [
      ['===', 0.5],
      ['!=', 0.5],
      ['<=', 0.25],
      ['>=', 0.25],
    ],
    '!=': [
      ['!==', 0.5],
      ['==', 0.5],
      ['<', 0.2],
      ['>', 0.2],
    ],
    '===': [
      ['!==', 0.7],
      ['<=', 0.35],
      ['>=', 0.35],
      ['<', 0.2],
      ['>', 0.2],
      ['==', 0.3],
    ],
    '!==': [
      ['===', 0.7],
      ['<', 0.3],
      ['>', 0.3],
      ['!=', 0.3],
    ],
  },
};

const strict: Readonly<Record<string, string>> = { '==': '===', '!=': '!==' };

const orderings = new Set(['<', '<=', '>', '>=']);

/**
 * `<` for `<=`, `>` for `<`, `==` for `!=`, `is` for `==`, `in` for `not in`, `==` for `===`.
 * Among the most frequent one-token fixes in every study of small bugs (ManySStuBs4J: change binary operator).
 */
export const comparisonOperator: FixTemplate = {
  id: 'comparisonOperator',
  bugClass: 'wrong condition',
  prior: 0.5,
  examples: [
    {
      language: 'python',
      buggy: 'def at_most(x, limit):\n    return x < limit\n',
      fixed: 'def at_most(x, limit):\n    return x <= limit\n',
    },
    {
      language: 'python',
      buggy: 'def inside(a, x, b):\n    return a <= x > b\n',
      fixed: 'def inside(a, x, b):\n    return a <= x < b\n',
    },
    {
      language: 'python',
      buggy: 'def missing(x, xs):\n    return x in xs\n',
      fixed: 'def missing(x, xs):\n    return x not in xs\n',
    },
    {
      language: 'javascript',
      buggy: 'function same(a, b) {\n  return a !== b;\n}\n',
      fixed: 'function same(a, b) {\n  return a === b;\n}\n',
    },
    {
      language: 'typescript',
      buggy: 'const last = (i: number, n: number): boolean => i >= n;\n',
      fixed: 'const last = (i: number, n: number): boolean => i > n;\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const table = equality[isPython(context) ? 'python' : 'javascript'];
    for (const pair of binaries(node)) {
      if (pair.kind !== 'comparison') continue;
      const right = kindsOf(pair.right, context);
      const left = kindsOf(pair.left, context);
      for (const [written, weight] of ordered[pair.text] ?? table[pair.text] ?? []) {
        // What was no test for equality becomes a strict one in JavaScript.
        const operator = !isPython(context) && orderings.has(pair.text) ? (strict[written] ?? written) : written;
        if ((operator === 'in' || operator === 'not in') && surelyNumber(right)) continue;
        if (orderings.has(operator) && (surely(right, 'null', 'boolean') || surely(left, 'null'))) continue;
        const edit = replace(pair.operator, operator);
        yield { edits: [edit], title: becomes(pair.node.text, rewritten(pair.node, [edit])), weight };
      }
    }
  },
};

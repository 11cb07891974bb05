import type { FixTemplate, Proposal } from '../../template';
import { changeIn } from '../edits';
import { kindsOf, may, surely } from '../types';
import { binary, isPython } from '../view';

const others: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  '+': [
    ['-', 1],
    ['*', 0.5],
    ['/', 0.1],
    ['|', 0.05],
    ['^', 0.05],
    ['%', 0.1],
    ['//', 0.08],
  ],
  '-': [
    ['+', 1],
    ['*', 0.2],
    ['/', 0.2],
    ['%', 0.2],
    ['//', 0.08],
  ],
  '*': [
    ['/', 0.5],
    ['+', 0.6],
    ['**', 0.5],
    ['//', 0.35],
    ['-', 0.2],
    ['%', 0.2],
  ],
  '/': [
    ['//', 1],
    ['*', 0.7],
    ['%', 0.4],
    ['-', 0.2],
  ],
  '//': [
    ['/', 1],
    ['%', 0.6],
    ['*', 0.4],
    ['-', 0.2],
    ['>>', 0.1],
  ],
  '%': [
    ['//', 0.8],
    ['/', 0.5],
    ['*', 0.2],
    ['-', 0.2],
    ['+', 0.1],
  ],
  '**': [
    ['*', 0.8],
    ['^', 0.1],
    ['//', 0.1],
  ],
  '&': [
    ['|', 0.8],
    ['^', 0.8],
    ['%', 0.2],
    ['-', 0.2],
  ],
  '|': [
    ['&', 0.8],
    ['^', 0.8],
    ['+', 0.2],
  ],
  '^': [
    ['&', 0.9],
    ['|', 0.7],
    ['**', 0.9],
  ],
  '<<': [
    ['>>', 1],
    ['*', 0.1],
  ],
  '>>': [
    ['<<', 0.8],
    ['>>>', 0.5],
    ['//', 0.1],
  ],
  '>>>': [
    ['>>', 0.8],
    ['<<', 0.4],
  ],
};

const numeric = new Set(['-', '*', '/', '//', '%', '**', '<<', '>>', '>>>']);

/** `+` for `-`, `*` for `**`, `/` for `//`, `&` for `^`. Only what the operands' types can stand. */
export const arithmeticOperator: FixTemplate = {
  id: 'arithmeticOperator',
  bugClass: 'wrong operator',
  prior: 0.3,
  examples: [
    {
      language: 'python',
      buggy: 'def middle(lo, hi):\n    return (lo + hi) / 2\n',
      fixed: 'def middle(lo, hi):\n    return (lo + hi) // 2\n',
    },
    {
      language: 'python',
      buggy: 'def clear_lowest(n):\n    return n ^ (n - 1)\n',
      fixed: 'def clear_lowest(n):\n    return n & (n - 1)\n',
    },
    {
      language: 'javascript',
      buggy: 'function area(w, h) {\n  return w + h;\n}\n',
      fixed: 'function area(w, h) {\n  return w * h;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const pair = binary(node, 'arithmetic');
    if (!pair) return;
    const python = isPython(context);
    const left = kindsOf(pair.left, context);
    const right = kindsOf(pair.right, context);
    const text = [left, right].some((kinds) => surely(kinds, 'string', 'list', 'tuple', 'dict', 'object'));
    for (const [operator, weight] of others[pair.text] ?? []) {
      if (operator === '//' && !python) continue;
      if (operator === '>>>' && python) continue;
      if (text && numeric.has(operator)) continue;
      const sets = may(left, 'set') && may(right, 'set') && left.size > 0;
      if ('&|^'.includes(operator) && !sets && (surely(left, 'float') || surely(right, 'float'))) continue;
      yield changeIn(node, pair.operator, operator, weight);
    }
  },
};

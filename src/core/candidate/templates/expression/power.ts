import type { FixTemplate, Proposal } from '../../template';
import { changeIn, operand } from '../edits';
import { siteOf } from '../sites';
import { kindsOrGuess, may } from '../types';
import { binary, isPython, isTarget } from '../view';

/** A value where its square is meant, or the square where the value is: dimensions that do not fit, as in `x - guess` for `x - guess ** 2`. */
export const power: FixTemplate = {
  id: 'power',
  bugClass: 'wrong operator',
  prior: 0.08,
  examples: [
    {
      language: 'python',
      buggy: 'def near(x, guess):\n    return abs(x - guess) < 0.01\n',
      fixed: 'def near(x, guess):\n    return abs(x - guess ** 2) < 0.01\n',
    },
    {
      language: 'javascript',
      buggy: 'function distance(x, y) {\n  return Math.sqrt(x + y * y);\n}\n',
      fixed: 'function distance(x, y) {\n  return Math.sqrt(x * x + y * y);\n}\n',
    },
    {
      language: 'python',
      buggy:
        'def prime(n):\n    d = 2\n    while d <= n:\n        if n % d == 0:\n            return False\n        d += 1\n    return n > 1\n',
      fixed:
        'def prime(n):\n    d = 2\n    while d ** 2 <= n:\n        if n % d == 0:\n            return False\n        d += 1\n    return n > 1\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const site = siteOf(node);
    if (site !== 'operand' && site !== 'compared') return;
    if (!/^(identifier|subscript|subscript_expression)$/.test(node.type) || isTarget(node)) return;
    const { kinds, known } = kindsOrGuess(node, context);
    if (!may(kinds, 'int', 'float', 'number')) return;
    const parent = node.parent;
    const pair = parent && binary(parent);
    if (!parent || !pair) return;
    const sum = pair.text === '+' || pair.text === '-';
    const ordered = /^[<>]=?$/.test(pair.text);
    if (!sum && !ordered) return;
    const square = isPython(context) ? `${operand(node)} ** 2` : `${operand(node)} * ${operand(node)}`;
    yield changeIn(parent, node, square, (pair.text === '-' ? 1 : sum ? 0.6 : 0.5) * (known ? 1 : 0.8));
  },
};

import type { FixTemplate, Proposal } from '../../template';
import { change, negation } from '../edits';
import { kindsOf, surely } from '../types';
import { bare, binary, conditionOf, negated } from '../view';

/**
 * `if x` for `if not x`, of a whole condition or one of its parts, and of a returned truth value.
 * Comparisons are left to the comparison template, which turns their operator.
 */
export const negateCondition: FixTemplate = {
  id: 'negateCondition',
  bugClass: 'wrong condition',
  prior: 0.3,
  examples: [
    {
      language: 'python',
      buggy: 'def first(xs):\n    if xs:\n        return None\n    return xs[0]\n',
      fixed: 'def first(xs):\n    if not xs:\n        return None\n    return xs[0]\n',
    },
    {
      language: 'python',
      buggy: 'def keep(a, b):\n    while a and b.done():\n        a = b.next()\n    return a\n',
      fixed: 'def keep(a, b):\n    while a and not b.done():\n        a = b.next()\n    return a\n',
    },
    {
      language: 'javascript',
      buggy:
        'function isEmpty(xs) {\n  if (!Array.isArray(xs)) throw new TypeError();\n  return !xs.every(Boolean);\n}\n',
      fixed:
        'function isEmpty(xs) {\n  if (!Array.isArray(xs)) throw new TypeError();\n  return xs.every(Boolean);\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const tested = conditionOf(node);
    if (tested && !binary(tested, 'comparison')) {
      yield change(tested, negation(tested, context), binary(tested, 'boolean') ? 0.4 : 1);
    }
    const pair = binary(node, 'boolean');
    if (pair && pair.text !== '??') {
      for (const side of [pair.left, pair.right]) {
        const inner = bare(side);
        if (binary(inner)) continue;
        yield change(side, negation(inner, context), 0.6);
      }
    }
    if (node.type === 'return_statement') {
      const value = node.firstNamedChild;
      if (!value || binary(value, 'comparison')) return;
      const boolean = surely(kindsOf(value, context), 'boolean');
      if (negated(value) ?? (boolean && !['true', 'false'].includes(value.type))) {
        yield change(value, negation(value, context), binary(value, 'boolean') ? 0.4 : 0.8);
      }
    }
  },
};

import type { FixTemplate, Proposal } from '../../template';
import { changeIn } from '../edits';
import { binary, isPython } from '../view';

const others: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  and: [['or', 1]],
  or: [['and', 1]],
  '&&': [['||', 1]],
  '||': [
    ['&&', 0.9],
    ['??', 0.5],
  ],
  '??': [
    ['||', 0.8],
    ['&&', 0.3],
  ],
};

/** `and` for `or`, `&&` for `||`, `??` for `||` (a default that must not swallow 0, '' and false). One proposal per operator, and a frequent slip: hence the high prior. */
export const booleanOperator: FixTemplate = {
  id: 'booleanOperator',
  bugClass: 'wrong condition',
  prior: 0.5,
  examples: [
    {
      language: 'python',
      buggy: 'def outside(x, lo, hi):\n    return x < lo and x > hi\n',
      fixed: 'def outside(x, lo, hi):\n    return x < lo or x > hi\n',
    },
    {
      language: 'javascript',
      buggy: 'function limit(options) {\n  return options.limit || 10;\n}\n',
      fixed: 'function limit(options) {\n  return options.limit ?? 10;\n}\n',
    },
    {
      language: 'typescript',
      buggy: 'const both = (a: boolean, b: boolean) => a || b;\n',
      fixed: 'const both = (a: boolean, b: boolean) => a && b;\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const pair = binary(node, 'boolean');
    if (!pair) return;
    for (const [operator, weight] of others[pair.text] ?? []) {
      // `a ?? b || c` is no JavaScript: the two may not stand side by side without parentheses.
      const mixed = [pair.left, pair.right, node.parent].some((near) => near && binary(near, 'boolean'));
      if (!isPython(context) && mixed && (operator === '??' || pair.text === '??')) continue;
      yield changeIn(node, pair.operator, operator, weight);
    }
  },
};

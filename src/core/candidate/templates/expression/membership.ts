import type { FixTemplate, Proposal } from '../../template';
import { change, changeIn } from '../edits';
import { kindsOf, surely } from '../types';
import { binary, isPython } from '../view';

/** Equality with one value for membership in several, keys for values, and comparison with a tolerance for equality of floats. */
export const membership: FixTemplate = {
  id: 'membership',
  bugClass: 'wrong condition',
  prior: 0.15,
  examples: [
    {
      language: 'python',
      buggy: 'def known(d, v):\n    return v in d\n',
      fixed: 'def known(d, v):\n    return v in d.values()\n',
    },
    {
      language: 'javascript',
      buggy: 'const known = (xs, x) => x in xs;\n',
      fixed: 'const known = (xs, x) => xs.includes(x);\n',
    },
    {
      language: 'python',
      buggy: 'def same(a: float, b: float) -> bool:\n    return a == b\n',
      fixed: 'def same(a: float, b: float) -> bool:\n    return abs(a - b) < 1e-9\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const pair = binary(node, 'comparison');
    if (!pair) return;
    const python = isPython(context);
    const right = kindsOf(pair.right, context);
    if (pair.text === 'in' || pair.text === 'not in') {
      if (!python) {
        yield change(node, `${pair.right.text}.includes(${pair.left.text})`);
        yield change(node, `${pair.right.text}.has(${pair.left.text})`, 0.4);
        return;
      }
      if (surely(right, 'list', 'string', 'tuple', 'set', 'iterator')) return;
      if (!pair.right.text.endsWith(')')) yield changeIn(node, pair.right, `${pair.right.text}.values()`, 0.5);
      return;
    }
    const left = kindsOf(pair.left, context);
    const floats = surely(left, 'float') || surely(right, 'float');
    if (
      /^[=!]==?$/.test(pair.text) &&
      (floats || (!python && surely(left, 'number') && pair.left.text.includes('/')))
    ) {
      const distance = python ? 'abs' : 'Math.abs';
      yield change(
        node,
        `${distance}(${pair.left.text} - ${pair.right.text}) ${pair.text.startsWith('!') ? '>=' : '<'} 1e-9`,
        0.7,
      );
    }
  },
};

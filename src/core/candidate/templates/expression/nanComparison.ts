import type { FixTemplate, Proposal } from '../../template';
import { change } from '../edits';
import { binary, isPython } from '../view';

/** Nothing equals NaN, not even NaN: a comparison with it is always the same. */
export const nanComparison: FixTemplate = {
  id: 'nanComparison',
  bugClass: 'wrong condition',
  prior: 0.9,
  examples: [
    {
      language: 'javascript',
      buggy: 'const known = (xs) => xs.filter((x) => x !== NaN);\n',
      fixed: 'const known = (xs) => xs.filter((x) => !Number.isNaN(x));\n',
    },
    {
      language: 'python',
      buggy: "def missing(x):\n    return x == float('nan')\n",
      fixed: 'def missing(x):\n    return x != x\n',
    },
    {
      language: 'python',
      buggy: 'import math\n\ndef missing(x):\n    return x is math.nan\n',
      fixed: 'import math\n\ndef missing(x):\n    return math.isnan(x)\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const pair = binary(node, 'comparison');
    if (!pair || !/^([!=]==?|is|is not)$/.test(pair.text)) return;
    const nan = /^(NaN|Number\.NaN|(math|np|numpy)\.nan|float\((['"])nan\3\))$/;
    const value = nan.test(pair.right.text) ? pair.left : nan.test(pair.left.text) ? pair.right : undefined;
    if (!value) return;
    const differs = pair.text.startsWith('!') || pair.text === 'is not';
    if (!isPython(context)) {
      yield change(node, `${differs ? '!' : ''}Number.isNaN(${value.text})`);
      return;
    }
    if (context.globals.includes('math')) yield change(node, `${differs ? 'not ' : ''}math.isnan(${value.text})`);
    yield change(node, `${value.text} ${differs ? '==' : '!='} ${value.text}`, 0.8);
  },
};

import type { FixTemplate, Proposal } from '../../template';
import { becomes, rewritten, swap } from '../edits';
import { compatible, kindsOf } from '../types';
import { call, isTarget, parts, subscripts } from '../view';

/** Two arguments, indices, targets, or parts of a tuple or list, in the wrong order. Only where both could stand in the other's place. */
export const swapArguments: FixTemplate = {
  id: 'swapArguments',
  bugClass: 'wrong argument',
  prior: 0.3,
  examples: [
    {
      language: 'python',
      buggy: 'def gcd(a, b):\n    return a if b == 0 else gcd(a % b, b)\n',
      fixed: 'def gcd(a, b):\n    return a if b == 0 else gcd(b, a % b)\n',
    },
    {
      language: 'python',
      buggy: 'def extremes(xs):\n    return max(xs), min(xs)\n',
      fixed: 'def extremes(xs):\n    return min(xs), max(xs)\n',
    },
    {
      language: 'python',
      buggy: 'def through(best, i, j, k):\n    return best[i, k] + best[j, k]\n',
      fixed: 'def through(best, i, j, k):\n    return best[i, k] + best[k, j]\n',
    },
    {
      language: 'python',
      buggy: "def month(date):\n    day, month = date.split('/')\n    return month\n",
      fixed: "def month(date):\n    month, day = date.split('/')\n    return month\n",
    },
    {
      language: 'javascript',
      buggy: 'function power(base, exponent) {\n  return Math.pow(exponent, base);\n}\n',
      fixed: 'function power(base, exponent) {\n  return Math.pow(base, exponent);\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const invoked = call(node);
    const indices = subscripts(node);
    const listed = ['tuple', 'expression_list', 'list', 'array', 'pattern_list'].includes(node.type);
    if (!invoked && !listed && indices.length < 2) return;
    if (invoked && ['max', 'min'].includes(invoked.name)) return;
    const args = (invoked ? invoked.args : listed ? parts(node) : indices).filter(
      (arg) => !/keyword|splat|spread|clause/.test(arg.type),
    );
    if (args.length < 2 || args.length > 4) return;
    for (let i = 0; i < args.length; i++) {
      for (let j = i + 1; j < args.length; j++) {
        const [a, b] = [args[i], args[j]];
        if (!a || !b || a.text === b.text || !compatible(kindsOf(a, context), kindsOf(b, context))) continue;
        const edits = swap(a, b);
        yield {
          edits,
          title: becomes(node.text, rewritten(node, edits)),
          weight: (j === i + 1 ? 1 : 0.6) * (isTarget(node) || node.type === 'pattern_list' ? 0.4 : listed ? 0.6 : 1),
        };
      }
    }
  },
};

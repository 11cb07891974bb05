import type { FixTemplate, Proposal } from '../../template';
import { becomes, conjunct, operand, replace, rewritten } from '../edits';
import { kindsOf, may, surelyNumber } from '../types';
import { binary } from '../view';

const ordered = new Set(['-', '/', '//', '%', '**', '<<', '>>', '@', 'in', 'not in']);

/** `a - b` for `b - a`; joined text or lists in the wrong order; a guard that stands behind what it guards. */
export const swapOperands: FixTemplate = {
  id: 'swapOperands',
  bugClass: 'wrong order',
  prior: 0.2,
  examples: [
    {
      language: 'python',
      buggy: 'def elapsed(start, end):\n    return start - end\n',
      fixed: 'def elapsed(start, end):\n    return end - start\n',
    },
    {
      language: 'python',
      buggy: 'def at(xs, i):\n    return xs[i] > 0 and i < len(xs)\n',
      fixed: 'def at(xs, i):\n    return i < len(xs) and xs[i] > 0\n',
    },
    {
      language: 'javascript',
      buggy: 'function descending(xs) {\n  return xs.sort((a, b) => a - b);\n}\n',
      fixed: 'function descending(xs) {\n  return xs.sort((a, b) => b - a);\n}\n',
    },
    {
      language: 'javascript',
      buggy: 'const greet = (name) => `${name}` + "Hello ";\n',
      fixed: 'const greet = (name) => "Hello " + `${name}`;\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const pair = binary(node);
    if (!pair || pair.left.text === pair.right.text) return;
    const { left, right } = pair;
    if (pair.kind === 'boolean' && pair.text !== '??') {
      const edits = [replace(left, conjunct(right, pair.text)), replace(right, conjunct(left, pair.text))];
      yield { edits, title: becomes(node.text, rewritten(node, edits)), weight: 0.25 };
      return;
    }
    const kinds = [kindsOf(left, context), kindsOf(right, context)] as const;
    const joins =
      pair.text === '+' && may(kinds[0], 'string', 'list', 'tuple') && may(kinds[1], 'string', 'list', 'tuple');
    if (!ordered.has(pair.text) && !joins) return;
    const edits = [replace(left, operand(right)), replace(right, operand(left))];
    const unsure = joins && (kinds[0].size === 0 || kinds[1].size === 0) ? 0.4 : 1;
    const literal = /^\d/.test(right.text) && surelyNumber(kinds[1]) ? 0.4 : 1;
    yield { edits, title: becomes(node.text, rewritten(node, edits)), weight: unsure * literal };
  },
};

import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { changeIn } from '../edits';
import { factsOf } from '../functionFacts';
import { binary } from '../view';

/** Conditions of the function that are tried for one answer. */
const MOST = 6;

/** A branch answers yes or no for good where it depends: on a condition that another branch asks. */
export const conditionalAnswer: FixTemplate = {
  id: 'conditionalAnswer',
  bugClass: 'wrong return',
  prior: 0.15,
  examples: [
    {
      language: 'python',
      buggy:
        'def reaches(xs, total):\n    if not xs:\n        return True\n    if total == 0:\n        return True\n    return reaches(xs[1:], total) or reaches(xs[1:], total - xs[0])\n',
      fixed:
        'def reaches(xs, total):\n    if not xs:\n        return total == 0\n    if total == 0:\n        return True\n    return reaches(xs[1:], total) or reaches(xs[1:], total - xs[0])\n',
    },
    {
      language: 'javascript',
      buggy:
        'function isLeap(year) {\n  if (year % 100 === 0) return false;\n  if (year % 400 === 0) return true;\n  return year % 4 === 0;\n}\n',
      fixed:
        'function isLeap(year) {\n  if (year % 100 === 0) return year % 400 === 0;\n  if (year % 400 === 0) return true;\n  return year % 4 === 0;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    if (node.type !== 'true' && node.type !== 'false') return;
    const holder = node.parent;
    if (holder?.type !== 'return_statement') return;
    const around = new Set<string>();
    for (let at: SyntaxNode | null = holder; at && at.id !== context.root.id; at = at.parent) {
      const asked = at.childForFieldName('condition');
      if (asked) around.add(asked.text.replace(/^\((.*)\)$/s, '$1'));
    }
    // Outside of every branch, the answer is the last word and no condition is left.
    if (around.size === 0) return;
    let given = 0;
    for (const [text, found] of factsOf(context).expressions) {
      if (!binary(found, 'comparison') || around.has(text) || given >= MOST) continue;
      given++;
      yield changeIn(holder, node, text, 1 - 0.1 * given);
    }
  },
};

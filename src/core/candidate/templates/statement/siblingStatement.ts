import { namesBefore } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { mirrors } from './sides';
import { brief, insertAfter, isDocstring, isStatement, offer, statementsIn } from '../statements';

/** Done for one of two, forgotten for the other: the statement again with its counterpart's names. */
export const siblingStatement: FixTemplate = {
  id: 'siblingStatement',
  bugClass: 'missing statement',
  prior: 0.2,
  examples: [
    inPython(
      'def norm(left, right):\n    left = left.strip()\n    return left == right\n',
      'def norm(left, right):\n    left = left.strip()\n    right = right.strip()\n    return left == right\n',
    ),
    inJavaScript(
      'function meet(xs, i, j) {\n  while (i < j) {\n    if (xs[i] === xs[j]) return i;\n    i++;\n  }\n  return -1;\n}\n',
      'function meet(xs, i, j) {\n  while (i < j) {\n    if (xs[i] === xs[j]) return i;\n    i++;\n    j--;\n  }\n  return -1;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'expression_statement' || !isStatement(node, context) || isDocstring(node)) return;
    const siblings = new Set(statementsIn(node.parent ?? node).map((s) => s.text));
    for (const lines of mirrors([node], namesBefore(node, context))) {
      if (lines.some((line) => siblings.has(line))) continue;
      yield* offer(`also \`${brief(lines.join(' '))}\``, 1, insertAfter(node, lines, context));
    }
  },
};

import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { ancestors, brief, insertAfter, isLoop, linesOf, offer, removeStatement } from '../statements';

/** A `return` inside a loop that ends it in its first turn: the answer is only known after the last one. */
export const lateReturn: FixTemplate = {
  id: 'lateReturn',
  bugClass: 'wrong return',
  prior: 0.6,
  examples: [
    inPython(
      'def total(xs):\n    s = 0\n    for x in xs:\n        s += x\n        return s\n',
      'def total(xs):\n    s = 0\n    for x in xs:\n        s += x\n    return s\n',
    ),
    inJavaScript(
      'function has(rows, y) {\n  for (const row of rows) {\n    for (const x of row) {\n      if (x === y) return true;\n      return false;\n    }\n  }\n}\n',
      'function has(rows, y) {\n  for (const row of rows) {\n    for (const x of row) {\n      if (x === y) return true;\n    }\n  }\n  return false;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'return_statement') return;
    const loops = [...ancestors(node, context)].filter((a) => isLoop(a));
    const lines = linesOf(node, context);
    for (const [index, loop] of loops.entries()) {
      const body = loop.childForFieldName('body');
      const direct = body && node.parent?.id === body.id;
      yield* offer(
        `\`${brief(node.text)}\` after the loop`,
        (direct || index > 0 ? 1 : 0.4) * (index === loops.length - 1 ? 1 : 0.7),
        removeStatement(node, context),
        insertAfter(loop, lines, context),
      );
    }
  },
};

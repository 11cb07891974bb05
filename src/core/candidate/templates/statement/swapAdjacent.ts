import { assignmentOf, identifiersIn } from './parts';
import type { FixTemplate } from '../../template';
import {
  brief,
  isBlock,
  isDocstring,
  isFunction,
  isJump,
  isStatement,
  nextStatement,
  offer,
  replaceNode,
} from '../statements';
import { inJavaScript, inPython } from './examples';

/** Two neighbours in the wrong order, as an update before the use of the old value. Weighs more when they share a name that one of them writes. */
export const swapAdjacent: FixTemplate = {
  id: 'swapAdjacent',
  bugClass: 'wrong order',
  prior: 0.3,
  examples: [
    inPython(
      'def walk(node, out):\n    while node:\n        node = node.next\n        out.append(node.value)\n    return out\n',
      'def walk(node, out):\n    while node:\n        out.append(node.value)\n        node = node.next\n    return out\n',
    ),
    inJavaScript(
      'function drain(q, out) {\n  while (q.length) {\n    out.push(item);\n    const item = q.pop();\n  }\n}\n',
      'function drain(q, out) {\n  while (q.length) {\n    const item = q.pop();\n    out.push(item);\n  }\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!isStatement(node, context) || isDocstring(node) || !isBlock(node.parent, context)) return;
    const next = nextStatement(node);
    if (
      !next ||
      [node, next].some((s) => isJump(s) || isFunction(s) || /^(pass|import|import_from|class)/.test(s.type))
    )
      return;
    const [here, there] = [new Set(identifiersIn(node)), new Set(identifiersIn(next))];
    const written = [node, next].flatMap((s) => {
      const assignment = assignmentOf(s);
      return assignment ? identifiersIn(assignment.left) : [];
    });
    const shared = [...here].filter((name) => there.has(name));
    if (shared.length === 0) return;
    const weight = written.some((name) => shared.includes(name)) ? 1 : 0.4;
    yield* offer(
      `\`${brief(next.text)}\` goes before \`${brief(node.text)}\``,
      weight,
      replaceNode(node, next.text),
      replaceNode(next, node.text),
    );
  },
};

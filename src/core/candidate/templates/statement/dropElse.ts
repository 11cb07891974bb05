import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import {
  blocksOf,
  brief,
  enclosingLoop,
  insertAfter,
  isComment,
  isStatement,
  linesOf,
  offer,
  statementsIn,
} from '../statements';

/** An `else` whose body must run in either case, or an `else` that should not be there at all. */
export const dropElse: FixTemplate = {
  id: 'dropElse',
  bugClass: 'extra statement',
  prior: 0.2,
  examples: [
    inPython(
      'def f(xs, y):\n    for x in xs:\n        if x == y:\n            return True\n        else:\n            return False\n',
      'def f(xs, y):\n    for x in xs:\n        if x == y:\n            return True\n    return False\n',
    ),
    inJavaScript(
      'function f(xs, y) {\n  for (const x of xs) {\n    if (x === y) {\n      return true;\n    } else {\n      return false;\n    }\n  }\n}\n',
      'function f(xs, y) {\n  for (const x of xs) {\n    if (x === y) {\n      return true;\n    }\n  }\n  return false;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!/^(else|elif)_clause$/.test(node.type)) return;
    const owner = node.parent;
    const block = blocksOf(node, context)[0];
    const before = node.previousNamedSibling;
    if (!owner || !before) return;
    const start = isComment(before) ? node.startIndex : before.endIndex;
    const drop = { range: { start, end: node.endIndex }, text: '' };
    const [head, tail] = [isStatement(owner, context), node.nextNamedSibling === null];
    if (!head || !tail) {
      yield* offer(`remove \`${brief(node.text)}\``, 0.3, tail ? drop : undefined);
      return;
    }
    yield* offer('remove the last branch', 0.4, drop);
    if (node.type !== 'else_clause' || !block || node.firstNamedChild?.type === 'if_statement') return;
    const lines = statementsIn(block).flatMap((s) => linesOf(s, context));
    if (lines.length === 0) return;
    const loop = enclosingLoop(owner, context);
    const returns = statementsIn(block).at(-1)?.type === 'return_statement';
    if (loop && returns)
      yield* offer('the last branch moves behind the loop', 1, drop, insertAfter(loop, lines, context));
    yield* offer('run the last branch in every case', returns ? 0.1 : 0.8, drop, insertAfter(owner, lines, context));
  },
};

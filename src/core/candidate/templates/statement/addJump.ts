import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { appendTo, blocksOf, enclosingLoop, isJump, offer, statementsIn } from '../statements';

/** A branch inside a loop that should end the turn or the loop. */
export const addJump: FixTemplate = {
  id: 'addJump',
  bugClass: 'missing statement',
  prior: 0.2,
  examples: [
    inPython(
      'def find(xs, y):\n    at = -1\n    for i, x in enumerate(xs):\n        if x == y:\n            at = i\n    return at\n',
      'def find(xs, y):\n    at = -1\n    for i, x in enumerate(xs):\n        if x == y:\n            at = i\n            break\n    return at\n',
    ),
    inJavaScript(
      'function f(xs, out) {\n  for (const x of xs) {\n    if (x === 0) {\n      out.push("zero");\n    }\n    out.push(1 / x);\n  }\n}\n',
      'function f(xs, out) {\n  for (const x of xs) {\n    if (x === 0) {\n      out.push("zero");\n      continue;\n    }\n    out.push(1 / x);\n  }\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'if_statement' || !enclosingLoop(node, context)) return;
    const p = phrasesOf(context);
    for (const block of blocksOf(node, context)) {
      const last = statementsIn(block).at(-1);
      if (!last || isJump(last)) continue;
      yield* offer('add `break`', 1, appendTo(block, [p.simple('break')], context));
      yield* offer('add `continue`', node.nextNamedSibling ? 1 : 0.2, appendTo(block, [p.simple('continue')], context));
    }
  },
};

import { factsOf } from './facts';
import { assignmentOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { brief, compoundOf, enclosingLoop, isStatement, offer, replaceNode } from '../statements';

/** A `return` behind a loop that is due inside it, as soon as the condition is met. */
export const earlyReturn: FixTemplate = {
  id: 'earlyReturn',
  bugClass: 'wrong return',
  prior: 0.2,
  examples: [
    inPython(
      'def find(xs, y):\n    at = -1\n    for i, x in enumerate(xs):\n        if x == y:\n            at = i\n    return at\n',
      'def find(xs, y):\n    at = -1\n    for i, x in enumerate(xs):\n        if x == y:\n            return i\n    return at\n',
    ),
    inJavaScript(
      'function f(n) {\n  let ok = true;\n  for (let i = 2; i < n; i++) {\n    if (n % i === 0) {\n      ok = false;\n    } else {\n      ok = true;\n    }\n  }\n  return ok;\n}\n',
      'function f(n) {\n  let ok = true;\n  for (let i = 2; i < n; i++) {\n    if (n % i === 0) {\n      return false;\n    } else {\n      ok = true;\n    }\n  }\n  return ok;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'expression_statement' || !isStatement(node, context)) return;
    const assignment = assignmentOf(node);
    if (assignment?.left.type !== 'identifier' || assignment.operator !== '=') return;
    const loop = enclosingLoop(node, context);
    const { left, right } = assignment;
    if (!loop || !factsOf(context).returns.some((r) => r.firstNamedChild?.text === left.text)) return;
    const p = phrasesOf(context);
    const inBranch = compoundOf(node, context)?.id !== loop.id;
    yield* offer(
      `return \`${brief(right.text)}\` at once`,
      inBranch ? 1 : 0.2,
      replaceNode(node, p.simple(`return ${right.text}`)),
    );
  },
};

import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { blocksOf, isJump, isStatement, linesOf, offer, replaceStatements, statementsIn } from '../statements';

/** A condition that should not be there: the body runs always. */
export const unwrapIf: FixTemplate = {
  id: 'unwrapIf',
  bugClass: 'wrong condition',
  prior: 0.15,
  examples: [
    inPython(
      'def f(xs):\n    s = 0\n    for x in xs:\n        if x > 0:\n            s += x\n    return s\n',
      'def f(xs):\n    s = 0\n    for x in xs:\n        s += x\n    return s\n',
    ),
    inJavaScript(
      'function f(xs) {\n  let s = 0;\n  for (const x of xs) {\n    if (x > 0) {\n      s += x;\n    }\n  }\n  return s;\n}\n',
      'function f(xs) {\n  let s = 0;\n  for (const x of xs) {\n    s += x;\n  }\n  return s;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'if_statement' || !isStatement(node, context)) return;
    const blocks = blocksOf(node, context);
    for (const [index, block] of blocks.entries()) {
      const statements = statementsIn(block);
      if (statements.length === 0) continue;
      const lines = statements.flatMap((s) => linesOf(s, context));
      const jump = statements.some((s) => isJump(s));
      yield* offer(
        index === 0 ? 'run the body always' : 'run the other branch always',
        (index === 0 ? 1 : 0.6) * (jump ? 0.3 : 1),
        replaceStatements(node, node, lines, context),
      );
    }
  },
};

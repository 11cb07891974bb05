import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { addElse, hasElse } from './sides';
import {
  blocksOf,
  brief,
  isBlock,
  isJump,
  isStatement,
  linesOf,
  nextStatement,
  offer,
  removeStatement,
  standsAlone,
  statementsIn,
} from '../statements';
import type { SyntaxNode } from '../../../capture/syntax';

/** What follows an `if` belongs to the other case only. */
export const nextIntoElse: FixTemplate = {
  id: 'nextIntoElse',
  bugClass: 'missing case',
  prior: 0.25,
  examples: [
    inPython(
      'def f(xs):\n    n = 0\n    for x in xs:\n        if x < 0:\n            n = 0\n        n += 1\n    return n\n',
      'def f(xs):\n    n = 0\n    for x in xs:\n        if x < 0:\n            n = 0\n        else:\n            n += 1\n    return n\n',
    ),
    inJavaScript(
      'function f(xs) {\n  let n = 0;\n  for (const x of xs) {\n    if (x < 0) {\n      n = 0;\n    }\n    n += 1;\n  }\n  return n;\n}\n',
      'function f(xs) {\n  let n = 0;\n  for (const x of xs) {\n    if (x < 0) {\n      n = 0;\n    } else {\n      n += 1;\n    }\n  }\n  return n;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'if_statement' || !isStatement(node, context) || hasElse(node)) return;
    const next = nextStatement(node);
    const body = blocksOf(node, context)[0];
    if (!next || !body || !isBlock(node.parent, context) || !standsAlone(context.text, next)) return;
    if (statementsIn(body).some((s) => isJump(s))) return;
    const rest = [];
    for (let at: SyntaxNode | undefined = next; at && rest.length < 6; at = nextStatement(at)) rest.push(at);
    const counts =
      rest.length > 1 && !isJump(next)
        ? [1, rest.at(-1) && isJump(rest.at(-1) ?? next) ? rest.length - 1 : rest.length]
        : [1];
    for (const count of new Set(counts)) {
      const taken = rest.slice(0, count);
      if (taken.some((s) => s.type.endsWith('_declaration'))) continue;
      const lines = taken.flatMap((s) => linesOf(s, context));
      yield* offer(
        `\`${brief(next.text)}\` only in the other case`,
        next.type === 'return_statement' ? 0.3 : 1 / count,
        addElse(node, lines, context),
        ...taken.map((s) => removeStatement(s, context)),
      );
    }
  },
};

import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { hasElse } from './sides';
import {
  blocksOf,
  brief,
  enclosingLoop,
  indented,
  insertAfter,
  isStatement,
  layoutOf,
  linesOf,
  nextStatement,
  offer,
  replaceStatements,
  standsAlone,
  statementsIn,
} from '../statements';

/** The answer for "no element fits" stands in the branch of each turn, or the loop's `else` belongs to the `if`. */
export const loopElse: FixTemplate = {
  id: 'loopElse',
  bugClass: 'wrong order',
  prior: 0.3,
  examples: [
    inPython(
      'def find(xs, y):\n    for x in xs:\n        if x == y:\n            at = x\n            break\n        else:\n            at = None\n    return at\n',
      'def find(xs, y):\n    for x in xs:\n        if x == y:\n            at = x\n            break\n    else:\n        at = None\n    return at\n',
    ),
    inJavaScript(
      'function label(xs) {\n  let s = "";\n  for (const x of xs) {\n    s += x;\n    s += ",";\n    if (s.length > 80) break;\n  }\n  return s;\n}\n',
      'function label(xs) {\n  let s = "";\n  for (const x of xs) {\n    s += x;\n    if (s.length > 80) break;\n    s += ",";\n  }\n  return s;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (isStatement(node, context) && node.type === 'expression_statement') {
      const next = nextStatement(node);
      const leaves = next?.type === 'if_statement' && /\b(break|continue|return)\b/.test(next.text);
      if (next && leaves && enclosingLoop(node, context))
        yield* offer(
          `check before \`${brief(node.text)}\``,
          0.8,
          replaceStatements(node, next, [...linesOf(next, context), ...linesOf(node, context)], context),
        );
    }
    if (!layoutOf(context).python || node.type !== 'else_clause') return;
    const owner = node.parent;
    const block = blocksOf(node, context)[0];
    if (!owner || !block || !standsAlone(context.text, owner)) return;
    const loop = enclosingLoop(owner, context);
    const before = node.previousNamedSibling;
    const lines = [
      'else:',
      ...indented(
        statementsIn(block).flatMap((s) => linesOf(s, context)),
        context,
      ),
    ];
    if (
      owner.type === 'if_statement' &&
      loop &&
      before &&
      nextStatement(owner) === undefined &&
      owner.parent?.id === loop.childForFieldName('body')?.id &&
      !hasElse(loop)
    ) {
      yield* offer(
        'the `else` belongs to the loop',
        /\bbreak\b/.test(owner.text) ? 1 : 0.3,
        { range: { start: before.endIndex, end: node.endIndex }, text: '' },
        insertAfter(loop, lines, context),
      );
    }
  },
};

import type { FixTemplate } from '../../template';
import {
  brief,
  compoundOf,
  insertAfter,
  insertBefore,
  isDocstring,
  isFunction,
  isLoop,
  isStatement,
  linesOf,
  offer,
  removeStatement,
  statementsIn,
} from '../statements';
import { inJavaScript, inPython } from './examples';

/** A statement one level too deep: run on every turn or in one branch where it belongs after (or before) the whole. */
export const moveOut: FixTemplate = {
  id: 'moveOut',
  bugClass: 'wrong order',
  prior: 0.3,
  examples: [
    inPython(
      'def flat(rows):\n    out = []\n    for row in rows:\n        line = []\n        for x in row:\n            line.append(x)\n            out.append(line)\n    return out\n',
      'def flat(rows):\n    out = []\n    for row in rows:\n        line = []\n        for x in row:\n            line.append(x)\n        out.append(line)\n    return out\n',
    ),
    inJavaScript(
      'function sum(xs) {\n  let s;\n  for (const x of xs) {\n    s = 0;\n    s += x;\n  }\n  return s;\n}\n',
      'function sum(xs) {\n  let s;\n  s = 0;\n  for (const x of xs) {\n    s += x;\n  }\n  return s;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!isStatement(node, context) || isDocstring(node) || isFunction(node)) return;
    if (/^(break|continue|pass)_statement$/.test(node.type)) return;
    const compound = compoundOf(node, context);
    if (!compound || !node.parent) return;
    const statements = statementsIn(node.parent);
    const lines = linesOf(node, context);
    const loop = isLoop(compound);
    const title = `\`${brief(node.text)}\` leaves the \`${compound.type.replace(/_.*/, '')}\``;
    const [last, first] = [statements.at(-1)?.id === node.id, statements[0]?.id === node.id];
    if (last) {
      yield* offer(title, loop ? 1 : 0.7, removeStatement(node, context), insertAfter(compound, lines, context));
    }
    if (first && statements.length > 1 && node.type !== 'return_statement') {
      yield* offer(
        `${title}, before it`,
        loop ? 0.8 : 0.5,
        insertBefore(compound, lines, context),
        removeStatement(node, context),
      );
    }
    if (!last && loop && node.type === 'expression_statement') {
      yield* offer(title, 0.3, removeStatement(node, context), insertAfter(compound, lines, context));
    }
    const outer = loop ? undefined : compoundOf(compound, context);
    if (last && outer && isLoop(outer)) {
      yield* offer(`${title} and the loop`, 0.4, removeStatement(node, context), insertAfter(outer, lines, context));
    }
  },
};

import type { FixTemplate } from '../../template';
import {
  brief,
  insertAfter,
  insertBefore,
  isBlock,
  isDocstring,
  isFunction,
  isJump,
  isStatement,
  linesOf,
  offer,
  removeStatement,
  statementsIn,
} from '../statements';
import { inJavaScript, inPython } from './examples';

/** A simple statement two or more places too early or too late in its own block (one place is `swapAdjacent`). */
export const moveStatement: FixTemplate = {
  id: 'moveStatement',
  bugClass: 'wrong order',
  prior: 0.12,
  examples: [
    inPython(
      'def visit(g, n, seen):\n    for m in g[n]:\n        mark(m)\n        log(m)\n        m = g.find(m)\n    return seen\n',
      'def visit(g, n, seen):\n    for m in g[n]:\n        m = g.find(m)\n        mark(m)\n        log(m)\n    return seen\n',
    ),
    inJavaScript(
      'function next(it) {\n  it.i++;\n  const x = it.xs[it.i];\n  log(x);\n  return x;\n}\n',
      'function next(it) {\n  const x = it.xs[it.i];\n  log(x);\n  it.i++;\n  return x;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!isStatement(node, context) || isDocstring(node) || isFunction(node) || isJump(node)) return;
    if (!/^(expression_statement|lexical_declaration|variable_declaration)$/.test(node.type)) return;
    const block = node.parent;
    if (!isBlock(block, context)) return;
    const statements = statementsIn(block).filter((s) => !isDocstring(s));
    const index = statements.findIndex((s) => s.id === node.id);
    const lines = linesOf(node, context);
    for (const distance of [2, 3, 4]) {
      const later = statements[index + distance];
      const earlier = statements[index - distance];
      const weight = 1 / distance;
      if (later && !isJump(later)) {
        yield* offer(
          `move \`${brief(node.text)}\` down`,
          weight,
          insertAfter(later, lines, context),
          removeStatement(node, context),
        );
      }
      if (earlier) {
        yield* offer(
          `move \`${brief(node.text)}\` up`,
          weight,
          insertBefore(earlier, lines, context),
          removeStatement(node, context),
        );
      }
    }
  },
};

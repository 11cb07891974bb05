import type { FixTemplate } from '../../template';
import {
  appendTo,
  blocksOf,
  brief,
  isBlock,
  isDocstring,
  isFunction,
  isLoop,
  isStatement,
  linesOf,
  nextStatement,
  offer,
  prependTo,
  previousStatement,
  removeStatement,
} from '../statements';
import { inJavaScript, inPython } from './examples';

/** A statement one level too shallow: reset once where it belongs to every turn, or run always where it belongs to a branch. */
export const moveInto: FixTemplate = {
  id: 'moveInto',
  bugClass: 'wrong order',
  prior: 0.3,
  examples: [
    inPython(
      'def rows(m):\n    out = []\n    row = []\n    for line in m:\n        for x in line:\n            row.append(x)\n        out.append(row)\n    return out\n',
      'def rows(m):\n    out = []\n    for line in m:\n        row = []\n        for x in line:\n            row.append(x)\n        out.append(row)\n    return out\n',
    ),
    inJavaScript(
      'function count(xs) {\n  let n = 0;\n  for (const x of xs) {\n    log(x);\n  }\n  n++;\n  return n;\n}\n',
      'function count(xs) {\n  let n = 0;\n  for (const x of xs) {\n    log(x);\n    n++;\n  }\n  return n;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!isStatement(node, context) || isDocstring(node) || isFunction(node) || !isBlock(node.parent, context)) return;
    if (
      !/^(expression_statement|lexical_declaration|variable_declaration|return_statement|break_statement|continue_statement)$/.test(
        node.type,
      )
    )
      return;
    const lines = linesOf(node, context);
    const declaration = node.type.endsWith('_declaration');
    const previous = previousStatement(node);
    const onlyStatement = !previous && !nextStatement(node);
    if (onlyStatement) return;
    if (previous && !declaration) {
      for (const block of blocksOf(previous, context)) {
        const loop = isLoop(previous);
        if (node.type !== 'return_statement' || !loop) {
          yield* offer(
            `\`${brief(node.text)}\` becomes part of the \`${previous.type.replace(/_.*/, '')}\``,
            loop ? 1 : 0.7,
            appendTo(block, lines, context),
            removeStatement(node, context),
          );
        }
      }
    }
    let next = nextStatement(node);
    for (
      let distance = 0;
      next && distance < 3 && node.type !== 'return_statement';
      distance++, next = nextStatement(next)
    ) {
      for (const block of blocksOf(next, context)) {
        yield* offer(
          `\`${brief(node.text)}\` becomes part of the \`${next.type.replace(/_.*/, '')}\``,
          (isLoop(next) ? 0.9 : 0.4) * 0.7 ** distance,
          removeStatement(node, context),
          prependTo(block, lines, context),
        );
      }
    }
  },
};

import type { FixTemplate } from '../../template';
import { conditionsFor } from './conditions';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { brief, isDocstring, isStatement, linesOf, offer, replaceStatements } from '../statements';

/** A statement that must not run always. The conditions come from what the statement does: a key that may be absent, an index out of range, a value already seen, a null object, a zero divisor. */
export const wrapInCondition: FixTemplate = {
  id: 'wrapInCondition',
  bugClass: 'missing case',
  prior: 0.22,
  examples: [
    inPython(
      'def unique(xs):\n    out = []\n    for x in xs:\n        out.append(x)\n    return out\n',
      'def unique(xs):\n    out = []\n    for x in xs:\n        if x not in out:\n            out.append(x)\n    return out\n',
    ),
    inJavaScript(
      'function pairs(xs) {\n  const out = [];\n  for (const a of xs) {\n    for (const b of xs) {\n      out.push([a, b]);\n    }\n  }\n  return out;\n}\n',
      'function pairs(xs) {\n  const out = [];\n  for (const a of xs) {\n    for (const b of xs) {\n      if (b !== a) {\n        out.push([a, b]);\n      }\n    }\n  }\n  return out;\n}\n',
    ),
    inPython(
      'def walk(node, out):\n    walk(node.left, out)\n    out.append(node.value)\n',
      'def walk(node, out):\n    if node.left:\n        walk(node.left, out)\n    out.append(node.value)\n',
    ),
  ],
  *propose(node, context) {
    if (
      !isStatement(node, context) ||
      !/^(expression_statement|return_statement|for_statement|for_in_statement|while_statement|raise_statement|throw_statement)$/.test(
        node.type,
      )
    )
      return;
    if (isDocstring(node)) return;
    const p = phrasesOf(context);
    const lines = linesOf(node, context);
    const compound = node.type !== 'expression_statement';
    for (const { text, weight } of conditionsFor(node, context, compound ? 4 : 8)) {
      yield* offer(
        `only if \`${brief(text)}\``,
        weight * (compound ? 0.5 : 1),
        replaceStatements(node, node, p.guarded(text, lines), context),
      );
    }
  },
};

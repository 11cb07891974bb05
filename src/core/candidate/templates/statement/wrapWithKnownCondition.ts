import { namesBefore } from './facts';
import { identifiersIn } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { brief, isDocstring, isStatement, linesOf, offer, replaceStatements } from '../statements';

/** Everything from a statement to the end of its block depends on a condition that occurs elsewhere in the function. */
export const wrapWithKnownCondition: FixTemplate = {
  id: 'wrapWithKnownCondition',
  bugClass: 'missing case',
  prior: 0.06,
  examples: [
    inPython(
      'def f(n, log):\n    if n > 0:\n        log.append(n)\n    n -= 1\n    return n\n',
      'def f(n, log):\n    if n > 0:\n        log.append(n)\n    if n > 0:\n        n -= 1\n    return n\n',
    ),
    inJavaScript(
      'function f(n, log) {\n  if (n > 0) {\n    log.push(n);\n  }\n  n--;\n  return n;\n}\n',
      'function f(n, log) {\n  if (n > 0) {\n    log.push(n);\n  }\n  if (n > 0) {\n    n--;\n  }\n  return n;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (
      !isStatement(node, context) ||
      !/^(expression_statement|return_statement)$/.test(node.type) ||
      isDocstring(node)
    )
      return;
    const p = phrasesOf(context);
    const names = new Set(namesBefore(node, context));
    const own = new Set(identifiersIn(node));
    const lines = linesOf(node, context);
    const seen = new Set<string>();
    for (const other of context.root.descendantsOfType(['if_statement', 'while_statement', 'elif_clause'])) {
      const condition = other.childForFieldName('condition');
      const bare = condition?.type === 'parenthesized_expression' ? condition.firstNamedChild : condition;
      if (!bare || seen.has(bare.text) || (other.startIndex <= node.startIndex && node.endIndex <= other.endIndex))
        continue;
      const used = identifiersIn(bare);
      if (bare.text.length > 60 || !used.some((name) => own.has(name)) || !used.some((name) => names.has(name)))
        continue;
      seen.add(bare.text);
      for (const [text, weight] of [
        [bare.text, 1],
        [p.not(bare.text), 0.8],
      ] as const) {
        yield* offer(
          `only if \`${brief(text)}\``,
          weight,
          replaceStatements(node, node, p.guarded(text, lines), context),
        );
      }
      if (seen.size >= 2) return;
    }
  },
};

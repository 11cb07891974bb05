import type { FixTemplate } from '../../template';
import { needs } from './conditions';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { brief, descendants, offer, replaceNode } from '../statements';

/** A condition that looks at an element before it asks whether there is one: the question comes first, or is added. */
export const boundsFirst: FixTemplate = {
  id: 'boundsFirst',
  bugClass: 'wrong order',
  prior: 0.35,
  examples: [
    inPython(
      'def skip(s, i):\n    while s[i] == " " and i < len(s):\n        i += 1\n    return i\n',
      'def skip(s, i):\n    while i < len(s) and s[i] == " ":\n        i += 1\n    return i\n',
    ),
    inJavaScript(
      'function f(user) {\n  if (user.name === "x") {\n    return 1;\n  }\n  return 0;\n}\n',
      'function f(user) {\n  if (user != null && user.name === "x") {\n    return 1;\n  }\n  return 0;\n}\n',
    ),
  ],
  *propose(node, context) {
    const p = phrasesOf(context);
    if (/^(boolean_operator|binary_expression)$/.test(node.type)) {
      const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
      const operator = node.childForFieldName('operator')?.text ?? '';
      if (left && right && /^(and|or|&&|\|\|)$/.test(operator)) {
        const risky = /\[|\.\w+|\//.test(left.text);
        yield* offer(
          `ask \`${brief(right.text)}\` first`,
          risky ? 1 : 0.1,
          replaceNode(left, right.text),
          replaceNode(right, left.text),
        );
      }
    }
    if (!/^(if_statement|elif_clause)$/.test(node.type)) return;
    const condition = node.childForFieldName('condition');
    const target = condition?.type === 'parenthesized_expression' ? condition.firstNamedChild : condition;
    if (!target) return;
    const operand = /\bor\b|\|\||\?/.test(target.text) ? `(${target.text})` : target.text;
    const found = new Map<string, number>();
    for (const part of [target, ...descendants(target)])
      for (const { text, weight } of needs(part, context))
        if (!target.text.includes(text) || text.length < 5) found.set(text, weight);
    for (const [text, weight] of [...found].sort((a, b) => b[1] - a[1]).slice(0, 4)) {
      yield* offer(`ask \`${brief(text)}\` first`, weight, replaceNode(target, `${text} ${p.and} ${operand}`));
    }
  },
};

import { identifiersIn } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { hasElse } from './sides';
import { isStatement, offer, replaceNode } from '../statements';

/** Asked once where it must be asked until it no longer holds, or the reverse. */
export const ifToWhile: FixTemplate = {
  id: 'ifToWhile',
  bugClass: 'wrong condition',
  prior: 0.3,
  examples: [
    inPython(
      'def trim(s):\n    if s.startswith(" "):\n        s = s[1:]\n    return s\n',
      'def trim(s):\n    while s.startswith(" "):\n        s = s[1:]\n    return s\n',
    ),
    inJavaScript(
      'function pop(stack, x) {\n  while (stack.length && stack.at(-1) > x) {\n    stack.pop();\n  }\n}\n',
      'function pop(stack, x) {\n  if (stack.length && stack.at(-1) > x) {\n    stack.pop();\n  }\n}\n',
    ),
    inJavaScript(
      'function half(n) {\n  if (n % 2 === 0) n /= 2;\n  return n;\n}\n',
      'function half(n) {\n  while (n % 2 === 0) n /= 2;\n  return n;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!/^(if|while)_statement$/.test(node.type) || !isStatement(node, context) || hasElse(node)) return;
    const keyword = node.firstChild;
    if (!keyword) return;
    const loops = node.type === 'while_statement';
    const condition = node.childForFieldName('condition');
    const body = node.childForFieldName('consequence') ?? node.childForFieldName('body');
    if (!condition || !body || (loops && /^\(?(True|true|1)\)?$/.test(condition.text))) return;
    const own = identifiersIn(condition);
    const advances = own.some((name) =>
      new RegExp(
        `\\b${name}\\b(\\.\\w+)?\\s*([-+*/%]|\\/\\/|>>|<<)?=(?!=)|\\b${name}(\\+\\+|--|\\.(pop|shift|popleft|remove)\\()`,
      ).test(body.text),
    );
    const jumps = /\b(return|break|raise|throw)\b/.test(body.text);
    if (!loops && jumps && !advances) return;
    if (loops && /\b(break|continue)\b/.test(body.text)) return;
    yield* offer(
      loops ? '`while` becomes `if`' : '`if` becomes `while`',
      advances ? 1 : 0.1,
      replaceNode(keyword, loops ? 'if' : 'while'),
    );
  },
};

import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { indentationAt, isBlock, layoutOf, offer } from '../statements';

/** An `elif` that must be asked even when the one before it said yes. */
export const elifToIf: FixTemplate = {
  id: 'elifToIf',
  bugClass: 'wrong condition',
  prior: 0.3,
  examples: [
    inPython(
      'def f(n):\n    out = []\n    if n % 2 == 0:\n        out.append(2)\n    elif n % 3 == 0:\n        out.append(3)\n    return out\n',
      'def f(n):\n    out = []\n    if n % 2 == 0:\n        out.append(2)\n    if n % 3 == 0:\n        out.append(3)\n    return out\n',
    ),
    inJavaScript(
      'function f(n) {\n  const out = [];\n  if (n % 2 === 0) {\n    out.push(2);\n  } else if (n % 3 === 0) {\n    out.push(3);\n  }\n  return out;\n}\n',
      'function f(n) {\n  const out = [];\n  if (n % 2 === 0) {\n    out.push(2);\n  }\n  if (n % 3 === 0) {\n    out.push(3);\n  }\n  return out;\n}\n',
    ),
  ],
  *propose(node, context) {
    const { newline } = layoutOf(context);
    if (node.type === 'elif_clause') {
      yield* offer('`elif` becomes `if`', 1, {
        range: { start: node.startIndex, end: node.startIndex + 4 },
        text: 'if',
      });
    }
    if (node.type === 'else_clause' && node.firstNamedChild?.type === 'if_statement') {
      const inner = node.firstNamedChild;
      const before = node.previousNamedSibling;
      if (!before || !isBlock(node.parent?.childForFieldName('consequence') ?? null, context)) return;
      const base = indentationAt(context.text, before.endIndex);
      yield* offer('`else if` becomes `if`', 1, {
        range: { start: before.endIndex, end: inner.startIndex },
        text: newline + base,
      });
    }
  },
};

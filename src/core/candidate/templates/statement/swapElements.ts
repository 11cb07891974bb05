import { assignmentOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { brief, isStatement, layoutOf, offer, replaceNode, replaceStatements } from '../statements';

/** Half a swap: the second element is lost. */
export const swapElements: FixTemplate = {
  id: 'swapElements',
  bugClass: 'wrong order',
  prior: 0.3,
  examples: [
    inPython(
      'def bubble(xs):\n    for i in range(len(xs) - 1):\n        if xs[i] > xs[i + 1]:\n            xs[i] = xs[i + 1]\n    return xs\n',
      'def bubble(xs):\n    for i in range(len(xs) - 1):\n        if xs[i] > xs[i + 1]:\n            xs[i], xs[i + 1] = xs[i + 1], xs[i]\n    return xs\n',
    ),
    inJavaScript(
      'function bubble(xs) {\n  for (let i = 0; i + 1 < xs.length; i++) {\n    if (xs[i] > xs[i + 1]) {\n      xs[i] = xs[i + 1];\n    }\n  }\n  return xs;\n}\n',
      'function bubble(xs) {\n  for (let i = 0; i + 1 < xs.length; i++) {\n    if (xs[i] > xs[i + 1]) {\n      [xs[i], xs[i + 1]] = [xs[i + 1], xs[i]];\n    }\n  }\n  return xs;\n}\n',
    ),
    inPython(
      'def order(lo, hi):\n    if lo > hi:\n        lo = hi\n    return lo, hi\n',
      'def order(lo, hi):\n    if lo > hi:\n        lo, hi = hi, lo\n    return lo, hi\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'expression_statement' || !isStatement(node, context)) return;
    const parts = assignmentOf(node);
    if (parts?.operator !== '=') return;
    const { left, right } = parts;
    const { python, end } = layoutOf(context);
    const pair =
      /^(pattern_list|tuple_pattern|array_pattern)$/.test(left.type) &&
      /^(expression_list|tuple|array)$/.test(right.type);
    if (pair && right.namedChildCount === 2) {
      const [a, b] = right.namedChildren;
      if (a && b) yield* offer('exchange the two values', 0.8, replaceNode(a, b.text), replaceNode(b, a.text));
      return;
    }
    const element = left.type.startsWith('subscript') && right.type.startsWith('subscript');
    if (!element && !(left.type === 'identifier' && right.type === 'identifier')) return;
    const [both, values] = [`${left.text}, ${right.text}`, `${right.text}, ${left.text}`];
    if (left.text === right.text) return;
    yield* offer(
      `swap \`${brief(left.text)}\` and \`${brief(right.text)}\``,
      element ? 1 : 0.3,
      replaceStatements(node, node, [python ? `${both} = ${values}` : `[${both}] = [${values}]${end}`], context),
    );
  },
};

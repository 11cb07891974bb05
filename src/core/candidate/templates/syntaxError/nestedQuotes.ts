import type { FixTemplate } from '../../template';
import { inPython } from '../statement/examples';
import { offer, replaceNode } from '../statements';

/** The same quotes inside a formatted string: an error before Python 3.12. */
export const nestedQuotes: FixTemplate = {
  id: 'nestedQuotes',
  bugClass: 'syntax error',
  prior: 0.4,
  examples: [inPython('def f(x):\n    return f"{x["a"]}"\n', 'def f(x):\n    return f"{x[\'a\']}"\n')],
  *propose(node) {
    if (node.type !== 'string' || node.parent?.type === 'string') return;
    const outer = /^\w*(["'])/.exec(node.text)?.[1];
    if (outer === undefined || !/^\w*f/i.test(node.text)) return;
    const inner = node
      .descendantsOfType('string')
      .filter((s) => s.id !== node.id && s.text.startsWith(outer) && !s.text.startsWith(outer.repeat(3)));
    const other = outer === '"' ? "'" : '"';
    if (inner.length === 0) return;
    yield* offer('other quotes inside', 1, ...inner.map((s) => replaceNode(s, other + s.text.slice(1, -1) + other)));
  },
};

import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { change } from '../edits';
import { call } from '../view';

const mostLinks = 4;

/** Methods called one on the other's result, in the wrong order: what escapes a sign must run before what brings it in. */
export const chainOrder: FixTemplate = {
  id: 'chainOrder',
  bugClass: 'wrong order',
  prior: 0.15,
  examples: [
    {
      language: 'javascript',
      buggy: "const quote = (s) => s.replace(/\"/g, '\\\\\"').replace(/\\\\/g, '\\\\\\\\');\n",
      fixed: "const quote = (s) => s.replace(/\\\\/g, '\\\\\\\\').replace(/\"/g, '\\\\\"');\n",
    },
    {
      language: 'javascript',
      buggy: 'const squares = (xs) => xs.slice(0, 3).sort((a, b) => b - a).filter((x) => x > 0);\n',
      fixed: 'const squares = (xs) => xs.filter((x) => x > 0).slice(0, 3).sort((a, b) => b - a);\n',
    },
    {
      language: 'python',
      buggy: "def plain(s):\n    return s.replace('&lt;', '<').replace('&amp;', '&').replace('&gt;', '>')\n",
      fixed: "def plain(s):\n    return s.replace('&lt;', '<').replace('&gt;', '>').replace('&amp;', '&')\n",
    },
  ],
  *propose(node): Iterable<Proposal> {
    // Only the whole chain: its parts are no chains of their own.
    if (node.parent && call(node.parent.parent ?? node.parent)?.receiver?.id === node.id) return;
    const links: string[] = [];
    let at: SyntaxNode = node;
    for (let one = call(at); one?.receiver && one.nameNode && !one.isNew; one = call(at)) {
      links.unshift(at.text.slice(one.receiver.text.length));
      at = one.receiver;
      if (links.length > mostLinks) return;
    }
    if (links.length < 2 || call(at) || /^[A-Z]/.test(at.text)) return;
    const seen = new Set([links.join('')]);
    const orders: (readonly [readonly string[], number])[] = [
      [[...links.slice(-1), ...links.slice(0, -1)], 1],
      [[...links.slice(1), ...links.slice(0, 1)], 0.7],
    ];
    for (let i = 0; i + 1 < links.length; i++) {
      orders.push([
        [...links.slice(0, i), ...links.slice(i + 1, i + 2), ...links.slice(i, i + 1), ...links.slice(i + 2)],
        0.7,
      ]);
    }
    for (const [order, weight] of orders) {
      const text = order.join('');
      if (seen.has(text)) continue;
      seen.add(text);
      // Links with one name can follow one another in any order; others often cannot.
      const alike = new Set(links.map((link) => /^\W*\w+/.exec(link)?.[0])).size === 1 ? 1 : 0.5;
      yield change(node, at.text + text, weight * alike);
    }
  },
};

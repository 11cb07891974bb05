import type { FixTemplate, Proposal } from '../../template';
import { change } from '../edits';
import { bare, binaries, binary, isPython } from '../view';

/** Comparisons that do not mean what they look like: `a < b < c` in JavaScript, `x == a or b` for `x == a or x == b`, a chain that should compare with its ends only. */
export const chainedComparison: FixTemplate = {
  id: 'chainedComparison',
  bugClass: 'wrong condition',
  prior: 0.35,
  examples: [
    {
      language: 'javascript',
      buggy: 'const between = (a, x, b) => a < x < b;\n',
      fixed: 'const between = (a, x, b) => a < x && x < b;\n',
    },
    {
      language: 'python',
      buggy: 'def vowel(c):\n    return c == "a" or "e"\n',
      fixed: 'def vowel(c):\n    return c == "a" or c == "e"\n',
    },
    {
      language: 'python',
      buggy: 'def equal(a, b, c):\n    return a == b and b == c\n',
      fixed: 'def equal(a, b, c):\n    return a == b and b == c and a == c\n',
    },
    {
      language: 'python',
      buggy: 'def inside(a, x, b):\n    return a < x < b\n',
      fixed: 'def inside(a, x, b):\n    return a <= x <= b\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const pair = binary(node);
    if (pair?.kind === 'comparison' && !isPython(context)) {
      const inner = binary(bare(pair.left), 'comparison');
      if (inner && /^[<>]=?$/.test(inner.text) && /^[<>]=?$/.test(pair.text)) {
        yield change(node, `${inner.node.text} && ${inner.right.text} ${pair.text} ${pair.right.text}`);
      }
    }
    if (pair?.kind === 'boolean' && pair.text !== '??') {
      const first = binary(bare(pair.left), 'comparison');
      const last = first ?? lastComparison(pair.left);
      const constant = /^(string|integer|number|float|none|null|true|false)$/.test(bare(pair.right).type);
      if (last && constant)
        yield change(node, `${pair.left.text} ${pair.text} ${last.left.text} ${last.text} ${pair.right.text}`);
      const second = binary(bare(pair.right), 'comparison');
      if (second && first?.right.text === second.left.text) {
        yield change(node, `${node.text} ${pair.text} ${first.left.text} ${second.text} ${second.right.text}`, 0.3);
      }
    }
    const chain = binaries(node);
    if (chain.length > 1) {
      // Both ends at once: bounds are included or excluded together.
      const [first] = chain;
      const toggled = chain.map((link) => ({ '<': '<=', '<=': '<', '>': '>=', '>=': '>' })[link.text] ?? link.text);
      if (first)
        yield change(
          node,
          chain.reduce((text, link, i) => `${text} ${toggled[i] ?? ''} ${link.right.text}`, first.left.text),
          0.7,
        );
    }
  },
};

function lastComparison(node: Parameters<FixTemplate['propose']>[0]): ReturnType<typeof binary> {
  const pair = binary(bare(node), 'boolean');
  return pair && (binary(bare(pair.right), 'comparison') ?? undefined);
}

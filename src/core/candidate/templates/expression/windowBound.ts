import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { changeIn, operand } from '../edits';
import { binary, call, field, isPython } from '../view';

/** A loop that looks ahead, `xs[i:i + k]` or `xs[i + k]`, ends so early that what it looks at is there. */
export const windowBound: FixTemplate = {
  id: 'windowBound',
  bugClass: 'off by one',
  prior: 0.35,
  examples: [
    {
      language: 'python',
      buggy: 'def sums(xs, k):\n    return [sum(xs[i:i + k]) for i in range(len(xs))]\n',
      fixed: 'def sums(xs, k):\n    return [sum(xs[i:i + k]) for i in range(len(xs) - k + 1)]\n',
    },
    {
      language: 'python',
      buggy:
        'def lagged(xs, lag):\n    out = []\n    for i in range(len(xs)):\n        out.append(xs[i + lag] - xs[i])\n    return out\n',
      fixed:
        'def lagged(xs, lag):\n    out = []\n    for i in range(len(xs) - lag):\n        out.append(xs[i + lag] - xs[i])\n    return out\n',
    },
    {
      language: 'javascript',
      buggy:
        'function grams(s, n) {\n  const out = [];\n  for (let i = 0; i < s.length; i++) out.push(s.slice(i, i + n));\n  return out;\n}\n',
      fixed:
        'function grams(s, n) {\n  const out = [];\n  for (let i = 0; i < s.length - n + 1; i++) out.push(s.slice(i, i + n));\n  return out;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const loop = isPython(context) ? overRange(node) : counting(node);
    if (!loop) return;
    const { name, bound, scope } = loop;
    for (const ahead of new Set([...scope.matchAll(lookAhead(name))].map((match) => match[1] ?? ''))) {
      if (bound.text.includes(`- ${ahead}`)) continue;
      const less = `${operand(bound)} - ${ahead}`;
      yield changeIn(node, bound, `${less} + 1`, 0.9);
      yield changeIn(node, bound, less, 0.8);
    }
  },
};

interface Loop {
  /** The variable that counts. */
  readonly name: string;
  /** Where it ends. */
  readonly bound: SyntaxNode;
  /** The text in which the variable is read. */
  readonly scope: string;
}

/** `i + k`; `i + 1` belongs to the templates of neighbours. */
const lookAhead = (name: string): RegExp =>
  new RegExp(String.raw`\b${name.replaceAll('$', String.raw`\$`)}\s*\+\s*([A-Za-z_]\w*|[2-9]\d*)\b(?!\s*[.(\[])`, 'g');

function overRange(node: SyntaxNode): Loop | undefined {
  const invoked = call(node);
  const bound = invoked && invoked.args.length <= 2 ? invoked.args.at(-1) : undefined;
  const header = node.parent;
  if (invoked?.name !== 'range' || !bound || !header || field(header, 'right')?.id !== node.id) return undefined;
  const name = field(header, 'left');
  const scope = header.type === 'for_in_clause' ? header.parent : header;
  return name?.type === 'identifier' && scope ? { name: name.text, bound, scope: scope.text } : undefined;
}

function counting(node: SyntaxNode): Loop | undefined {
  const test = binary(node, 'comparison');
  const loop = node.parent;
  if (test?.text !== '<' || test.left.type !== 'identifier' || loop?.type !== 'for_statement') return undefined;
  const body = field(loop, 'body');
  return body && body.id !== node.id ? { name: test.left.text, bound: test.right, scope: body.text } : undefined;
}

import type { FixTemplate, Proposal } from '../../template';
import { change, operand } from '../edits';
import { bare, binary } from '../view';

/** A term or factor too much: `a + b` for `a`. A `± 1` belongs to the off-by-one template and is dropped there first. */
export const dropTerm: FixTemplate = {
  id: 'dropTerm',
  bugClass: 'wrong operator',
  prior: 0.25,
  examples: [
    {
      language: 'python',
      buggy: 'def mean(xs):\n    return sum(xs) / len(xs) + 1\n',
      fixed: 'def mean(xs):\n    return sum(xs) / len(xs)\n',
    },
    {
      language: 'python',
      buggy: 'def sign(n):\n    return (-1) ** 2 * n\n',
      fixed: 'def sign(n):\n    return (-1) ** n\n',
    },
    {
      language: 'javascript',
      buggy: 'function perimeter(w, h) {\n  return 2 * (w + h) * h;\n}\n',
      fixed: 'function perimeter(w, h) {\n  return 2 * (w + h);\n}\n',
    },
  ],
  *propose(node): Iterable<Proposal> {
    const pair = binary(node, 'arithmetic');
    if (!pair) return;
    const inParentheses = node.parent?.type === 'parenthesized_expression' && !binary(bare(pair.left));
    yield change(node, inParentheses ? bare(pair.left).text : pair.left.text);
    // What stands right of `-` or `/` seldom stays alone.
    const alone = ['-', '/', '//', '%', '**', '<<', '>>'].includes(pair.text) ? 0.3 : 0.8;
    yield change(node, pair.right.text, alone);
    // Of `a ** b * c` the middle one goes: `a ** c`.
    const inner = binary(pair.left, 'arithmetic');
    if (inner && inner.text !== pair.text)
      yield change(node, `${inner.left.text} ${inner.text} ${operand(pair.right)}`, 0.5);
  },
};

import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { becomes, replace, rewritten } from '../edits';
import { binary } from '../view';

const other: Readonly<Record<string, string>> = { and: 'or', or: 'and', '&&': '||', '||': '&&' };

/** All conditions must hold, or any of them: the operator of a whole chain is the wrong one. A single operator belongs to `booleanOperator`. */
export const flipChain: FixTemplate = {
  id: 'flipChain',
  bugClass: 'wrong condition',
  prior: 0.35,
  examples: [
    {
      language: 'python',
      buggy: 'def triangle(a, b, c):\n    return a + b > c or b + c > a or a + c > b\n',
      fixed: 'def triangle(a, b, c):\n    return a + b > c and b + c > a and a + c > b\n',
    },
    {
      language: 'javascript',
      buggy: 'function some(a, b, c) {\n  return a === b && b === c && a === c;\n}\n',
      fixed: 'function some(a, b, c) {\n  return a === b || b === c || a === c;\n}\n',
    },
  ],
  *propose(node): Iterable<Proposal> {
    const pair = binary(node, 'boolean');
    const to = pair && other[pair.text];
    if (!pair || to === undefined) return;
    if (node.parent && binary(node.parent, 'boolean')?.text === pair.text) return;
    const signs = chain(node, pair.text);
    if (signs.length < 2) return;
    const edits = signs.map((sign) => replace(sign, to));
    yield { edits, title: becomes(node.text, rewritten(node, edits)) };
  },
};

/** The operators of `a and b and c`. */
function chain(node: SyntaxNode, operator: string): readonly SyntaxNode[] {
  const pair = binary(node, 'boolean');
  if (pair?.text !== operator) return [];
  return [...chain(pair.left, operator), pair.operator, ...chain(pair.right, operator)];
}

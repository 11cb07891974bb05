import type { FixTemplate, Proposal } from '../../template';
import { change, changeIn } from '../edits';

/** `True` for `False`: a returned answer, a flag's first value, a keyword. One proposal per literal. */
export const booleanLiteral: FixTemplate = {
  id: 'booleanLiteral',
  bugClass: 'wrong literal',
  prior: 0.45,
  examples: [
    {
      language: 'python',
      buggy: 'def down(xs):\n    return sorted(xs, reverse=False)\n',
      fixed: 'def down(xs):\n    return sorted(xs, reverse=True)\n',
    },
    {
      language: 'javascript',
      buggy: 'function found(xs, x) {\n  for (const y of xs) if (x === y) return false;\n  return false;\n}\n',
      fixed: 'function found(xs, x) {\n  for (const y of xs) if (x === y) return true;\n  return false;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    if (node.type !== 'true' && node.type !== 'false') return;
    const { spelling } = context.language;
    const text = node.type === 'true' ? spelling.false : spelling.true;
    const parent = node.parent;
    const told =
      parent && ['return_statement', 'keyword_argument', 'assignment', 'variable_declarator'].includes(parent.type);
    yield told ? changeIn(parent, node, text) : change(node, text, 0.8);
  },
};

import type { FixTemplate } from '../../template';
import { inPython } from './examples';
import { assignmentOf } from './parts';
import { blocksOf, isStatement, offer, replaceNode, replaceStatements, statementsIn } from '../statements';

/** Counted is whether something occurs, where each occurrence counts: `if c in word: n += 1` for `n += word.count(c)`. */
export const countOccurrences: FixTemplate = {
  id: 'countOccurrences',
  bugClass: 'wrong call',
  prior: 0.4,
  examples: [
    inPython(
      'def commas(lines):\n    n = 0\n    for line in lines:\n        if "," in line:\n            n += 1\n    return n\n',
      'def commas(lines):\n    n = 0\n    for line in lines:\n        n += line.count(",")\n    return n\n',
    ),
    inPython(
      'def sevens(xs):\n    return sum(1 for x in xs if "7" in str(x))\n',
      'def sevens(xs):\n    return sum(str(x).count("7") for x in xs if "7" in str(x))\n',
    ),
  ],
  *propose(node, context) {
    if (context.language.id !== 'python') return;
    if (node.type === 'if_statement' && isStatement(node, context)) {
      const [item, whole] = membership(node.childForFieldName('condition'));
      const body = blocksOf(node, context);
      const only = body.length === 1 && body[0] ? statementsIn(body[0]) : [];
      const added = only.length === 1 && only[0] ? assignmentOf(only[0]) : undefined;
      if (item === undefined || whole === undefined || added?.operator !== '+=' || added.right.text !== '1') return;
      const line = `${added.left.text} += ${whole}.count(${item})`;
      yield* offer(`count each \`${item}\``, 1, replaceStatements(node, node, [line], context));
      return;
    }
    if (node.type !== 'generator_expression' && node.type !== 'list_comprehension') return;
    const [value] = node.namedChildren;
    const test = node.namedChildren.find((child) => child.type === 'if_clause')?.firstNamedChild;
    const [item, whole] = membership(test);
    if (value?.text !== '1' || item === undefined || whole === undefined) return;
    yield* offer(`count each \`${item}\``, 1, replaceNode(value, `${whole}.count(${item})`));
  },
};

/** `a` and `b` of `a in b`. */
function membership(node: Parameters<FixTemplate['propose']>[0] | null | undefined): readonly (string | undefined)[] {
  const operator = node?.children.filter((child) => !child.isNamed).map((child) => child.text);
  if (node?.type !== 'comparison_operator' || operator?.length !== 1 || operator[0] !== 'in') return [];
  const [item, whole] = node.namedChildren;
  const plain = /^(identifier|string|call|attribute|subscript)$/;
  return item && whole && plain.test(whole.type) ? [item.text, whole.text] : [];
}

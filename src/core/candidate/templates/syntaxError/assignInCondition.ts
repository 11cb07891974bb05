import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from '../statement/examples';
import { offer, replaceNode } from '../statements';

/** An assignment where a comparison is meant. JavaScript takes it, so it is no error of the parser. */
export const assignInCondition: FixTemplate = {
  id: 'assignInCondition',
  bugClass: 'wrong operator',
  prior: 0.9,
  examples: [
    inJavaScript(
      'function f(x) {\n  if (x = 1) return 2;\n  return 3;\n}\n',
      'function f(x) {\n  if (x === 1) return 2;\n  return 3;\n}\n',
    ),
    inPython('def f(x):\n    x == 1\n    return x\n', 'def f(x):\n    x = 1\n    return x\n'),
  ],
  *propose(node, context) {
    if (
      node.type === 'assignment_expression' &&
      node.parent &&
      /^(parenthesized_expression|binary_expression|ternary_expression|unary_expression)$/.test(node.parent.type)
    ) {
      const operator = node.children.find((c) => c.text === '=');
      const { spelling } = context.language;
      if (operator) yield* offer(`\`=\` becomes \`${spelling.equal}\``, 1, replaceNode(operator, spelling.equal));
    }
    const value = node.type === 'expression_statement' ? node.firstNamedChild : undefined;
    if (!value || !/^(comparison_operator|binary_expression)$/.test(value.type)) return;
    const sign = value.children.find((c) => /^={2,3}$/.test(c.text));
    if (sign) yield* offer(`\`${sign.text}\` becomes \`=\``, 1, replaceNode(sign, '='));
  },
};

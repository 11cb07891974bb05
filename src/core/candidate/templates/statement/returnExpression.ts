import { factsOf } from './facts';
import { assignmentOf, callOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { brief, isDocstring, isStatement, nextStatement, offer, replaceNode } from '../statements';

/** An expression that is computed and dropped: the answer of a recursive call, of a comparison, of a method that changes nothing. */
export const returnExpression: FixTemplate = {
  id: 'returnExpression',
  bugClass: 'wrong return',
  prior: 0.5,
  examples: [
    inPython(
      'def find(node, k):\n    if node is None or node.k == k:\n        return node\n    if k < node.k:\n        find(node.left, k)\n    return find(node.right, k)\n',
      'def find(node, k):\n    if node is None or node.k == k:\n        return node\n    if k < node.k:\n        return find(node.left, k)\n    return find(node.right, k)\n',
    ),
    inJavaScript(
      'const evens = (xs) => {\n  xs.filter((x) => x % 2 === 0);\n};\n',
      'const evens = (xs) => {\n  return xs.filter((x) => x % 2 === 0);\n};\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'expression_statement' || !isStatement(node, context) || isDocstring(node)) return;
    const value = node.firstNamedChild;
    if (!value || /^(yield|await|await_expression|yield_expression|string)$/.test(value.type)) return;
    const next = nextStatement(node);
    const assignment = assignmentOf(value);
    const pure =
      !assignment &&
      !/^(update_expression|augmented_assignment|augmented_assignment_expression|delete_expression)$/.test(value.type);
    const recursive = factsOf(context).recursion.some((r) => r.id === value.id);
    const call = callOf(value);
    const changes =
      call !== undefined &&
      /^(append|push|add|sort|extend|insert|remove|update|print|log|write|set|delete|clear|discard|forEach)$/.test(
        call.name,
      );
    if (assignment) {
      if (!next && assignment.operator === '=')
        yield* offer(
          `return \`${brief(assignment.right.text)}\``,
          0.4,
          replaceNode(value, `return ${assignment.right.text}`),
        );
      return;
    }
    if (!pure) return;
    yield* offer(
      `return \`${brief(value.text)}\``,
      recursive ? 1 : changes ? 0.1 : next ? 0.4 : 0.9,
      replaceNode(value, `return ${value.text}`),
    );
  },
};

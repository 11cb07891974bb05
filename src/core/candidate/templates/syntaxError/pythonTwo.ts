import type { FixTemplate } from '../../template';
import { inPython } from '../statement/examples';
import { offer, replaceNode } from '../statements';

/** Statements of Python 2, which the grammar still reads and Python 3 refuses. */
export const pythonTwo: FixTemplate = {
  id: 'pythonTwo',
  bugClass: 'syntax error',
  prior: 0.9,
  examples: [
    inPython('def f(x):\n    print x, 1\n    return x\n', 'def f(x):\n    print(x, 1)\n    return x\n'),
    inPython('def f(x):\n    return x <> 1\n', 'def f(x):\n    return x != 1\n'),
  ],
  *propose(node, context) {
    if (node.type === 'print_statement')
      yield* offer(
        '`print` is a function',
        1,
        replaceNode(node, `print(${context.text.slice(node.startIndex + 5, node.endIndex).trim()})`),
      );
    if (node.type === 'exec_statement')
      yield* offer(
        '`exec` is a function',
        1,
        replaceNode(node, `exec(${context.text.slice(node.startIndex + 4, node.endIndex).trim()})`),
      );
    if (node.type === 'comparison_operator') {
      for (const sign of node.children.filter((c) => c.text === '<>'))
        yield* offer('`<>` becomes `!=`', 1, replaceNode(sign, '!='));
    }
  },
};

import { assignmentOf, identifiersIn } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { isStatement, layoutOf, nextStatement, offer, replaceStatements } from '../statements';

/** The second assignment needs the value the first one has just overwritten: both happen at once, or in the other order with the old value kept. */
export const assignTogether: FixTemplate = {
  id: 'assignTogether',
  bugClass: 'wrong order',
  prior: 0.6,
  examples: [
    inPython(
      'def gcd(a, b):\n    while b:\n        a = b\n        b = a % b\n    return a\n',
      'def gcd(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n',
    ),
    inJavaScript(
      'function swap(xs, i, j) {\n  xs[i] = xs[j];\n  xs[j] = xs[i];\n}\n',
      'function swap(xs, i, j) {\n  [xs[i], xs[j]] = [xs[j], xs[i]];\n}\n',
    ),
    inPython(
      'def fib(n):\n    a, b = 0, 1\n    for _ in range(n):\n        b = a + b\n        a = b\n    return a\n',
      'def fib(n):\n    a, b = 0, 1\n    for _ in range(n):\n        b, a = a + b, b\n    return a\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'expression_statement' || !isStatement(node, context)) return;
    const next = nextStatement(node);
    const [one, two] = [assignmentOf(node), next ? assignmentOf(next) : undefined];
    if (!next || one?.operator !== '=' || two?.operator !== '=' || one.left.text === two.left.text) return;
    const simple = /^(identifier|attribute|member_expression|subscript|subscript_expression)$/;
    if (!simple.test(one.left.type) || !simple.test(two.left.type)) return;
    const uses = (text: string, name: string): boolean =>
      new RegExp(`(?<![\\w.$])${name.replace(/[^\w]/g, '\\$&')}(?![\\w$])`).test(text);
    if (!uses(two.right.text, one.left.text)) return;
    const { python, end } = layoutOf(context);
    const [left, right] = [`${one.left.text}, ${two.left.text}`, `${one.right.text}, ${two.right.text}`];
    yield* offer(
      'assign both at once',
      1,
      replaceStatements(node, next, [python ? `${left} = ${right}` : `[${left}] = [${right}]${end}`], context),
    );
    const temporary = identifiersIn(context.root).includes('previous') ? 'old' : 'previous';
    const keep = python ? `${temporary} = ${one.left.text}` : `const ${temporary} = ${one.left.text}${end}`;
    const later = two.right.text.replaceAll(one.left.text, temporary);
    yield* offer(
      `keep the old \`${one.left.text}\``,
      0.3,
      replaceStatements(node, next, [keep, node.text, `${two.left.text} = ${later}${end}`], context),
    );
  },
};

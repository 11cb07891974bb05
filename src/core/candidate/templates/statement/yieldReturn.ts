import { factsOf } from './facts';
import { callOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { enclosingLoop, isStatement, layoutOf, offer, replaceNode } from '../statements';

/** A generator that returns, hands on an inner generator as one value, or calls itself and drops what comes. */
export const yieldReturn: FixTemplate = {
  id: 'yieldReturn',
  bugClass: 'wrong return',
  prior: 0.4,
  examples: [
    inPython(
      'def flatten(xs):\n    for x in xs:\n        if isinstance(x, list):\n            yield flatten(x)\n        else:\n            yield x\n',
      'def flatten(xs):\n    for x in xs:\n        if isinstance(x, list):\n            yield from flatten(x)\n        else:\n            yield x\n',
    ),
    inPython(
      'def walk(node):\n    if node:\n        walk(node.left)\n        yield node.value\n',
      'def walk(node):\n    if node:\n        yield from walk(node.left)\n        yield node.value\n',
    ),
    inJavaScript(
      'function* walk(node) {\n  if (node) {\n    yield node.value;\n    walk(node.next);\n  }\n}\n',
      'function* walk(node) {\n  if (node) {\n    yield node.value;\n    yield* walk(node.next);\n  }\n}\n',
    ),
    inPython(
      'def evens(xs):\n    for x in xs:\n        if x % 2 == 0:\n            return x\n',
      'def evens(xs):\n    for x in xs:\n        if x % 2 == 0:\n            yield x\n',
    ),
  ],
  *propose(node, context) {
    const { python } = layoutOf(context);
    const generator = python
      ? /\byield\b/.test(context.root.text)
      : /^(async\s+)?(function\s*\*|\*|\w+\s*\*)/.test(context.root.text) || context.focal.isGenerator;
    const from = python ? 'yield from ' : 'yield* ';
    if (/^(yield|yield_expression)$/.test(node.type)) {
      const value = node.namedChildren.at(-1);
      if (!value) return;
      const delegates = /^yield\s*(from\b|\*)/.test(node.text);
      const recursive = factsOf(context).recursion.some((r) => r.id === value.id);
      yield* offer(
        delegates ? '`yield` one value' : '`yield` each of them',
        recursive || delegates ? 1 : 0.4,
        replaceNode(node, delegates ? `yield ${value.text}` : from + value.text),
      );
      if (node.parent?.type === 'expression_statement')
        yield* offer('`yield` becomes `return`', 0.3, replaceNode(node, `return ${value.text}`));
    }
    if (node.type === 'return_statement' && node.firstNamedChild) {
      const end = layoutOf(context).end;
      const loop = enclosingLoop(node, context);
      if (!generator && (!python || !loop)) return;
      yield* offer(
        '`return` becomes `yield`',
        generator ? 1 : 0.4,
        replaceNode(node, `yield ${node.firstNamedChild.text}${end}`),
      );
      if (generator)
        yield* offer(
          `\`return\` becomes \`${from.trim()}\``,
          0.8,
          replaceNode(node, `${from}${node.firstNamedChild.text}${end}`),
        );
    }
    if (node.type === 'expression_statement' && generator && node.firstNamedChild && isStatement(node, context)) {
      const value = node.firstNamedChild;
      const recursive = factsOf(context).recursion.some((r) => r.id === value.id);
      if (!callOf(value)) return;
      yield* offer('`yield` what the call yields', recursive ? 1 : 0.2, replaceNode(value, from + value.text));
    }
  },
};

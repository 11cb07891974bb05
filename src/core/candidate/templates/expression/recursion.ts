import type { FixTemplate, Proposal } from '../../template';
import { becomes, change, replace, shifted } from '../edits';
import { kindsOrGuess, may, mayBeNumber } from '../types';
import { call, isPython, parts } from '../view';

/**
 * A recursive call that does not make its argument smaller, or whose result is not used: `f(n)` for `f(n - 1)`, `f(xs)` for `f(xs[1:])`,
 * `f(n - 1)` for `n * f(n - 1)`, a call whose result is dropped.
 */
export const recursion: FixTemplate = {
  id: 'recursion',
  bugClass: 'wrong argument',
  prior: 0.25,
  examples: [
    {
      language: 'python',
      buggy: 'def total(xs):\n    if not xs:\n        return 0\n    return xs[0] + total(xs)\n',
      fixed: 'def total(xs):\n    if not xs:\n        return 0\n    return xs[0] + total(xs[1:])\n',
    },
    {
      language: 'python',
      buggy: 'def depth(tree):\n    if tree is None:\n        return 0\n    return depth(tree.child)\n',
      fixed: 'def depth(tree):\n    if tree is None:\n        return 0\n    return 1 + depth(tree.child)\n',
    },
    {
      language: 'python',
      buggy: 'def walk(tree):\n    if tree:\n        walk(tree.left)\n        yield tree.value\n',
      fixed: 'def walk(tree):\n    if tree:\n        yield from walk(tree.left)\n        yield tree.value\n',
    },
    {
      language: 'javascript',
      buggy: 'function digits(n) {\n  return n < 10 ? 1 : 1 + digits(n);\n}\n',
      fixed: 'function digits(n) {\n  return n < 10 ? 1 : 1 + digits(Math.floor(n / 10));\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const invoked = call(node);
    if (invoked?.name !== context.focal.name || invoked.name === '') return;
    const python = isPython(context);
    for (const arg of invoked.args) {
      if (/keyword|splat|spread/.test(arg.type)) continue;
      const { kinds, known } = kindsOrGuess(arg, context);
      const sure = known ? 1 : 0.7;
      const plain = arg.type === 'identifier';
      const told = (text: string, weight: number): Proposal => ({
        edits: [replace(arg, text)],
        title: becomes(invoked.list.text, `(${invoked.args.map((a) => (a.id === arg.id ? text : a.text)).join(', ')})`),
        weight,
      });
      if (mayBeNumber(kinds)) {
        if (plain) {
          yield told(shifted(arg, -2), 0.35 * sure);
          yield told(python ? `${arg.text} // 2` : `Math.floor(${arg.text} / 2)`, 0.4 * sure);
          yield told(python ? `${arg.text} // 10` : `Math.floor(${arg.text} / 10)`, 0.4 * sure);
        }
      }
      if (plain && may(kinds, 'list', 'string', 'tuple')) {
        for (const [slice, method, weight] of [
          ['[1:]', '.slice(1)', 0.8],
          ['[:-1]', '.slice(0, -1)', 0.6],
        ] as const) {
          yield told(`${arg.text}${python ? slice : method}`, weight * sure);
        }
      }
    }
    const statement = node.parent;
    if (statement?.type === 'expression_statement') {
      yield change(statement, `return ${statement.text}`, 0.8);
      if (python)
        yield change(
          statement,
          `yield from ${statement.text}`,
          context.focal.isGenerator || /\byield\b/.test(context.root.text) ? 1 : 0.1,
        );
      else if (/\byield\b/.test(context.root.text)) yield change(statement, `yield* ${statement.text}`);
    }
    if (statement?.type === 'return_statement' && parts(statement).length === 1) {
      yield change(node, `1 + ${node.text}`, 0.6);
      yield change(node, `${context.language.spelling.not}${node.text}`, 0.2);
      yield change(node, `-${node.text}`, 0.2);
      for (const parameter of context.focal.parameters.slice(0, 3)) {
        if (parameter.kind !== 'plain' || parameter.name === 'self') continue;
        yield change(node, `${parameter.name} + ${node.text}`, 0.3);
        yield change(node, `${parameter.name} * ${node.text}`, 0.3);
      }
    }
  },
};

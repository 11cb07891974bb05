import { namesBefore, shapesOf } from './facts';
import { callOf, identifiersIn } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { offer, replaceNode } from '../statements';

/** One of several leftovers is dropped when the result is put together. */
export const returnWithRemainder: FixTemplate = {
  id: 'returnWithRemainder',
  bugClass: 'wrong return',
  prior: 0.1,
  examples: [
    inPython(
      'def split(xs, p):\n    low = [x for x in xs if x < p]\n    high = [x for x in xs if x > p]\n    mid = [x for x in xs if x == p]\n    return low + high\n',
      'def split(xs, p):\n    low = [x for x in xs if x < p]\n    high = [x for x in xs if x > p]\n    mid = [x for x in xs if x == p]\n    return low + mid + high\n',
    ),
    inJavaScript(
      'function parts(xs) {\n  const head = xs.slice(0, 1);\n  const tail = xs.slice(2);\n  const body = xs.slice(1, 2);\n  return head.concat(tail);\n}\n',
      'function parts(xs) {\n  const head = xs.slice(0, 1);\n  const tail = xs.slice(2);\n  const body = xs.slice(1, 2);\n  return head.concat(body, tail);\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'return_statement' || !node.firstNamedChild) return;
    const p = phrasesOf(context);
    const value = node.firstNamedChild;
    const used = new Set(identifiersIn(value));
    const lists = namesBefore(node, context).filter((name) => {
      const uses = context.root.text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
      return !used.has(name) && shapesOf(name, context).has('list') && uses === 1;
    });
    const call = callOf(value);
    for (const name of lists.slice(0, 2)) {
      if (p.python && value.type === 'binary_operator' && value.childForFieldName('operator')?.text === '+') {
        const [left, right] = [
          value.childForFieldName('left')?.text ?? '',
          value.childForFieldName('right')?.text ?? '',
        ];
        for (const code of [`${left} + ${name} + ${right}`, `${value.text} + ${name}`, `${name} + ${value.text}`])
          yield* offer(`also return \`${name}\``, 1, replaceNode(value, code));
      } else if (!p.python && call?.name === 'concat' && call.receiver) {
        const others = call.args.map((arg) => arg.text).join(', ');
        yield* offer(`also return \`${name}\``, 1, replaceNode(value, `${call.callee.text}(${name}, ${others})`));
        yield* offer(`also return \`${name}\``, 0.8, replaceNode(value, `${call.callee.text}(${others}, ${name})`));
      }
    }
  },
};

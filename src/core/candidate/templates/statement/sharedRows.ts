import { callOf } from './parts';
import { shapeOfExpression } from './shapes';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { layoutOf, offer, replaceNode } from '../statements';

/** A table whose rows are all the same list: `[[0] * n] * m`, `Array(n).fill([])`. */
export const sharedRows: FixTemplate = {
  id: 'sharedRows',
  bugClass: 'aliasing',
  prior: 0.8,
  examples: [
    inPython(
      'def table(n, m):\n    return [[0] * n] * m\n',
      'def table(n, m):\n    return [[0] * n for _ in range(m)]\n',
    ),
    inJavaScript(
      'function table(n) {\n  return Array(n).fill([]);\n}\n',
      'function table(n) {\n  return Array.from({ length: n }, () => []);\n}\n',
    ),
    inPython(
      'def groups(keys):\n    return dict.fromkeys(keys, [])\n',
      'def groups(keys):\n    return {key: [] for key in keys}\n',
    ),
  ],
  *propose(node, context) {
    if (layoutOf(context).python) {
      const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
      const inner = left?.type === 'list' && left.namedChildCount === 1 ? left.firstNamedChild : undefined;
      if (
        node.type === 'binary_operator' &&
        node.childForFieldName('operator')?.text === '*' &&
        inner &&
        right &&
        shapeOfExpression(inner) !== undefined
      ) {
        if (!/^(integer|float|string|none|true|false)$/.test(inner.type))
          yield* offer('a new row each time', 1, replaceNode(node, `[${inner.text} for _ in range(${right.text})]`));
      }
      const call = callOf(node);
      const [keys, value] = call?.args ?? [];
      if (call?.callee.text === 'dict.fromkeys' && keys && value && /^(list|dictionary|call|set)/.test(value.type)) {
        yield* offer('a new value for each key', 1, replaceNode(node, `{key: ${value.text} for key in ${keys.text}}`));
      }
      return;
    }
    const call = callOf(node);
    const [value] = call?.args ?? [];
    const size = /^(?:new )?Array\((.+)\)$/s.exec(call?.receiver?.text ?? '')?.[1];
    if (
      call?.name !== 'fill' ||
      !value ||
      size === undefined ||
      !/^(array|object|new_expression|call_expression)$/.test(value.type)
    )
      return;
    const made = value.type === 'object' ? `(${value.text})` : value.text;
    yield* offer('a new row each time', 1, replaceNode(node, `Array.from({ length: ${size} }, () => ${made})`));
  },
};

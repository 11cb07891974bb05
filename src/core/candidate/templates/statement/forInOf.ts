import { shapesOf } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inTypeScript } from './examples';
import { offer, replaceNode } from '../statements';

/** `for … in` walks the keys as strings, `for … of` the elements. */
export const forInOf: FixTemplate = {
  id: 'forInOf',
  bugClass: 'wrong operator',
  prior: 0.6,
  examples: [
    inJavaScript(
      'function sum(xs) {\n  let s = 0;\n  for (const x in xs) s += x;\n  return s;\n}\n',
      'function sum(xs) {\n  let s = 0;\n  for (const x of xs) s += x;\n  return s;\n}\n',
    ),
    inTypeScript(
      'function keys(o: object) {\n  const out: string[] = [];\n  for (const k of o) out.push(k);\n  return out;\n}\n',
      'function keys(o: object) {\n  const out: string[] = [];\n  for (const k in o) out.push(k);\n  return out;\n}\n',
    ),
  ],
  *propose(node, context) {
    const operator = node.type === 'for_in_statement' ? node.childForFieldName('operator') : undefined;
    if (!operator) return;
    const shapes = shapesOf(node.childForFieldName('right')?.text ?? '', context);
    const walksKeys = operator.text === 'in';
    const other = walksKeys ? 'of' : 'in';
    const fits = walksKeys ? !shapes.has('map') : shapes.has('map') || (shapes.has('object') && !shapes.has('list'));
    yield* offer(
      `\`${operator.text}\` becomes \`${other}\``,
      fits && (walksKeys || shapes.size > 0) ? 1 : 0.3,
      replaceNode(operator, other),
    );
  },
};

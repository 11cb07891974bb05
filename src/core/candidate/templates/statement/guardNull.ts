import { shapesOf } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { guardable, neutralReturns, phrasesOf } from './phrases';
import { offer, prependTo } from '../statements';

/** No value at all: `None`, `null` or `undefined` gets the neutral answer before it is used. */
export const guardNull: FixTemplate = {
  id: 'guardNull',
  bugClass: 'missing case',
  prior: 0.25,
  examples: [
    inPython(
      'def depth(node):\n    return 1 + max(depth(node.left), depth(node.right))\n',
      'def depth(node):\n    if node is None:\n        return 0\n    return 1 + max(depth(node.left), depth(node.right))\n',
    ),
    inJavaScript(
      'function label(user) {\n  return user.name + "!";\n}\n',
      'function label(user) {\n  if (user == null) {\n    return \'\';\n  }\n  return user.name + "!";\n}\n',
    ),
  ],
  *propose(node, context) {
    const p = phrasesOf(context);
    for (const { name, body, weight } of guardable(node, context, ['object', 'none', 'map', 'list', 'string'])) {
      const object = shapesOf(name, context).has('object') ? 1 : 0.4;
      for (const { text, weight: share } of neutralReturns(context).slice(0, 4)) {
        yield* offer(
          `return \`${text}\` when \`${name}\` is missing`,
          weight * share * object,
          prependTo(body, p.guarded(p.isNull(name), [p.simple(`return ${text}`)]), context),
        );
      }
    }
  },
};

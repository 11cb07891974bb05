import { shapesOf } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { guardable, phrasesOf } from './phrases';
import { offer, prependTo } from '../statements';

/** Arguments that must be refused. Seldom the repair a test asks for, so it comes late. */
export const guardRaise: FixTemplate = {
  id: 'guardRaise',
  bugClass: 'missing case',
  prior: 0.06,
  examples: [
    inPython(
      'def root(n):\n    return n ** 0.5\n',
      "def root(n):\n    if n < 0:\n        raise ValueError('n must not be negative')\n    return n ** 0.5\n",
    ),
    inJavaScript(
      'function first(xs) {\n  return xs[0];\n}\n',
      "function first(xs) {\n  if (xs.length === 0) {\n    throw new Error('xs must not be empty');\n  }\n  return xs[0];\n}\n",
    ),
  ],
  *propose(node, context) {
    const p = phrasesOf(context);
    const throwing = (message: string, kind = 'ValueError'): string =>
      p.simple(p.python ? `raise ${kind}('${message}')` : `throw new Error('${message}')`);
    for (const { name, body, weight } of guardable(node, context, ['number'])) {
      yield* offer(
        `refuse a negative \`${name}\``,
        weight,
        prependTo(body, p.guarded(`${name} < 0`, [throwing(`${name} must not be negative`)]), context),
      );
      yield* offer(
        `refuse \`${name}\` 0 and below`,
        0.6 * weight,
        prependTo(body, p.guarded(`${name} <= 0`, [throwing(`${name} must be positive`)]), context),
      );
    }
    for (const { name, body, weight } of guardable(node, context, ['list', 'string'])) {
      yield* offer(
        `refuse an empty \`${name}\``,
        weight,
        prependTo(
          body,
          p.guarded(p.empty(name, shapesOf(name, context)), [throwing(`${name} must not be empty`)]),
          context,
        ),
      );
    }
  },
};

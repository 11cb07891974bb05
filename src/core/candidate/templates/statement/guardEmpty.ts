import { shapesOf } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { guardable, neutralReturns, phrasesOf } from './phrases';
import { offer, prependTo } from '../statements';

/** Nothing to work on: an empty list, string or mapping gets the neutral answer of the function's return type before anything is read from it. */
export const guardEmpty: FixTemplate = {
  id: 'guardEmpty',
  bugClass: 'missing case',
  prior: 0.35,
  examples: [
    inPython(
      'def largest(xs):\n    best = xs[0]\n    for x in xs:\n        if x > best:\n            best = x\n    return best\n',
      'def largest(xs):\n    if not xs:\n        return None\n    best = xs[0]\n    for x in xs:\n        if x > best:\n            best = x\n    return best\n',
    ),
    inJavaScript(
      'function mean(xs) {\n  return xs.reduce((a, b) => a + b, 0) / xs.length;\n}\n',
      'function mean(xs) {\n  if (xs.length === 0) {\n    return 0;\n  }\n  return xs.reduce((a, b) => a + b, 0) / xs.length;\n}\n',
    ),
  ],
  *propose(node, context) {
    const p = phrasesOf(context);
    for (const { name, body, weight } of guardable(node, context, ['list', 'string', 'map', 'set'])) {
      for (const { text, weight: share } of neutralReturns(context).slice(0, 6)) {
        yield* offer(
          `return \`${text}\` when \`${name}\` is empty`,
          weight * share,
          prependTo(body, p.guarded(p.empty(name, shapesOf(name, context)), [p.simple(`return ${text}`)]), context),
        );
      }
    }
  },
};

import { factsOf } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { guardable, neutralReturns, phrasesOf } from './phrases';
import { offer, prependTo } from '../statements';

/** A single element, or too few of them: the answer is the element, the whole, or the neutral value. */
export const guardShort: FixTemplate = {
  id: 'guardShort',
  bugClass: 'missing case',
  prior: 0.18,
  examples: [
    inPython(
      'def sort(xs):\n    pivot = xs[0]\n    rest = xs[1:]\n    return sort([x for x in rest if x < pivot]) + [pivot] + sort([x for x in rest if x >= pivot])\n',
      'def sort(xs):\n    if len(xs) <= 1:\n        return xs\n    pivot = xs[0]\n    rest = xs[1:]\n    return sort([x for x in rest if x < pivot]) + [pivot] + sort([x for x in rest if x >= pivot])\n',
    ),
    inJavaScript(
      'function second(xs) {\n  return [...xs].sort((a, b) => b - a)[1] * 1;\n}\n',
      'function second(xs) {\n  if (xs.length < 2) {\n    return null;\n  }\n  return [...xs].sort((a, b) => b - a)[1] * 1;\n}\n',
    ),
  ],
  *propose(node, context) {
    const p = phrasesOf(context);
    const recursive = factsOf(context).recursion.length > 0;
    for (const { name, body, weight } of guardable(node, context, ['list', 'string'])) {
      const [first] = neutralReturns(context);
      const values = [name, `${name}[0]`, ...new Set([first?.text ?? p.null, p.null])];
      for (const [row, condition] of [
        `${p.length(name)} <= 1`,
        `${p.length(name)} ${p.equal} 1`,
        `${p.length(name)} < 2`,
      ].entries()) {
        for (const [index, value] of values.entries()) {
          yield* offer(
            `return \`${value}\` when \`${condition}\``,
            weight * (recursive ? 1 : 0.5) * 0.8 ** (row + index),
            prependTo(body, p.guarded(condition, [p.simple(`return ${value}`)]), context),
          );
        }
      }
    }
  },
};

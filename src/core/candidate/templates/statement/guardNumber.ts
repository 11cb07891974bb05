import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { guardable, neutralReturns, phrasesOf } from './phrases';
import { offer, prependTo } from '../statements';

/** Zero, negative numbers and one: the ends of a numeric range that a loop or a formula does not cover. */
export const guardNumber: FixTemplate = {
  id: 'guardNumber',
  bugClass: 'missing case',
  prior: 0.22,
  examples: [
    inPython(
      'def is_prime(n):\n    for d in range(2, n):\n        if n % d == 0:\n            return False\n    return True\n',
      'def is_prime(n):\n    if n < 2:\n        return False\n    for d in range(2, n):\n        if n % d == 0:\n            return False\n    return True\n',
    ),
    inJavaScript(
      'function digits(n) {\n  let count = 0;\n  while (n > 0) {\n    n = Math.floor(n / 10);\n    count++;\n  }\n  return count;\n}\n',
      'function digits(n) {\n  if (n === 0) {\n    return 1;\n  }\n  let count = 0;\n  while (n > 0) {\n    n = Math.floor(n / 10);\n    count++;\n  }\n  return count;\n}\n',
    ),
  ],
  *propose(node, context) {
    const p = phrasesOf(context);
    for (const { name, body, weight } of guardable(node, context, ['number'])) {
      const conditions = [`${name} ${p.equal} 0`, `${name} < 0`, `${name} <= 0`, `${name} < 2`, `${name} ${p.equal} 1`];
      for (const [index, condition] of conditions.entries()) {
        for (const { text, weight: share } of neutralReturns(context).slice(0, 4)) {
          yield* offer(
            `return \`${text}\` when \`${condition}\``,
            weight * share * 0.85 ** index,
            prependTo(body, p.guarded(condition, [p.simple(`return ${text}`)]), context),
          );
        }
      }
    }
  },
};

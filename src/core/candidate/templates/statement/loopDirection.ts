import { callOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { headerOf, minusOne, plusOne } from './sides';
import { layoutOf, offer, replaceNode } from '../statements';

/** A counted loop that runs the wrong way: from the end to the start, or the reverse. */
export const loopDirection: FixTemplate = {
  id: 'loopDirection',
  bugClass: 'wrong order',
  prior: 0.2,
  examples: [
    inPython(
      'def carry(ds):\n    for i in range(len(ds)):\n        if ds[i] < 9:\n            ds[i] += 1\n            return ds\n        ds[i] = 0\n    return [1] + ds\n',
      'def carry(ds):\n    for i in range(len(ds) - 1, -1, -1):\n        if ds[i] < 9:\n            ds[i] += 1\n            return ds\n        ds[i] = 0\n    return [1] + ds\n',
    ),
    inJavaScript(
      'function fill(dp, n) {\n  for (let i = 0; i <= n; i++) {\n    dp[i] += dp[i - 1];\n  }\n  return dp;\n}\n',
      'function fill(dp, n) {\n  for (let i = n; i >= 0; i--) {\n    dp[i] += dp[i - 1];\n  }\n  return dp;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'for_statement') return;
    if (layoutOf(context).python) {
      const right = node.childForFieldName('right');
      const call = right && callOf(right);
      if (!right || call?.callee.text !== 'range') return;
      const [a, b, step] = call.args.map((arg) => arg.text);
      if (a === undefined) return;
      if (b === undefined) yield* offer('loop backwards', 1, replaceNode(right, `range(${minusOne(a)}, -1, -1)`));
      else if (step === undefined) {
        yield* offer('loop backwards', 0.8, replaceNode(right, `range(${minusOne(b)}, ${minusOne(a)}, -1)`));
        yield* offer('loop backwards', 0.5, replaceNode(right, `range(${a}, ${b}, -1)`));
      } else if (step === '-1') {
        yield* offer('loop forwards', 0.6, replaceNode(right, `range(${plusOne(b)}, ${plusOne(a)})`));
        yield* offer('loop forwards', 0.6, replaceNode(right, `range(${a}, ${b})`));
      }
      return;
    }
    const head = headerOf(node);
    if (!head) return;
    const { start, condition, update, name } = head;
    const bound = new RegExp(`^${name} (<=?|>=?) (.+)$`, 's').exec(condition.text);
    if (bound?.[1] === undefined || bound[2] === undefined) return;
    const [operator, limit] = [bound[1], bound[2]];
    if (update.text === `${name}++` && operator.startsWith('<')) {
      const last = operator === '<' ? minusOne(limit) : limit;
      yield* offer(
        'loop backwards',
        1,
        replaceNode(start, last),
        replaceNode(condition, `${name} >= ${start.text}`),
        replaceNode(update, `${name}--`),
      );
    } else if (update.text === `${name}--` && operator.startsWith('>')) {
      const first = operator === '>' ? plusOne(limit) : limit;
      yield* offer(
        'loop forwards',
        1,
        replaceNode(start, first),
        replaceNode(condition, `${name} <= ${start.text}`),
        replaceNode(update, `${name}++`),
      );
    }
  },
};

import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { brief, enclosingLoop, offer, replaceNode } from '../statements';

/** `break`, `continue` and `return` taken for one another. */
export const swapJump: FixTemplate = {
  id: 'swapJump',
  bugClass: 'wrong order',
  prior: 0.35,
  examples: [
    inPython(
      'def odds(xs):\n    out = []\n    for x in xs:\n        if x % 2 == 0:\n            break\n        out.append(x)\n    return out\n',
      'def odds(xs):\n    out = []\n    for x in xs:\n        if x % 2 == 0:\n            continue\n        out.append(x)\n    return out\n',
    ),
    inJavaScript(
      'function first(xs) {\n  let r = null;\n  for (const x of xs) {\n    if (x > 0) { r = x; continue; }\n  }\n  return r;\n}\n',
      'function first(xs) {\n  let r = null;\n  for (const x of xs) {\n    if (x > 0) { r = x; break; }\n  }\n  return r;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!/^(break|continue|return)_statement$/.test(node.type) || !enclosingLoop(node, context)) return;
    const p = phrasesOf(context);
    const own = node.type.replace('_statement', '');
    for (const [word, weight] of [
      ['break', own === 'continue' ? 1 : 0.4],
      ['continue', own === 'break' ? 1 : 0.6],
    ] as const) {
      if (word !== own)
        yield* offer(`\`${brief(node.text)}\` becomes \`${word}\``, weight, replaceNode(node, p.simple(word)));
    }
    if (own !== 'return') yield* offer(`\`${own}\` becomes \`return\``, 0.15, replaceNode(node, p.simple('return')));
  },
};

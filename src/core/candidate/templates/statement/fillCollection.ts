import type { FixTemplate } from '../../template';
import { factsOf, loopVariables } from './facts';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { appendTo, enclosingLoop, isBlock, offer } from '../statements';

/** A collection starts empty, is asked or emptied, but nothing is ever put in: the element of the loop belongs there. */
export const fillCollection: FixTemplate = {
  id: 'fillCollection',
  bugClass: 'missing statement',
  prior: 0.45,
  examples: [
    inPython(
      'def matched(text):\n    opened = []\n    for c in text:\n        if c == ")":\n            if not opened:\n                return False\n            opened.pop()\n            continue\n    return not opened\n',
      'def matched(text):\n    opened = []\n    for c in text:\n        if c == ")":\n            if not opened:\n                return False\n            opened.pop()\n            continue\n        opened.append(c)\n    return not opened\n',
    ),
    inJavaScript(
      'function distinct(xs) {\n  const seen = new Set();\n  let n = 0;\n  for (const x of xs) {\n    if (!seen.has(x)) {\n      n += 1;\n    }\n  }\n  return n;\n}\n',
      'function distinct(xs) {\n  const seen = new Set();\n  let n = 0;\n  for (const x of xs) {\n    if (!seen.has(x)) {\n      n += 1;\n      seen.add(x);\n    }\n  }\n  return n;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!isBlock(node, context) || !enclosingLoop(node, context)) return;
    const p = phrasesOf(context);
    const [turn] = loopVariables(node, context);
    if (turn === undefined) return;
    const empties = factsOf(context).sites.filter(
      ({ value, node: name }) =>
        value !== undefined &&
        name.startIndex < node.startIndex &&
        /^(\[\]|set\(\)|new Set\(\)|deque\(\))$/.test(value.text),
    );
    const code = context.root.text;
    for (const { name, value } of empties) {
      const filled = new RegExp(
        `(?<![\\w.$])${name}(\\.(append|push|extend|add|insert|unshift|appendleft|update)\\(|\\[[^\\]]*\\]\\s*=(?!=)|\\s*[+|]=)`,
      );
      const put = value?.text.includes('et') === true ? p.add(name, turn) : p.append(name, turn);
      if (filled.test(code) || new RegExp(`(?<![\\w.$])${name}\\s*=`, 'g')[Symbol.match](code)?.length !== 1) continue;
      yield* offer(`add \`${put}\``, 1, appendTo(node, [p.simple(put)], context));
    }
  },
};

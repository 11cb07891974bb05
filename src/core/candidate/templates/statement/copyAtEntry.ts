import { factsOf, shapesOf } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { bodyOf, offer, prependTo } from '../statements';

/** The caller's list or object is changed behind its back: the function works on a copy. */
export const copyAtEntry: FixTemplate = {
  id: 'copyAtEntry',
  bugClass: 'aliasing',
  prior: 0.25,
  examples: [
    inPython(
      'def sorted_copy(xs):\n    xs.sort()\n    return xs\n',
      'def sorted_copy(xs):\n    xs = xs[:]\n    xs.sort()\n    return xs\n',
    ),
    inJavaScript(
      'function reversed(xs) {\n  xs.reverse();\n  return xs;\n}\n',
      'function reversed(xs) {\n  xs = [...xs];\n  xs.reverse();\n  return xs;\n}\n',
    ),
    inPython(
      'def merged(a: dict, b: dict):\n    a.update(b)\n    return a\n',
      'def merged(a: dict, b: dict):\n    a = dict(a)\n    a.update(b)\n    return a\n',
    ),
  ],
  *propose(node, context) {
    if (node.id !== context.root.id) return;
    const body = bodyOf(node, context);
    if (!body) return;
    const p = phrasesOf(context);
    for (const name of factsOf(context).parameters.slice(0, 4)) {
      const changed = new RegExp(
        `(?<![\\w.$])${name}(\\.(append|extend|insert|pop|remove|sort|reverse|clear|update|add|discard|setdefault|popleft|push|shift|unshift|splice|fill|delete|set)\\(|\\[[^\\]]*\\]\\s*([-+*/]|\\/\\/)?=(?!=)|\\s\\+=)|\\bdel ${name}\\[|\\bdelete ${name}[.[]|Object\\.assign\\(${name}\\b`,
      ).test(body.text);
      if (!changed) continue;
      for (const [index, copy] of p.copy(name, shapesOf(name, context)).entries()) {
        yield* offer(
          `work on a copy of \`${name}\``,
          0.5 ** index,
          prependTo(body, [p.simple(`${name} = ${copy}`)], context),
        );
      }
    }
  },
};

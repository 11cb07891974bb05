import { namesBefore, shapesOf } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { brief, layoutOf, offer, replaceNode } from '../statements';

/** A loop over the right thing in the wrong way: the elements instead of the positions, the live list instead of a copy, keys instead of pairs, the wrong direction or order. */
export const loopSource: FixTemplate = {
  id: 'loopSource',
  bugClass: 'wrong call',
  prior: 0.3,
  examples: [
    inPython(
      'def clean(xs):\n    for x in xs:\n        if x < 0:\n            xs.remove(x)\n    return xs\n',
      'def clean(xs):\n    for x in xs[:]:\n        if x < 0:\n            xs.remove(x)\n    return xs\n',
    ),
    inPython(
      'def total(prices):\n    s = 0\n    for name, price in prices:\n        s += price\n    return s\n',
      'def total(prices):\n    s = 0\n    for name, price in prices.items():\n        s += price\n    return s\n',
    ),
    inPython(
      'def at(xs, y):\n    for x in xs:\n        if x == y:\n            return i\n    return -1\n',
      'def at(xs, y):\n    for i, x in enumerate(xs):\n        if x == y:\n            return i\n    return -1\n',
    ),
    inJavaScript(
      'function clean(xs) {\n  for (const x of xs) {\n    if (x < 0) xs.splice(xs.indexOf(x), 1);\n  }\n  return xs;\n}\n',
      'function clean(xs) {\n  for (const x of [...xs]) {\n    if (x < 0) xs.splice(xs.indexOf(x), 1);\n  }\n  return xs;\n}\n',
    ),
    inJavaScript(
      'function f(o) {\n  let s = 0;\n  for (const [k, v] of o) {\n    s += v;\n  }\n  return s;\n}\n',
      'function f(o) {\n  let s = 0;\n  for (const [k, v] of Object.entries(o)) {\n    s += v;\n  }\n  return s;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!/^(for|for_in)_statement$/.test(node.type)) return;
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    const body = node.childForFieldName('body');
    if (!left || !right || !body) return;
    const { python } = layoutOf(context);
    const source = right.text;
    const tight = /^[\w.]+(\[[\w.]+\]|\([^()]*\))*$/.test(source);
    const shapes = shapesOf(source, context);
    const pair = left.text.includes(',');
    const literally = source.replace(/[^\w]/g, '\\$&');
    const changed = new RegExp(
      `(?<![\\w.])${literally}\\.(remove|pop|append|insert|splice|push|shift|unshift|delete|discard|add|clear|extend)\\(|\\bdel ${literally}\\b|\\bdelete ${literally}\\b`,
    ).test(body.text);
    const options: (readonly [string, number])[] = [];
    if (python) {
      const range = /^range\(len\(([\w.]+)\)\)$/.exec(source)?.[1];
      if (range !== undefined) {
        yield* offer(`loop over \`${range}\` itself`, 0.6, replaceNode(right, range));
        if (!pair)
          yield* offer(
            'loop over position and element',
            0.15,
            replaceNode(left, `${left.text}, value`),
            replaceNode(right, `enumerate(${range})`),
          );
      }
      const unbound = !pair && /\b(i|idx|index|j|k|pos)\b/.exec(body.text)?.[0];
      if (
        typeof unbound === 'string' &&
        unbound !== left.text &&
        !namesBefore(node, context).includes(unbound) &&
        !new RegExp(`\\bfor ${unbound}\\b|\\b${unbound} =`).test(body.text)
      ) {
        yield* offer(
          'loop over position and element',
          1,
          replaceNode(left, `${unbound}, ${left.text}`),
          replaceNode(right, `enumerate(${source})`),
        );
      }
      const strip = /^(?:reversed|sorted|enumerate|list|set)\(([\w.]+)\)$/.exec(source)?.[1];
      if (strip !== undefined) options.push([strip, 0.4]);
      if (pair)
        options.push(
          [`${source}.items()`, shapes.has('map') || shapes.size === 0 || !shapes.has('number') ? 1 : 0.4],
          [`enumerate(${source})`, 0.8],
          [`zip(${source}, ${source}[1:])`, 0.15],
        );
      else
        options.push(
          [`range(len(${source}))`, shapes.has('list') || shapes.has('string') ? 0.5 : 0.2],
          [`range(${source})`, shapes.has('number') ? 1 : 0.15],
          [`${source}.values()`, shapes.has('map') ? 0.7 : 0.1],
          [`${source}.keys()`, shapes.has('map') ? 0.2 : 0.05],
        );
      options.push(
        [`list(${source})`, changed ? 0.8 : 0.1],
        [`${source}[:]`, changed ? 1 : 0.1],
        [`reversed(${source})`, 0.4],
        [`sorted(${source})`, 0.4],
      );
      const items = /^(.+)\.(items|keys|values)\(\)$/.exec(source);
      if (items) {
        options.length = 0;
        for (const other of ['items', 'keys', 'values'])
          if (other !== items[2]) options.push([`${items[1] ?? ''}.${other}()`, 0.7]);
        options.push([`list(${source})`, 0.6], [`sorted(${source})`, 0.4]);
      }
      if (right.type === 'call' && source.startsWith('range(')) {
        options.length = 0;
        options.push([`reversed(${source})`, 0.7]);
      }
    } else {
      if (pair) options.push([`Object.entries(${source})`, 1], [`${source}.entries()`, 0.8]);
      else
        options.push(
          [`Object.values(${source})`, shapes.has('map') ? 0.7 : 0.15],
          [`Object.keys(${source})`, shapes.has('map') ? 0.7 : 0.15],
          [`${source}.keys()`, 0.2],
        );
      options.push(
        [`[...${source}]`, changed ? 1 : 0.1],
        [`[...${source}].reverse()`, 0.4],
        [`[...${source}].sort()`, 0.2],
      );
      const items = /^Object\.(entries|keys|values)\((.+)\)$/.exec(source);
      if (items) {
        options.length = 0;
        for (const other of ['entries', 'keys', 'values'])
          if (other !== items[1]) options.push([`Object.${other}(${items[2] ?? ''})`, 0.7]);
      }
    }
    if (!tight) return;
    for (const [code, weight] of options.sort((a, b) => b[1] - a[1]).slice(0, 7)) {
      if (code !== source) yield* offer(`loop over \`${brief(code)}\``, weight, replaceNode(right, code));
    }
  },
};

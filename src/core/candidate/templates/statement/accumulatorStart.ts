import { namesBefore, shapesOf } from './facts';
import { assignmentOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { offer, replaceNode } from '../statements';

/** An accumulator that starts as the wrong thing: the wrong kind of collection, zero where the first element belongs (or the reverse). Small tweaks of numbers belong to the literal templates. */
export const accumulatorStart: FixTemplate = {
  id: 'accumulatorStart',
  bugClass: 'wrong initial value',
  prior: 0.35,
  examples: [
    inPython(
      'def largest(xs):\n    best = 0\n    for x in xs:\n        if x > best:\n            best = x\n    return best\n',
      'def largest(xs):\n    best = xs[0]\n    for x in xs:\n        if x > best:\n            best = x\n    return best\n',
    ),
    inJavaScript(
      'function count(xs) {\n  const seen = [];\n  for (const x of xs) seen.add(x);\n  return seen.size;\n}\n',
      'function count(xs) {\n  const seen = new Set();\n  for (const x of xs) seen.add(x);\n  return seen.size;\n}\n',
    ),
    inPython(
      'def join(xs):\n    out = []\n    for x in xs:\n        out += str(x)\n    return out\n',
      "def join(xs):\n    out = ''\n    for x in xs:\n        out += str(x)\n    return out\n",
    ),
  ],
  *propose(node, context) {
    if (!/^(assignment|variable_declarator|assignment_expression)$/.test(node.type)) return;
    const parts = assignmentOf(node);
    if (parts?.left.type !== 'identifier') return;
    const { left, right } = parts;
    const name = left.text;
    const p = phrasesOf(context);
    const literal =
      /^(integer|float|number|list|array|dictionary|object|string|none|null|undefined|true|false|unary_operator|unary_expression)$/.test(
        right.type,
      ) && right.text.length <= 12;
    const empty = /^(set\(\)|new (Set|Map)\(\)|dict\(\)|list\(\)|\w+\[0\])$/.test(right.text);
    if (!literal && !empty) return;
    const lists = namesBefore(node, context).filter((other) => other !== name && shapesOf(other, context).has('list'));
    const body = context.root.text;
    const compared = new RegExp(`[<>]=?\\s*${name}\\b|\\b${name}\\s*[<>]=?|\\b(max|min)\\([^)]*\\b${name}\\b`).test(
      body,
    );
    const uses = (methods: string): boolean => new RegExp(`\\b${name}\\.(${methods})\\b`).test(body);
    const values = new Map<string, number>();
    const [low, high] = p.python ? ["float('-inf')", "float('inf')"] : ['-Infinity', 'Infinity'];
    const number = /^(integer|float|number|unary_operator|unary_expression)$/.test(right.type);
    const nothing = /^(none|null|undefined)$/.test(right.type);
    if (number || nothing || right.text.endsWith('[0]')) {
      for (const list of lists.slice(0, 2)) {
        values.set(`${list}[0]`, compared ? 1 : 0.4);
        if (compared) values.set(p.length(list), 0.2);
      }
      values.set(low, compared ? 0.8 : 0.05).set(high, compared ? 0.8 : 0.05);
      if (nothing || right.text.endsWith('[0]')) values.set('0', 0.6).set('-1', 0.2);
      else values.set(p.null, 0.3);
      values.set('1', number ? 0.5 : 0.1);
    }
    const text = new RegExp(`\\b${name}\\s*\\+=?\\s*(str\\(|f?["'\`])|["'\`]\\s*\\+\\s*${name}\\b`).test(body);
    values.set('[]', uses('append|extend|push|insert|sort') ? 1 : number ? 0.15 : 0.3);
    values.set('{}', uses('items|keys|values|setdefault') ? 1 : 0.2);
    values.set(p.python ? 'set()' : 'new Set()', uses('add|has|discard') ? 1 : 0.2);
    if (!p.python) values.set('new Map()', uses('set|get|has') ? 1 : 0.1);
    values.set("''", text ? 1 : 0.15);
    if (right.type === 'list' || right.type === 'array') {
      for (const list of lists.slice(0, 1)) values.set(`[${list}[0]]`, 0.5);
      values.set('[0]', 0.3).set('[1]', 0.3).set('[[]]', 0.4).set(p.null, 0.1);
    }
    if (right.type === 'string') values.set(p.null, 0.2);
    if (/^(true|false)$/.test(right.type)) values.clear();
    const best = [...values]
      .filter(([value]) => value !== right.text && !(value === "''" && right.text === '""'))
      .sort((a, b) => b[1] - a[1])
      .slice(0, 8);
    for (const [value, weight] of best)
      yield* offer(`\`${name}\` starts as \`${value}\``, weight, replaceNode(right, value));
  },
};

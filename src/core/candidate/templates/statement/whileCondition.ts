import { namesBefore, shapesOf } from './facts';
import type { FixTemplate } from '../../template';
import { needs } from './conditions';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { brief, descendants, offer, replaceNode } from '../statements';

/** A loop that runs too long or stops too early: its condition gets a bound, or is replaced by what the loop consumes. */
export const whileCondition: FixTemplate = {
  id: 'whileCondition',
  bugClass: 'wrong condition',
  prior: 0.3,
  examples: [
    inPython(
      'def bfs(g, start):\n    queue = [start]\n    seen = []\n    while True:\n        n = queue.pop(0)\n        seen.append(n)\n        queue.extend(g[n])\n    return seen\n',
      'def bfs(g, start):\n    queue = [start]\n    seen = []\n    while queue:\n        n = queue.pop(0)\n        seen.append(n)\n        queue.extend(g[n])\n    return seen\n',
    ),
    inJavaScript(
      'function skip(s, i) {\n  while (s[i] === " ") {\n    i++;\n  }\n  return i;\n}\n',
      'function skip(s, i) {\n  while (i < s.length && s[i] === " ") {\n    i++;\n  }\n  return i;\n}\n',
    ),
    inPython(
      'def cycle(node):\n    slow = fast = node\n    while fast.next:\n        slow = slow.next\n        fast = fast.next.next\n        if slow is fast:\n            return True\n    return False\n',
      'def cycle(node):\n    slow = fast = node\n    while fast and fast.next:\n        slow = slow.next\n        fast = fast.next.next\n        if slow is fast:\n            return True\n    return False\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'while_statement') return;
    const condition = node.childForFieldName('condition');
    const target = condition?.type === 'parenthesized_expression' ? condition.firstNamedChild : condition;
    const body = node.childForFieldName('body');
    if (!target || !body) return;
    const p = phrasesOf(context);
    const found = new Map<string, number>();
    const constant = /^(True|true|1)$/.test(target.text);
    const operand =
      /^(boolean_operator|binary_expression)$/.test(target.type) && /\b(or)\b|\|\|/.test(target.text)
        ? `(${target.text})`
        : target.text;
    const add = (text: string, weight: number): void => {
      if (target.text.includes(text) && text.length > 4) return;
      found.set(text, Math.max(weight, found.get(text) ?? 0));
    };
    for (const part of [target, ...descendants(target), ...(constant ? descendants(body) : [])]) {
      const chained =
        part.type === 'attribute' || part.type === 'member_expression'
          ? part.childForFieldName('object')?.text
          : undefined;
      if (
        chained !== undefined &&
        /^\w+$/.test(chained) &&
        shapesOf(chained, context).has('object') &&
        !new RegExp(`(^|and |&& |\\()${chained}( |$)`).test(target.text)
      )
        add(chained, 1);
      for (const { text, weight } of needs(part, context)) if (text !== chained) add(text, weight);
    }
    for (const name of namesBefore(node, context)) {
      const shapes = shapesOf(name, context);
      if (new RegExp(`\\b${name}\\.(pop|popleft|shift)\\(`).test(body.text)) add(p.filled(name, shapes), 0.9);
      else if (new RegExp(`\\b${name} = ${name}\\.\\w+`).test(body.text)) add(p.python ? name : name, 0.7);
    }
    for (const [text, weight] of [...found].sort((a, b) => b[1] - a[1]).slice(0, 5)) {
      if (text === target.text) continue;
      if (!constant)
        yield* offer(
          `loop only while \`${brief(text)}\` too`,
          weight,
          replaceNode(target, `${text} ${p.and} ${operand}`),
        );
      yield* offer(`loop while \`${brief(text)}\``, constant ? weight : 0.4 * weight, replaceNode(target, text));
    }
    if (!constant && /\b(break|return)\b/.test(body.text))
      yield* offer('loop until something in the body ends it', 0.2, replaceNode(target, p.true));
    const operator = target.childForFieldName('operator');
    const [left, right] = [target.childForFieldName('left'), target.childForFieldName('right')];
    if (
      /^(boolean_operator|binary_expression)$/.test(target.type) &&
      operator &&
      left &&
      right &&
      /^(and|or|&&|\|\|)$/.test(operator.text)
    ) {
      const or = /^(or|\|\|)$/.test(operator.text);
      yield* offer(
        `\`${operator.text}\` becomes \`${or ? p.and : p.or}\``,
        0.8,
        replaceNode(operator, or ? p.and : p.or),
      );
    }
  },
};

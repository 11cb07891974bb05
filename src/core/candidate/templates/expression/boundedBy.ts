import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { change } from '../edits';
import { siteOf } from '../sites';
import { kindsOf, mayBeNumber } from '../types';
import { binary, call, conditionOf, isBinding, isPython } from '../view';

/** A value that must not fall behind, or pass, one it was just compared with: `end` for `max(end, last[1])`. */
export const boundedBy: FixTemplate = {
  id: 'boundedBy',
  bugClass: 'missing case',
  prior: 0.15,
  examples: [
    {
      language: 'python',
      buggy:
        'def extend(runs, start, end):\n    last = runs[-1]\n    if start <= last[1]:\n        runs[-1] = (last[0], end)\n    return runs\n',
      fixed:
        'def extend(runs, start, end):\n    last = runs[-1]\n    if start <= last[1]:\n        runs[-1] = (last[0], max(end, last[1]))\n    return runs\n',
    },
    {
      language: 'javascript',
      buggy:
        'function extend(last, start, end) {\n  if (start <= last.end) {\n    last.end = end;\n  }\n  return last;\n}\n',
      fixed:
        'function extend(last, start, end) {\n  if (start <= last.end) {\n    last.end = Math.max(end, last.end);\n  }\n  return last;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const site = siteOf(node);
    if (node.type !== 'identifier' || isBinding(node) || !site || !['assigned', 'element', 'argument'].includes(site))
      return;
    const around = node.parent?.parent ? call(node.parent.parent)?.name : undefined;
    if (around === 'max' || around === 'min' || !mayBeNumber(kindsOf(node, context))) return;
    const [max, min] = isPython(context) ? ['max', 'min'] : ['Math.max', 'Math.min'];
    for (const bound of comparedWith(node, context.root)) {
      yield change(node, `${max}(${node.text}, ${bound})`, 0.8);
      yield change(node, `${min}(${node.text}, ${bound})`, 0.6);
    }
  },
};

/** Parts of the values that the conditions around the node compare, as they are written; not the node's own name, no literals. */
function comparedWith(node: SyntaxNode, root: SyntaxNode): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = node.parent; at && at.id !== root.id; at = at.parent) {
    const condition = conditionOf(at);
    if (!condition || (condition.startIndex <= node.startIndex && node.endIndex <= condition.endIndex)) continue;
    for (const part of [condition, ...condition.descendantsOfType(['comparison_operator', 'binary_expression'])]) {
      const pair = binary(part, 'comparison');
      if (!pair || !/^[<>]=?$/.test(pair.text)) continue;
      for (const side of [pair.right, pair.left])
        if (/^(subscript|attribute|member|identifier)/.test(side.type) && side.text !== node.text) found.add(side.text);
    }
  }
  return found;
}

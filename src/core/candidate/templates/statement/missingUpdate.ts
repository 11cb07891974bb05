import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { updatesFor } from './updates';
import { appendTo, blocksOf, bodyOf, descendants, enclosingLoop, isLoop, offer, statementsIn } from '../statements';

/** A loop that never advances or never collects: the counter, the accumulator, the visited set, the previous element, the next node. */
export const missingUpdate: FixTemplate = {
  id: 'missingUpdate',
  bugClass: 'missing statement',
  prior: 0.4,
  examples: [
    inPython(
      'def count(xs, y):\n    n = 0\n    i = 0\n    while i < len(xs):\n        if xs[i] == y:\n            n += 1\n    return n\n',
      'def count(xs, y):\n    n = 0\n    i = 0\n    while i < len(xs):\n        if xs[i] == y:\n            n += 1\n        i += 1\n    return n\n',
    ),
    inPython(
      'def dedupe(xs):\n    seen = set()\n    out = []\n    for x in xs:\n        if x not in seen:\n            out.append(x)\n    return out\n',
      'def dedupe(xs):\n    seen = set()\n    out = []\n    for x in xs:\n        if x not in seen:\n            out.append(x)\n            seen.add(x)\n    return out\n',
    ),
    inJavaScript(
      'function length(list) {\n  let n = 0;\n  let node = list;\n  while (node) {\n    n++;\n    log(node.next);\n  }\n  return n;\n}\n',
      'function length(list) {\n  let n = 0;\n  let node = list;\n  while (node) {\n    n++;\n    log(node.next);\n    node = node.next;\n  }\n  return n;\n}\n',
    ),
    inPython(
      'def rises(xs):\n    n = 0\n    prev = None\n    for x in xs:\n        if prev is not None and x > prev:\n            n += 1\n    return n\n',
      'def rises(xs):\n    n = 0\n    prev = None\n    for x in xs:\n        if prev is not None and x > prev:\n            n += 1\n        prev = x\n    return n\n',
    ),
  ],
  *propose(node, context) {
    if (!isLoop(node)) return;
    const body = bodyOf(node, context);
    if (!body || statementsIn(body).length === 0) return;
    const p = phrasesOf(context);
    const places = [{ block: body, share: 1 }];
    for (const part of descendants(body)) {
      if (part.type === 'if_statement' && enclosingLoop(part, context)?.id === node.id)
        for (const block of blocksOf(part, context)) places.push({ block, share: 0.45 });
    }
    for (const { code, weight, inside } of updatesFor(node, body, context).slice(0, 10)) {
      for (const [index, { block, share }] of places.slice(0, 4).entries()) {
        const fits = inside !== undefined && index > 0 && inside(block) ? 1 : share;
        yield* offer(`add \`${code}\``, weight * fits, appendTo(block, [p.simple(code)], context));
      }
    }
  },
};

import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { insertAfter, isLoop, nextStatement, offer, replaceNode } from '../statements';

/** A merge stops when one side runs out: the other side's rest must be kept. */
export const appendRemainder: FixTemplate = {
  id: 'appendRemainder',
  bugClass: 'missing statement',
  prior: 0.25,
  examples: [
    inPython(
      'def merge(a, b):\n    out = []\n    i = j = 0\n    while i < len(a) and j < len(b):\n        if a[i] <= b[j]:\n            out.append(a[i])\n            i += 1\n        else:\n            out.append(b[j])\n            j += 1\n    return out\n',
      'def merge(a, b):\n    out = []\n    i = j = 0\n    while i < len(a) and j < len(b):\n        if a[i] <= b[j]:\n            out.append(a[i])\n            i += 1\n        else:\n            out.append(b[j])\n            j += 1\n    return out + a[i:] + b[j:]\n',
    ),
    inJavaScript(
      'function merge(a, b) {\n  const out = [];\n  let i = 0;\n  let j = 0;\n  while (i < a.length && j < b.length) {\n    out.push(a[i] < b[j] ? a[i++] : b[j++]);\n  }\n  return out;\n}\n',
      'function merge(a, b) {\n  const out = [];\n  let i = 0;\n  let j = 0;\n  while (i < a.length && j < b.length) {\n    out.push(a[i] < b[j] ? a[i++] : b[j++]);\n  }\n  return out.concat(a.slice(i), b.slice(j));\n}\n',
    ),
    inPython(
      'def pieces(text, size):\n    out = []\n    while len(text) > size:\n        out.append(text[:size])\n        text = text[size:]\n    return out\n',
      'def pieces(text, size):\n    out = []\n    while len(text) > size:\n        out.append(text[:size])\n        text = text[size:]\n    out.append(text)\n    return out\n',
    ),
    inPython(
      'def take(out, xs, i):\n    while i < len(xs) and xs[i] > 0:\n        out.append(xs[i])\n        i += 1\n',
      'def take(out, xs, i):\n    while i < len(xs) and xs[i] > 0:\n        out.append(xs[i])\n        i += 1\n    out.extend(xs[i:])\n',
    ),
  ],
  *propose(node, context) {
    if (!isLoop(node)) return;
    const p = phrasesOf(context);
    const bounds = p.python ? /\b(\w+) < len\((\w+)\)/g : /\b(\w+) < (\w+)\.length/g;
    const header = context.text.slice(node.startIndex, node.childForFieldName('body')?.startIndex ?? node.endIndex);
    const rests = [...header.matchAll(bounds)].map(([, index = '', list = '']) =>
      p.python ? `${list}[${index}:]` : `${list}.slice(${index})`,
    );
    const target = (p.python ? /\b(\w+)\.append\(/ : /\b(\w+)\.push\(/).exec(node.text)?.[1];
    if (target === undefined) return;
    // The loop cuts pieces off a whole until too little is left: that last piece is one too.
    const condition = node.type === 'while_statement' ? (node.childForFieldName('condition')?.text ?? '') : '';
    const cut = p.python
      ? /(?:^|\n)[ \t]*(?:\w+, )?(\w+) = (?:[^\n]*, )?\1\[[^\n\]]*:\]/
      : /(?:^|\n)[ \t]*(\w+) = \1\.(?:slice|substring|substr)\(/;
    const whole = cut.exec(node.text)?.[1];
    if (whole !== undefined && new RegExp(`\\b${whole}\\b`).test(condition)) {
      const keep = p.simple(p.append(target, whole));
      yield* offer(`keep \`${whole}\``, 1, insertAfter(node, [keep], context));
      const some = p.python ? whole : `${whole}.length > 0`;
      yield* offer(
        `keep \`${whole}\` unless it is empty`,
        0.8,
        insertAfter(node, [...p.guarded(some, [keep])], context),
      );
    }
    if (rests.length === 0) return;
    const both = p.python ? `${target} + ${rests.join(' + ')}` : `${target}.concat(${rests.join(', ')})`;
    const ending = nextStatement(node);
    if (ending?.type === 'return_statement' && ending.firstNamedChild?.text === target) {
      yield* offer('keep the rest', 1, replaceNode(ending.firstNamedChild, both));
    }
    const extend = (rest: string): string =>
      p.simple(p.python ? `${target}.extend(${rest})` : `${target}.push(...${rest})`);
    yield* offer('keep the rest', 0.8, insertAfter(node, rests.map(extend), context));
    if (rests.length > 1)
      for (const rest of rests) yield* offer(`keep \`${rest}\``, 0.5, insertAfter(node, [extend(rest)], context));
  },
};

import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { becomes, changeIn, replace, shifted } from '../edits';
import { call, isPython, slice } from '../view';

/** A slice that takes too much or too little: a bound dropped, added or moved, both moved, the direction turned. */
export const sliceBounds: FixTemplate = {
  id: 'sliceBounds',
  bugClass: 'off by one',
  prior: 0.3,
  examples: [
    {
      language: 'python',
      buggy: 'def rest(xs):\n    return xs[:1]\n',
      fixed: 'def rest(xs):\n    return xs[1:]\n',
    },
    {
      language: 'python',
      buggy: 'def chunks(xs, n):\n    return [xs[i:n] for i in range(0, len(xs), n)]\n',
      fixed: 'def chunks(xs, n):\n    return [xs[i:i + n] for i in range(0, len(xs), n)]\n',
    },
    {
      language: 'python',
      buggy: 'def back(s):\n    return s[:]\n',
      fixed: 'def back(s):\n    return s[::-1]\n',
    },
    {
      language: 'javascript',
      buggy: 'function rest(xs) {\n  return xs.slice(0, 1);\n}\n',
      fixed: 'function rest(xs) {\n  return xs.slice(1);\n}\n',
    },
    {
      language: 'javascript',
      buggy: 'function word(s, i, n) {\n  return s.slice(i, n);\n}\n',
      fixed: 'function word(s, i, n) {\n  return s.slice(i, i + n);\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const bounds = isPython(context) ? slice(node) : undefined;
    if (bounds && node.parent) {
      const seen = new Set<string>();
      for (const [text, weight] of pythonic(bounds.start, bounds.stop, bounds.step)) {
        if (seen.has(text)) continue;
        seen.add(text);
        yield changeIn(node.parent, node, text, weight);
      }
    }
    const invoked = call(node);
    if (isPython(context) || !invoked?.receiver || !/^(slice|substring|subarray)$/.test(invoked.name)) return;
    const [start, stop] = invoked.args;
    for (const [text, weight] of start ? methodic(start, stop, invoked.name) : []) {
      yield {
        edits: [replace(invoked.list, `(${text})`)],
        title: becomes(invoked.list.text, `(${text})`),
        weight,
      };
    }
  },
};

function* pythonic(start?: SyntaxNode, stop?: SyntaxNode, step?: SyntaxNode): Generator<readonly [string, number]> {
  const a = start?.text ?? '';
  const b = stop?.text ?? '';
  const by = step ? `:${step.text}` : '';
  if (stop) yield [`${b}:${by}`, start ? 0.3 : 0.7];
  if (start) yield [`:${a}${by}`, stop ? 0.3 : 0.7];
  if (start && stop) {
    yield [`${a}:${by}`, 0.6];
    yield [`:${b}${by}`, 0.6];
    yield [`${shifted(start, 1)}:${shifted(stop, 1)}${by}`, 0.4];
    yield [`${shifted(start, -1)}:${shifted(stop, -1)}${by}`, 0.2];
    yield [`${a}:${a} + ${b}${by}`, start.type === 'identifier' || start.type.startsWith('binary') ? 0.5 : 0.2];
    yield [`${b}:${a}${by}`, 0.15];
  }
  if (!start) {
    yield [`1:${b}${by}`, 0.6];
    if (stop) yield [`-${/^\w+$/.test(b) ? b : `(${b})`}:`, 0.35];
  }
  if (!stop) {
    yield [`${a}:-1${by}`, 0.6];
    if (start && /^\w+$/.test(a)) yield [`-${a}:`, 0.35];
    if (start) yield [`${shifted(start, 1)}:${by}`, 0.6];
    if (start) yield [`${shifted(start, -1)}:${by}`, 0.5];
  }
  if (!start && stop) {
    if (!b.startsWith('-')) yield [`:-${/^\w+$/.test(b) ? b : `(${b})`}`, 0.2];
    yield [`:${shifted(stop, 1)}${by}`, 0.6];
    yield [`:${shifted(stop, -1)}${by}`, 0.6];
  }
  if (!step) yield [`${a}:${b}:-1`, (start ?? stop) ? 0.2 : 0.9];
  if (!step) yield [`${a}:${b}:2`, 0.15];
  if (step) {
    yield [`${a}:${b}`, 0.5];
    yield [`${a}:${b}:${step.text.startsWith('-') ? step.text.slice(1).trim() : `-${step.text}`}`, 0.4];
    if (start ?? stop) yield [`:${by}`, 0.3];
  }
}

function* methodic(
  start: SyntaxNode,
  stop: SyntaxNode | undefined,
  name: string,
): Generator<readonly [string, number]> {
  if (!stop) {
    yield [`0, ${start.text}`, 0.7];
    yield [shifted(start, 1), 0.6];
    yield [shifted(start, -1), 0.4];
    if (name !== 'substring') {
      yield [`${start.text}, -1`, 0.5];
      if (!start.text.startsWith('-')) yield [`-${/^\w+$/.test(start.text) ? start.text : `(${start.text})`}`, 0.3];
    }
    return;
  }
  yield [start.text, 0.6];
  yield [stop.text, start.text === '0' ? 0.7 : 0.3];
  yield [`0, ${stop.text}`, 0.4];
  yield [`${start.text}, ${start.text} + ${stop.text}`, 0.5];
  for (const delta of [1, -1]) {
    yield [`${start.text}, ${shifted(stop, delta)}`, 0.7];
    yield [`${shifted(start, delta)}, ${stop.text}`, 0.5];
    yield [`${shifted(start, delta)}, ${shifted(stop, delta)}`, 0.3];
  }
}

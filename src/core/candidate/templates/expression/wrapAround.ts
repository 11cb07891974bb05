import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { change, operand } from '../edits';
import { kindsOf, mayBeNumber, mayBeSequence } from '../types';
import { binary, call, descend, isPython, isTarget, slice, subscript } from '../view';
import { bodyOf, offer, prependTo } from '../statements';
import { phrasesOf } from '../statement/phrases';
import type { SyntaxNode } from '../../../capture/syntax';

/** Counting goes on at the start when the end is reached: an index that runs round. */
export const wrapAround: FixTemplate = {
  id: 'wrapAround',
  bugClass: 'off by one',
  prior: 0.12,
  examples: [
    {
      language: 'python',
      buggy: 'def turn(names: list[str], day: int) -> str:\n    return names[day]\n',
      fixed: 'def turn(names: list[str], day: int) -> str:\n    return names[day % len(names)]\n',
    },
    {
      language: 'javascript',
      buggy: 'function after(xs, i) {\n  return xs[i + 1];\n}\n',
      fixed: 'function after(xs, i) {\n  return xs[(i + 1) % xs.length];\n}\n',
    },
    {
      language: 'python',
      buggy: 'def turned(xs, k):\n    return xs[k:] + xs[:k]\n',
      fixed: 'def turned(xs, k):\n    k = k % len(xs)\n    return xs[k:] + xs[:k]\n',
    },
    {
      language: 'javascript',
      buggy: 'function turned(xs, k) {\n  return [...xs.slice(k), ...xs.slice(0, k)];\n}\n',
      fixed: 'function turned(xs, k) {\n  k = k % xs.length;\n  return [...xs.slice(k), ...xs.slice(0, k)];\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    if (node.id === context.root.id) yield* reduced(node, context);
    const at = subscript(node);
    if (!at || isTarget(node)) return;
    const { object, index } = at;
    const plus = binary(index)?.text === '+';
    const named = index.type === 'identifier' && context.focal.parameters.some(({ name }) => name === index.text);
    if (!plus && !named) return;
    if (!/^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(object.text) || !mayBeNumber(kindsOf(index, context))) return;
    if (!mayBeSequence(kindsOf(object, context))) return;
    const size = isPython(context) ? `len(${object.text})` : `${object.text}.length`;
    yield change(index, `${operand(index)} % ${size}`, plus ? 1 : 0.8);
  },
};

/** A sequence is cut twice at a parameter, so that its parts change places: a number of turns beyond its length starts again. */
function* reduced(root: SyntaxNode, context: TemplateContext): Generator<Proposal> {
  const body = bodyOf(root, context);
  if (!body) return;
  const cuts = new Map<string, number>();
  for (const node of descend(root)) {
    const part = slice(node);
    const invoked = part ? undefined : call(node);
    const sequence = part
      ? node.parent?.childForFieldName('value')
      : invoked?.name === 'slice'
        ? invoked.receiver
        : undefined;
    if (sequence?.type !== 'identifier') continue;
    for (const bound of part ? [part.start, part.stop] : (invoked?.args ?? [])) {
      const name = bound && /^-?([\p{L}_$][\p{L}\p{N}_$]*)$/u.exec(bound.text)?.[1];
      if (name === undefined || !context.focal.parameters.some((parameter) => parameter.name === name)) continue;
      const key = `${name} ${sequence.text}`;
      cuts.set(key, (cuts.get(key) ?? 0) + 1);
    }
  }
  const p = phrasesOf(context);
  for (const [key, count] of cuts) {
    if (count < 2) continue;
    const [name = '', sequence = ''] = key.split(' ');
    const code = `${name} = ${name} % ${p.length(sequence)}`;
    yield* offer(`add \`${code}\``, 1, prependTo(body, [p.simple(code)], context));
  }
}

import { factsOf, loopVariables, namesBefore, shapesOf } from './facts';
import { callOf, identifiersIn } from './parts';
import { rootsOf } from '../roots';
import type { SyntaxNode } from '../../../capture/syntax';
import type { TemplateContext } from '../../template';
import { descendants } from '../statements';
import { phrasesOf } from './phrases';

export interface Condition {
  readonly text: string;
  readonly weight: number;
}

/** Conditions under which running `node` makes sense, built from what it does: likeliest first, at most `limit`. */
export function conditionsFor(node: SyntaxNode, context: TemplateContext, limit = 10): readonly Condition[] {
  const p = phrasesOf(context);
  const found = new Map<string, number>();
  const offer = (text: string, weight: number): void => {
    found.set(text, Math.max(weight, found.get(text) ?? 0));
  };
  for (const part of [node, ...descendants(node)])
    for (const { text, weight } of needs(part, context)) offer(text, weight);
  const names = namesBefore(node, context);
  const turns = loopVariables(node, context);
  for (const name of names) {
    const shapes = shapesOf(name, context);
    if (/^(seen|visited|done|used|known|marked|explored|unique|cache|memo)/i.test(name)) {
      for (const turn of turns.slice(0, 2)) offer(p.hasNot(name, turn, shapes), 0.9);
    }
  }
  const [i, j] = turns;
  if (i !== undefined && j !== undefined) {
    if (shapesOf(i, context).has('number') === shapesOf(j, context).has('number')) {
      offer(`${i} ${p.notEqual} ${j}`, 0.6);
      // Elements of two collections are compared to find what both have.
      if (!shapesOf(i, context).has('number')) offer(`${i} ${p.equal} ${j}`, 0.7);
      offer(`${j} < ${i}`, 0.25);
    }
  }
  for (const turn of turns.slice(0, 2)) {
    const shapes = shapesOf(turn, context);
    if (!shapes.has('number')) {
      offer(p.python || shapes.size === 0 ? turn : p.filled(turn, shapes), 0.4);
      offer(p.notNull(turn), 0.35);
    } else offer(`${turn} > 0`, 0.3);
  }
  const own = new Set(identifiersIn(node));
  const scope = new Set([...names, ...context.globals]);
  for (const text of [
    ...context.callers.conditions,
    ...context.callers.expressions.filter((one) => /^[\w$.]+$/.test(one)),
  ]) {
    const roots = rootsOf(text);
    if (roots.some((root) => own.has(root)) && roots.every((root) => scope.has(root))) offer(text, 0.6);
  }
  for (const name of names.slice(0, 6)) {
    if (turns.includes(name)) continue;
    const shapes = shapesOf(name, context);
    if (shapes.has('boolean')) offer(name, 0.3);
    else if (shapes.has('list') || shapes.has('string') || shapes.has('map')) offer(p.filled(name, shapes), 0.25);
    else if (shapes.has('object') || shapes.has('none')) offer(p.notNull(name), 0.3);
  }
  return [...found]
    .map(([text, weight]) => ({ text, weight }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, limit);
}

/** What one expression needs in order not to fail, or not to repeat itself. */
export function* needs(node: SyntaxNode, context: TemplateContext): Generator<Condition> {
  const p = phrasesOf(context);
  if (node.type === 'subscript' || node.type === 'subscript_expression') {
    const object = node.childForFieldName('value') ?? node.childForFieldName('object');
    const index = node.childForFieldName('subscript') ?? node.childForFieldName('index');
    if (!object || !index || index.type === 'slice') return;
    const shapes = shapesOf(object.text, context);
    const map = shapes.has('map') || index.type === 'string';
    if (map) yield { text: p.has(object.text, index.text, new Set(['map'])), weight: 0.8 };
    else {
      if (/^(-|\w+ - )/.test(index.text) && index.type !== 'unary_operator') {
        yield { text: `${index.text} >= 0`, weight: 0.7 };
        const name = /^\w+/.exec(index.text)?.[0];
        if (name !== undefined) yield { text: `${name} > 0`, weight: 0.6 };
      }
      if (!/^-?\d+$/.test(index.text)) yield { text: `${index.text} < ${p.length(object.text)}`, weight: 0.7 };
      else yield { text: p.filled(object.text, shapes), weight: 0.7 };
      if (shapes.size === 0 || !shapes.has('list'))
        yield { text: p.has(object.text, index.text, new Set(['map'])), weight: 0.5 };
    }
  }
  if (node.type === 'attribute' || node.type === 'member_expression') {
    const object = node.childForFieldName('object');
    const property = node.childForFieldName('attribute') ?? node.childForFieldName('property');
    const called = node.parent && callOf(node.parent)?.callee.id === node.id;
    const bare = object && /^(self|this|cls|super|Math|Object|Array|JSON|console|Number|String)$/.test(object.text);
    if (object && !bare && !called && property?.text !== 'length' && /^[\w.]+$/.test(object.text)) {
      yield { text: p.notNull(object.text), weight: 0.6 };
      yield { text: object.text, weight: 0.55 };
    }
  }
  const operator = node.childForFieldName('operator')?.text ?? '';
  if (/^(\/|\/\/|%|\/=|\/\/=|%=)$/.test(operator)) {
    const right = node.childForFieldName('right');
    if (right && !/^[\d.]+$/.test(right.text)) yield { text: `${right.text} ${p.notEqual} 0`, weight: 0.8 };
  }
  const call = callOf(node);
  if (!call) return;
  const [first] = call.args;
  if (
    first &&
    call.receiver &&
    /^(append|push|add|insert|unshift|appendleft)$/.test(call.name) &&
    call.args.length === 1
  ) {
    const shapes = shapesOf(call.receiver.text, context);
    if (first.text.length < 30) yield { text: p.hasNot(call.receiver.text, first.text, shapes), weight: 0.75 };
    if (/^(identifier|attribute|member_expression|subscript|subscript_expression)$/.test(first.type)) {
      yield { text: p.notNull(first.text), weight: 0.4 };
      yield { text: p.python ? first.text : p.filled(first.text, shapesOf(first.text, context)), weight: 0.4 };
    }
  }
  if (call.receiver && /^(pop|popleft|shift|remove|popitem)$/.test(call.name)) {
    yield { text: p.filled(call.receiver.text, shapesOf(call.receiver.text, context)), weight: 0.7 };
    if (first)
      yield { text: p.has(call.receiver.text, first.text, shapesOf(call.receiver.text, context)), weight: 0.6 };
  }
  if (factsOf(context).recursion.some((r) => r.id === node.id)) {
    for (const arg of call.args) {
      if (/^(attribute|member_expression)$/.test(arg.type)) yield { text: arg.text, weight: 0.6 };
    }
  }
}

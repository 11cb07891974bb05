import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { changeIn, replace, rewritten } from '../edits';
import { factsOf } from '../functionFacts';
import { compatible, kindsOf, kindsOfTypeName, may, type Kind } from '../types';
import { assignment, binary, call, field, isBinding, isTarget, isPython, member } from '../view';

const most = 6;

/**
 * A name for another of the same scope and a compatible type. Names alike (`left`/`right` differ, `row`/`rows` do not), names of the same
 * statement and names used rarely come first: a variable that is never read is likely to be the forgotten one.
 */
export const wrongVariable: FixTemplate = {
  id: 'wrongVariable',
  bugClass: 'wrong variable',
  prior: 0.22,
  examples: [
    {
      language: 'python',
      buggy:
        'def dot(xs, ys):\n    total = 0\n    for x, y in zip(xs, ys):\n        total += x * x\n    return total\n',
      fixed:
        'def dot(xs, ys):\n    total = 0\n    for x, y in zip(xs, ys):\n        total += x * y\n    return total\n',
    },
    {
      language: 'javascript',
      buggy:
        'function clamp(value, low, high) {\n  if (value < low) return low;\n  if (value > high) return low;\n  return value;\n}\n',
      fixed:
        'function clamp(value, low, high) {\n  if (value < low) return low;\n  if (value > high) return high;\n  return value;\n}\n',
    },
    {
      language: 'typescript',
      buggy:
        'function width(box: { left: number; right: number }, left: number, right: number): number {\n  return right - right;\n}\n',
      fixed:
        'function width(box: { left: number; right: number }, left: number, right: number): number {\n  return right - left;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    if (node.type !== 'identifier' || isBinding(node) || isReceiverOfItself(node, context)) return;
    if (!context.locals.includes(node.text) && context.globals.includes(node.text)) return;
    const written = isTarget(node);
    if (written && !isPython(context) && assignment(node.parent ?? node)?.declares) return;
    const statement = enclosingStatement(node, context);
    const choices = ranked(node, statement, context).filter(({ name }) => !isIdle(node, name));
    const around = node.parent && node.parent.endIndex - node.parent.startIndex < 50 ? node.parent : node;
    for (const { name, weight } of choices.slice(0, most)) {
      yield changeIn(around, node, name, written ? weight * 0.4 : weight);
    }
  },
};

/** Operators for which two equal sides are no use: the answer is known. */
const idle = /^([<>]=?|[!=]==?|is|is not|in|-|\/\/?|%|\^|&&|\|\||\?\?|and|or)$/;

/** `x < x`, `n - n`, `a < 1 or a < 1`: what nobody means. */
function isIdle(node: SyntaxNode, name: string): boolean {
  let side = node;
  let text = name;
  for (let parent = side.parent; parent; parent = side.parent) {
    const pair = binary(parent);
    if (!pair) return false;
    const other = pair.left.id === side.id ? pair.right : pair.left;
    if (other.text === text && idle.test(pair.text)) return true;
    text = rewritten(parent, [replace(node, name)]);
    side = parent;
  }
  return false;
}

function ranked(
  node: SyntaxNode,
  statement: SyntaxNode,
  context: TemplateContext,
): readonly { readonly name: string; readonly weight: number }[] {
  const facts = factsOf(context);
  const own = kindsOf(node, context);
  const anyItems = asksForItems(node);
  const found: { name: string; weight: number }[] = [];
  const nearby = new Set(statement.text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
  for (const name of context.locals) {
    if (name === node.text || name === 'self' || name === 'cls' || name === '_') continue;
    const first = facts.firstUse.get(name);
    if (first !== undefined && first > node.endIndex && !nearby.has(name)) continue;
    const kinds = new Set<Kind>();
    for (const type of context.types.variables.get(name) ?? [])
      for (const kind of kindsOfTypeName(type)) kinds.add(kind);
    if (!compatible(own, kinds) && !(anyItems && may(own, ...items) && may(kinds, ...items))) continue;
    let weight = own.size > 0 && kinds.size > 0 ? 0.8 : 0.5;
    if (nearby.has(name)) weight *= 1.1;
    if ((facts.uses.get(name) ?? 0) <= 1) weight *= 1.15;
    if (alike(name, node.text)) weight *= 1.1;
    found.push({ name, weight: Math.min(1, weight) });
  }
  for (const name of context.globals) {
    if (alike(name, node.text) && (facts.uses.has(name) || name.toUpperCase() === name))
      found.push({ name, weight: 0.3 });
  }
  return found.sort((a, b) => b.weight - a.weight);
}

const items: readonly Kind[] = ['string', 'list', 'tuple', 'dict', 'set'];
const countsOrWalks = /^(len|sorted|list|set|tuple|enumerate|reversed|iter|Counter|from)$/;

/** Whether the place takes a text as well as a list: its length, a walk through it. */
function asksForItems(node: SyntaxNode): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (/^for(_in)?_(statement|clause)$/.test(parent.type)) return field(parent, 'right')?.id === node.id;
  const dot = member(parent);
  if (dot?.object.id === node.id) return dot.property.text === 'length';
  const around = parent.parent && call(parent.parent);
  return around?.args.length === 1 && around.args[0]?.id === node.id && countsOrWalks.test(around.name);
}

/** Names a person mixes up: one in the other, or the same up to two letters. */
function alike(a: string, b: string): boolean {
  if (a.length < 2 || b.length < 2) return a.length === b.length;
  if (a.startsWith(b) || b.startsWith(a) || a.endsWith(b) || b.endsWith(a)) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let different = 0;
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (a[i] !== b[i]) different++;
  return different <= 2;
}

/** `self.x` and called functions: the member and sibling templates speak for them. */
function isReceiverOfItself(node: SyntaxNode, context: TemplateContext): boolean {
  if (['self', 'cls', 'this', 'super', 'undefined', 'NaN', 'Infinity'].includes(node.text)) return true;
  const parent = node.parent;
  if (!parent) return true;
  const called = parent.type === 'call' || parent.type === 'call_expression' || parent.type === 'new_expression';
  if (called && !context.locals.includes(node.text)) return true;
  const dot = member(parent);
  return dot?.object.id === node.id && /^[A-Z]/.test(node.text) && !context.locals.includes(node.text);
}

function enclosingStatement(node: SyntaxNode, context: TemplateContext): SyntaxNode {
  let at = node;
  while (at.parent && at.id !== context.root.id && !context.language.roles.block.includes(at.parent.type)) {
    if (/^(if|while|for|elif)/.test(at.parent.type)) break;
    at = at.parent;
  }
  return at;
}

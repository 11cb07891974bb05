import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { becomes, replace, rewritten } from '../edits';
import { siteOf } from '../sites';
import { counterparts } from '../statement/sides';
import { compatible, kindsOf } from '../types';
import { descend, isBinding, member } from '../view';

const most = 3;

/**
 * Two names that stand for each other in one expression: the lower bound where the upper one belongs and the other way round.
 * Operands of one operator and arguments of one call belong to `swapOperands` and `swapArguments`.
 */
export const exchangedNames: FixTemplate = {
  id: 'exchangedNames',
  bugClass: 'wrong variable',
  prior: 0.25,
  examples: [
    {
      language: 'javascript',
      buggy: 'function clamp(x, low, high) {\n  return Math.max(high, Math.min(low, x));\n}\n',
      fixed: 'function clamp(x, low, high) {\n  return Math.max(low, Math.min(high, x));\n}\n',
    },
    {
      language: 'python',
      buggy: 'def share(part, whole, digits):\n    return round(100 * whole / max(part, 1), digits)\n',
      fixed: 'def share(part, whole, digits):\n    return round(100 * part / max(whole, 1), digits)\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const site = siteOf(node);
    if (site !== 'returned' && site !== 'assigned' && site !== 'condition') return;
    if (node.type === 'identifier' || node.endIndex - node.startIndex > 120) return;
    const places = new Map<string, SyntaxNode[]>();
    for (const part of descend(node)) {
      if (part.type !== 'identifier' || isBinding(part) || !context.locals.includes(part.text)) continue;
      if (/^(self|this|cls)$/.test(part.text) || (part.parent && member(part.parent)?.object.id === part.id)) continue;
      const found = places.get(part.text);
      if (found) found.push(part);
      else places.set(part.text, [part]);
    }
    if (places.size < 2) return;
    const pairs: { readonly a: readonly SyntaxNode[]; readonly b: readonly SyntaxNode[]; readonly weight: number }[] =
      [];
    const names = [...places];
    for (const [i, [one, a]] of names.entries()) {
      for (const [other, b] of names.slice(i + 1)) {
        const [first, second] = [a[0], b[0]];
        if (!first || !second) continue;
        const together = a.length === 1 && b.length === 1 && first.parent?.id === second.parent?.id;
        if (together || !compatible(kindsOf(first, context), kindsOf(second, context))) continue;
        const named = counterparts(one).includes(other);
        pairs.push({ a, b, weight: (named ? 1 : 0.35) * (a.length + b.length === 2 ? 1 : 0.5) });
      }
    }
    pairs.sort((x, y) => y.weight - x.weight);
    for (const { a, b, weight } of pairs.slice(0, most)) {
      const [one, other] = [a[0]?.text ?? '', b[0]?.text ?? ''];
      const edits = [...a.map((part) => replace(part, other)), ...b.map((part) => replace(part, one))];
      yield { edits, title: becomes(node.text, rewritten(node, edits)), weight };
    }
  },
};

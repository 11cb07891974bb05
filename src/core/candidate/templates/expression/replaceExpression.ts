import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { changeIn, isTight } from '../edits';
import { factsOf } from '../functionFacts';
import { rootsOf } from '../roots';
import { siteOf, type Site } from '../sites';
import { compatible, kindsOf } from '../types';
import { descend, isBinding } from '../view';

const weights: Readonly<Partial<Record<Site, number>>> = {
  returned: 1,
  assigned: 0.8,
  argument: 0.7,
  compared: 0.7,
  index: 0.6,
  iterated: 0.6,
  operand: 0.5,
  element: 0.4,
};

const most = 6;

/**
 * An expression for another one of the function, or of the file, that has a compatible type and whose names are in scope ("the fix is already
 * in the program": plastic surgery hypothesis, Barr et al. 2014). Replacing a name by a name belongs to the variable template.
 */
export const replaceExpression: FixTemplate = {
  id: 'replaceExpression',
  bugClass: 'wrong variable',
  prior: 0.04,
  examples: [
    {
      language: 'python',
      buggy: 'def rotate(xs, k):\n    k = k % len(xs)\n    return xs[len(xs) - k:] + xs[:k]\n',
      fixed: 'def rotate(xs, k):\n    k = k % len(xs)\n    return xs[len(xs) - k:] + xs[:len(xs) - k]\n',
    },
    {
      language: 'python',
      buggy:
        'def upward(xs):\n    for i in range(1, len(xs)):\n        if xs[i - 1] > i:\n            return False\n    return xs[i] > 0\n',
      fixed:
        'def upward(xs):\n    for i in range(1, len(xs)):\n        if xs[i - 1] > xs[i]:\n            return False\n    return xs[i] > 0\n',
    },
    {
      language: 'javascript',
      buggy:
        'function sum(xs) {\n  let s = 0;\n  for (let i = 0; i < xs.length; i++) s += i;\n  return xs[i] ? s : 0;\n}\n',
      fixed:
        'function sum(xs) {\n  let s = 0;\n  for (let i = 0; i < xs.length; i++) s += xs[i];\n  return xs[i] ? s : 0;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const site = sliceBound(node) ? 'index' : siteOf(node);
    const base = site && weights[site];
    if (base === undefined || isBinding(node) || /lambda|function|comprehension|keyword/.test(node.type)) return;
    if (node.endIndex - node.startIndex > 60) return;
    const facts = factsOf(context);
    const own = kindsOf(node, context);
    const around = node.parent && node.parent.endIndex - node.parent.startIndex < 60 ? node.parent : node;
    const choices: { text: string; weight: number }[] = [];
    for (const [text, other] of facts.expressions) {
      if (text === node.text || (node.text.includes(text) && node.text.length > text.length + 8)) continue;
      // Growing around itself (`f(f(x))`) is hardly ever meant; holding the name it replaces is (`xs[i]` for `i`).
      if (text.includes(node.text) && node.type !== 'identifier') continue;
      const kinds = kindsOf(other, context);
      if (!compatible(own, kinds)) continue;
      const near = Math.abs(other.startPosition.row - node.startPosition.row) <= 2 ? 1 : 0.7;
      const certain = own.size > 0 && kinds.size > 0 ? 1 : 0.6;
      const uses = text.includes(node.text) || node.text.includes(text) ? 1.5 : 1;
      const needsParentheses = site === 'operand' && !isTight(other);
      choices.push({ text: needsParentheses ? `(${text})` : text, weight: Math.min(1, base * near * certain * uses) });
    }
    if (!isTrivial(node)) {
      for (const name of context.locals) {
        if (choices.length > 40 || name === 'self' || node.text === name || !facts.uses.has(name)) continue;
        const inside = mentions(node, name);
        const unread = (facts.uses.get(name) ?? 0) <= 2;
        choices.push({ text: name, weight: base * (inside ? 0.8 : unread ? 0.7 : 0.4) });
      }
    }
    for (const { text, weight } of foreign(context)) {
      if (text === node.text || facts.expressions.has(text)) continue;
      // A caller that makes something else of the very same values knows better.
      const same = !isTrivial(node) && words(node.text).every((word) => words(text).includes(word));
      choices.push({ text, weight: base * (same && weight > 0.15 ? 1 : weight) });
    }
    choices.sort((a, b) => b.weight - a.weight);
    for (const { text, weight } of choices.slice(0, /^(integer|float|number|string)$/.test(node.type) ? 2 : most))
      yield changeIn(around, node, text, weight);
  },
};

const words = (text: string): readonly string[] => text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];

const isTrivial = (node: SyntaxNode): boolean =>
  /^(identifier|integer|float|number|string|true|false|none|null)$/.test(node.type);
const sliceBound = (node: SyntaxNode): boolean => node.parent?.type === 'slice';

const mentions = (node: SyntaxNode, name: string): boolean => {
  for (const part of descend(node)) if (part.type === 'identifier' && part.text === name) return true;
  return false;
};

interface Donor {
  readonly text: string;
  readonly weight: number;
}

const usable = new WeakMap<TemplateContext, readonly Donor[]>();

/** Donor expressions of the file and of callers in other files all of whose names mean something here. */
function foreign(context: TemplateContext): readonly Donor[] {
  let found = usable.get(context);
  if (!found) {
    const names = new Set([...context.locals, ...context.globals, ...factsOf(context).uses.keys()]);
    const meant = (text: string): boolean => {
      const roots = rootsOf(text);
      return (
        roots.length > 0 &&
        roots.every((name) => names.has(name) || /^(len|and|or|not|in|is|Math|None|null)$/.test(name))
      );
    };
    const some = (texts: readonly string[], weight: number): readonly Donor[] =>
      texts
        .filter(meant)
        .slice(0, 4)
        .map((text) => ({ text, weight }));
    found = [...some(context.donors.expressions, 0.15), ...some(context.callers.expressions, 0.4)];
    usable.set(context, found);
  }
  return found;
}

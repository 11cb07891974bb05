import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { changeIn } from '../edits';
import { factsOf } from '../functionFacts';
import { siteOf } from '../sites';
import { kindsOf, kindsOrGuess, may, surely } from '../types';
import { call, isPython, isTarget, slice } from '../view';

/**
 * The whole collection where a part of it is meant: `xs[k:]` or `xs[:k]` with a number in scope. Likeliest with a name nothing reads
 * yet, and where the function takes the other part elsewhere (`xs[:k]` here, so `xs[k:]` there).
 */
export const partOfCollection: FixTemplate = {
  id: 'partOfCollection',
  bugClass: 'wrong argument',
  prior: 0.15,
  examples: [
    {
      language: 'python',
      buggy: 'def total(xs, k):\n    return sum(x for x in xs if x > 0)\n',
      fixed: 'def total(xs, k):\n    return sum(x for x in xs[:k] if x > 0)\n',
    },
    {
      language: 'python',
      buggy:
        'def later(xs, n):\n    best = max(xs[:n])\n    for x in xs:\n        if x > best:\n            return x\n    return None\n',
      fixed:
        'def later(xs, n):\n    best = max(xs[:n])\n    for x in xs[n:]:\n        if x > best:\n            return x\n    return None\n',
    },
    {
      language: 'python',
      buggy:
        'def suffix(text, ok):\n    start = 0\n    while not ok(text):\n        start += 1\n    return text[start:]\n',
      fixed:
        'def suffix(text, ok):\n    start = 0\n    while not ok(text[start:]):\n        start += 1\n    return text[start:]\n',
    },
    {
      language: 'javascript',
      buggy:
        'function rest(xs, done) {\n  let n = 0;\n  while (!done(xs)) n++;\n  return [xs.slice(0, n), xs.slice(n)];\n}\n',
      fixed:
        'function rest(xs, done) {\n  let n = 0;\n  while (!done(xs.slice(n))) n++;\n  return [xs.slice(0, n), xs.slice(n)];\n}\n',
    },
    {
      language: 'javascript',
      buggy: 'function total(xs, k) {\n  let s = 0;\n  for (const x of xs) s += x;\n  return s;\n}\n',
      fixed: 'function total(xs, k) {\n  let s = 0;\n  for (const x of xs.slice(0, k)) s += x;\n  return s;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const site = siteOf(node);
    const python = isPython(context);
    if (node.type === 'list_comprehension' && site && ['returned', 'assigned', 'argument'].includes(site)) {
      yield changeIn(node, node, `${node.text}[1:]`, 0.4);
      yield changeIn(node, node, `${node.text}[:-1]`, 0.3);
      return;
    }
    if (!site || !['argument', 'iterated', 'returned', 'assigned'].includes(site)) return;
    if (node.type !== 'identifier' || isTarget(node) || !context.locals.includes(node.text)) return;
    const { kinds, known } = kindsOrGuess(node, context);
    if (!may(kinds, 'list', 'string', 'tuple') || surely(kinds, 'int', 'float', 'number')) return;
    const xs = node.text;
    const facts = factsOf(context);
    const near = node.parent ?? node;
    const around = near.endIndex - near.startIndex < 60 ? near : node;
    const sites = { argument: 0.8, iterated: 1, returned: 0.6, assigned: 0.5 };
    const base = sites[site as keyof typeof sites] * (known || kinds.size > 0 ? 1 : 0.6);
    const bounds = boundsOf(xs, context);
    const numbers = context.locals
      .filter((name) => name !== xs && name !== 'self' && (facts.firstUse.get(name) ?? 0) < node.startIndex)
      .map((name) => ({ name, fits: fitness(name, bounds.has(name), context) }))
      .filter(({ fits }) => fits > 0)
      .sort((a, b) => b.fits - a.fits)
      .slice(0, 3);
    for (const { name, fits } of numbers) {
      const head = python ? `${xs}[:${name}]` : `${xs}.slice(0, ${name})`;
      const tail = python ? `${xs}[${name}:]` : `${xs}.slice(${name})`;
      // Where one part is taken already, the other one is what is left.
      yield changeIn(around, node, tail, base * fits * (bounds.get(name) === 'tail' ? 0.5 : 1));
      yield changeIn(around, node, head, base * fits * (bounds.get(name) === 'head' ? 0.5 : 0.9));
    }
  },
};

type Part = 'head' | 'tail' | 'both';

/** Names at which the function cuts this collection already, and which part it takes. */
function boundsOf(xs: string, context: TemplateContext): ReadonlyMap<string, Part> {
  const found = new Map<string, Part>();
  const note = (bound: SyntaxNode | undefined, part: Part): void => {
    if (bound?.type !== 'identifier') return;
    const before = found.get(bound.text);
    found.set(bound.text, before === undefined || before === part ? part : 'both');
  };
  for (const node of factsOf(context).nodes) {
    const cut = slice(node);
    if (cut && node.parent?.childForFieldName('value')?.text === xs) {
      note(cut.start, 'tail');
      note(cut.stop, 'head');
    }
    const called = call(node);
    if (called?.receiver?.text === xs && /^(slice|substring)$/.test(called.name)) {
      note(called.args[0], 'tail');
      note(called.args[1], 'head');
    }
  }
  return found;
}

function fitness(name: string, cuts: boolean, context: TemplateContext): number {
  const node = factsOf(context).nodes.find((n) => n.type === 'identifier' && n.text === name);
  if (!node) return 0;
  const kinds = kindsOf(node, context);
  const guess = kindsOrGuess(node, context).kinds;
  if (!may(kinds, 'int', 'number')) return 0;
  if (cuts) return 1;
  const unread = (factsOf(context).uses.get(name) ?? 0) <= 1;
  const number = kinds.size > 0 || guess.has('int') || guess.has('number');
  if (unread) return number ? 1 : 0.5;
  return number ? 0.3 : 0;
}

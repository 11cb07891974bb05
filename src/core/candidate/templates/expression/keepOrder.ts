import type { FixTemplate, Proposal } from '../../template';
import { change } from '../edits';
import { call, isPython } from '../view';

/** A set forgets the order of what it is made of: to drop repeats and keep the order, the keys of a dictionary serve. */
export const keepOrder: FixTemplate = {
  id: 'keepOrder',
  bugClass: 'wrong call',
  prior: 0.6,
  examples: [
    {
      language: 'python',
      buggy: 'def unique(xs):\n    return list(set(xs))\n',
      fixed: 'def unique(xs):\n    return list(dict.fromkeys(xs))\n',
    },
    {
      language: 'python',
      buggy: 'def kinds(xs):\n    return list(set(xs))\n',
      fixed: 'def kinds(xs):\n    return sorted(set(xs))\n',
    },
    {
      language: 'python',
      buggy: "def line(xs):\n    return ', '.join(set(xs))\n",
      fixed: "def line(xs):\n    return ', '.join(dict.fromkeys(xs))\n",
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    if (!isPython(context)) return;
    const outer = call(node);
    const [first] = outer?.args ?? [];
    const inner = first && call(first);
    const [source] = inner?.args ?? [];
    if (!outer || !first || inner?.callee.text !== 'set' || !source || inner.args.length !== 1) return;
    if (!/^(list|tuple|join|enumerate)$/.test(outer.name) || outer.args.length !== 1) return;
    yield change(first, `dict.fromkeys(${source.text})`);
    if (outer.callee.text === 'list') yield change(node, `sorted(${first.text})`, 0.9);
    else yield change(first, `sorted(${first.text})`, 0.9);
  },
};

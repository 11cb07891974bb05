import type { FixTemplate, Proposal } from '../../template';
import { escapeRegExp } from '../../../escapeRegExp';
import { change } from '../edits';
import { factsOf } from '../functionFacts';
import { assignment, call, isPython } from '../view';

/** What can be gone through once is gone through twice: the second time it is empty. A list is kept instead. */
export const usedUp: FixTemplate = {
  id: 'usedUp',
  bugClass: 'wrong type',
  prior: 0.7,
  examples: [
    {
      language: 'python',
      buggy: 'def mean(xs):\n    valid = filter(None, xs)\n    return sum(valid) / len(list(valid))\n',
      fixed: 'def mean(xs):\n    valid = list(filter(None, xs))\n    return sum(valid) / len(list(valid))\n',
    },
    {
      language: 'javascript',
      buggy:
        'function counted(map) {\n  const keys = map.keys();\n  const count = [...keys].length;\n  return [count, [...keys]];\n}\n',
      fixed:
        'function counted(map) {\n  const keys = [...map.keys()];\n  const count = [...keys].length;\n  return [count, [...keys]];\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const assigned = assignment(node);
    if (!assigned || assigned.operator || assigned.left.type !== 'identifier') return;
    const { left, right } = assigned;
    if ((factsOf(context).uses.get(left.text) ?? 0) < 3) return;
    const invoked = call(right);
    const python = isPython(context);
    const iterators = python
      ? /^(map|filter|zip|reversed|iter|enumerate|open|finditer|chain|islice|groupby)$/
      : /^(keys|values|entries|matchAll|iterator)$/;
    const once = invoked
      ? iterators.test(invoked.name) || isGenerator(invoked.name, context.text, python)
      : right.type === 'generator_expression';
    if (!once) return;
    const inner = right.type === 'generator_expression' ? right.text.replace(/^\((.*)\)$/s, '$1') : right.text;
    yield change(right, python ? `list(${inner})` : `[...${right.text}]`);
  },
};

/** The file has a function of this name that yields, or that returns a generator. */
function isGenerator(name: string, text: string, python: boolean): boolean {
  if (name === '') return false;
  const own = escapeRegExp(name);
  if (!python) return new RegExp(`function\\*\\s*${own}\\b|\\*\\s*${own}\\s*\\(`).test(text);
  const body =
    new RegExp(`^([ \\t]*)def ${own}\\(.*\\n((?:\\1[ \\t]+.*\\n|\\s*\\n)*)`, 'm').exec(`${text}\n`)?.[2] ?? '';
  return /^\s*(yield\b|return \(.* for .* in )/m.test(body);
}

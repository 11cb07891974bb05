import type { FixTemplate, Proposal } from '../../template';
import { replace } from '../edits';
import { factsOf } from '../functionFacts';
import { assignment } from '../view';

/** A flag that says the opposite: every `true` it is given becomes `false` and the other way round. One proposal per flag. */
export const invertedFlag: FixTemplate = {
  id: 'invertedFlag',
  bugClass: 'wrong literal',
  prior: 0.5,
  examples: [
    {
      language: 'javascript',
      buggy:
        'function sorted(xs) {\n  let ok = false;\n  for (let i = 1; i < xs.length; i++) {\n    if (xs[i] < xs[i - 1]) ok = true;\n  }\n  return ok;\n}\n',
      fixed:
        'function sorted(xs) {\n  let ok = true;\n  for (let i = 1; i < xs.length; i++) {\n    if (xs[i] < xs[i - 1]) ok = false;\n  }\n  return ok;\n}\n',
    },
    {
      language: 'python',
      buggy:
        'def has_zero(xs):\n    found = True\n    for x in xs:\n        if x == 0:\n            found = False\n            break\n    return found\n',
      fixed:
        'def has_zero(xs):\n    found = False\n    for x in xs:\n        if x == 0:\n            found = True\n            break\n    return found\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const first = assignment(node);
    if (!first || first.operator || first.left.type !== 'identifier') return;
    const name = first.left.text;
    const all = factsOf(context)
      .nodes.map(assignment)
      .filter((one) => one?.left.text === name);
    if (all[0]?.node.id !== node.id || all.length < 2) return;
    const values = all.map((one) => one?.right);
    if (new Set(values.map((value) => value?.type)).size !== 2) return;
    const { spelling } = context.language;
    const edits = [];
    for (const value of values) {
      if (value?.type !== 'true' && value?.type !== 'false') return;
      edits.push(replace(value, value.type === 'true' ? spelling.false : spelling.true));
    }
    yield { edits, title: `\`${name}\` means the opposite: ${spelling.true} and ${spelling.false} are exchanged` };
  },
};

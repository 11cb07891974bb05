import type { FixTemplate, Proposal } from '../../template';
import { change } from '../edits';
import { siteOf } from '../sites';
import { kindsOf, may } from '../types';
import { binary, call, isPython } from '../view';

/** Where a difference is likely to be meant as a distance: it is kept, compared with a limit, or handed back. */
const sites = { compared: 1, assigned: 1, returned: 0.8, argument: 0.7, operand: 0.5, element: 0.5 } as const;

/** `a - b` where the distance between two values is meant: the sign must not count. */
export const distance: FixTemplate = {
  id: 'distance',
  bugClass: 'wrong call',
  prior: 0.18,
  examples: [
    {
      language: 'python',
      buggy:
        'def steps(path):\n    total = 0\n    for here, there in path:\n        total += there - here\n    return total\n',
      fixed:
        'def steps(path):\n    total = 0\n    for here, there in path:\n        total += abs(there - here)\n    return total\n',
    },
    {
      language: 'python',
      buggy: 'def same(a, b):\n    return a - b < 1e-9\n',
      fixed: 'def same(a, b):\n    return abs(a - b) < 1e-9\n',
    },
    {
      language: 'javascript',
      buggy: 'function gap(first, second) {\n  return first.at - second.at;\n}\n',
      fixed: 'function gap(first, second) {\n  return Math.abs(first.at - second.at);\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const pair = binary(node);
    if (pair?.text !== '-' || !may(kindsOf(node, context), 'int', 'float', 'number')) return;
    // Less a fixed number is a step, not a distance.
    if (/^(integer|float|number)$/.test(pair.right.type) || /^(integer|float|number)$/.test(pair.left.type)) return;
    const site = siteOf(node);
    const weight = site && site in sites ? sites[site as keyof typeof sites] : undefined;
    if (weight === undefined || call(node.parent?.parent ?? node)?.name === 'abs') return;
    yield change(node, `${isPython(context) ? 'abs' : 'Math.abs'}(${node.text})`, weight);
  },
};

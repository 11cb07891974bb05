import type { FixTemplate, Proposal } from '../../template';
import { change } from '../edits';
import { bare, binary } from '../view';

/** `a and b` for `a`: a part of a condition that is too much. */
export const dropCondition: FixTemplate = {
  id: 'dropCondition',
  bugClass: 'wrong condition',
  prior: 0.25,
  examples: [
    {
      language: 'python',
      buggy: 'def evens(xs):\n    return [x for x in xs if x % 2 == 0 and x > 0]\n',
      fixed: 'def evens(xs):\n    return [x for x in xs if x % 2 == 0]\n',
    },
    {
      language: 'javascript',
      buggy: 'function ready(job) {\n  return job.started && !job.failed;\n}\n',
      fixed: 'function ready(job) {\n  return !job.failed;\n}\n',
    },
  ],
  *propose(node): Iterable<Proposal> {
    const pair = binary(node, 'boolean');
    if (!pair) return;
    const inside = node.parent?.type === 'parenthesized_expression' && binary(pair.left) === undefined;
    yield change(node, inside ? bare(pair.left).text : pair.left.text);
    yield change(node, pair.right.text);
  },
};

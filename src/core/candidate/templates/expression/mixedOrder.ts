import type { FixTemplate, Proposal } from '../../template';
import { becomes, operand, replace, rewritten } from '../edits';
import { kindsOf, mayBeNumber } from '../types';
import { call, field, isPython, parts } from '../view';

/** A sort by several keys of which one runs the other way: the number among them is negated, instead of turning all of them round. */
export const mixedOrder: FixTemplate = {
  id: 'mixedOrder',
  bugClass: 'wrong argument',
  prior: 0.4,
  examples: [
    {
      language: 'python',
      buggy: 'def table(teams):\n    return sorted(teams, key=lambda t: (t.points, t.name), reverse=True)\n',
      fixed: 'def table(teams):\n    return sorted(teams, key=lambda t: (-t.points, t.name))\n',
    },
    {
      language: 'python',
      buggy: 'def table(teams):\n    teams.sort(key=lambda t: (t.points, t.name))\n    return teams\n',
      fixed: 'def table(teams):\n    teams.sort(key=lambda t: (-t.points, t.name))\n    return teams\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const invoked = isPython(context) ? call(node) : undefined;
    if (!invoked || !/^(sorted|sort|min|max|nsmallest|nlargest)$/.test(invoked.name)) return;
    const named = (name: string) => invoked.args.find((arg) => field(arg, 'name')?.text === name);
    const lambda = named('key') && field(named('key') ?? node, 'value');
    const keys = lambda?.type === 'lambda' ? field(lambda, 'body') : undefined;
    if (keys?.type !== 'tuple') return;
    const reverse = named('reverse');
    const before = reverse?.previousNamedSibling;
    const dropped =
      reverse && before && field(reverse, 'value')?.text === 'True'
        ? [{ range: { start: before.endIndex, end: reverse.endIndex }, text: '' }]
        : [];
    for (const key of parts(keys).slice(0, 3)) {
      const turned = key.text.startsWith('-') ? key.text.slice(1) : `-${operand(key)}`;
      if (!mayBeNumber(kindsOf(key, context))) continue;
      for (const more of dropped.length > 0 ? [dropped, []] : [[]]) {
        const edits = [replace(key, turned), ...more];
        const weight = more.length > 0 || dropped.length === 0 ? 1 : 0.5;
        yield { edits, title: becomes(node.text, rewritten(node, edits)), weight };
      }
    }
  },
};

import type { FixTemplate, Proposal } from '../../template';
import { replace, rewritten, becomes } from '../edits';
import { binary, isPython, parts } from '../view';

/**
 * A comparison passed to a function although its left side is a name nobody knows: `xs.filter(x > x.ok)` was to be `xs.filter(x => x.ok)`.
 * Rare otherwise, so almost surely right where it fires.
 */
export const arrowSign: FixTemplate = {
  id: 'arrowSign',
  bugClass: 'wrong operator',
  prior: 0.9,
  examples: [
    {
      language: 'javascript',
      buggy: 'function big(xs) {\n  return xs.filter(x > x.length);\n}\n',
      fixed: 'function big(xs) {\n  return xs.filter(x => x.length);\n}\n',
    },
    {
      language: 'typescript',
      buggy: 'function small(xs: number[]): number[] {\n  return xs.filter((x) >= x < 3);\n}\n',
      fixed: 'function small(xs: number[]): number[] {\n  return xs.filter((x) => x < 3);\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    if (isPython(context) || node.type !== 'arguments') return;
    const known = new Set([...context.locals, ...context.globals]);
    for (const argument of parts(node)) {
      // `x > a < b` is read as `(x > a) < b`: the sign stands at the left end.
      let pair = binary(argument);
      for (let left = pair && binary(pair.left); left; left = binary(left.left)) pair = left;
      if (!pair || !/^>=?$/.test(pair.text)) continue;
      const name = /^\(?\s*([\p{L}_$][\p{L}\p{N}_$]*)\s*\)?$/u.exec(pair.left.text)?.[1];
      if (name === undefined || known.has(name)) continue;
      const edit = replace(pair.operator, '=>');
      yield { edits: [edit], title: becomes(argument.text, rewritten(argument, [edit])) };
    }
  },
};

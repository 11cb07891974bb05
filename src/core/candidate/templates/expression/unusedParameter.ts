import type { FixTemplate, Proposal } from '../../template';
import { becomes, replaceRange, rewritten } from '../edits';
import { factsOf } from '../functionFacts';
import { call, isPython, parts } from '../view';

const mostParameters = 2;

/** A parameter that the function takes and never reads: a call inside was meant to get it. */
export const unusedParameter: FixTemplate = {
  id: 'unusedParameter',
  bugClass: 'wrong argument',
  prior: 0.3,
  examples: [
    {
      language: 'python',
      buggy: 'def best(scores, default=None):\n    return max(scores)\n',
      fixed: 'def best(scores, default=None):\n    return max(scores, default=default)\n',
    },
    {
      language: 'javascript',
      buggy: 'function hex(n, base) {\n  return n.toString();\n}\n',
      fixed: 'function hex(n, base) {\n  return n.toString(base);\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const invoked = call(node);
    if (!invoked || invoked.list.type === 'generator_expression' || invoked.args.length > 4) return;
    const { uses } = factsOf(context);
    const unread = context.focal.parameters.filter(
      ({ name, kind }) => kind === 'plain' && !/^(self|cls|this|_.*)$/.test(name) && (uses.get(name) ?? 0) <= 1,
    );
    // A function that never looks at what it gets does so on purpose.
    if (unread.length === 0 || unread.length > mostParameters) return;
    const last = parts(invoked.list).at(-1);
    const at = last ? last.endIndex : invoked.list.startIndex + 1;
    for (const { name } of unread) {
      const comma = last ? ', ' : '';
      const texts = isPython(context)
        ? ([
            [`${name}=${name}`, 1],
            [name, 0.8],
          ] as const)
        : ([[name, 1]] as const);
      for (const [text, weight] of texts) {
        if (text === name && last?.type === 'keyword_argument') continue;
        const edits = [replaceRange(at, at, comma + text)];
        yield { edits, title: becomes(node.text, rewritten(node, edits)), weight };
      }
    }
  },
};

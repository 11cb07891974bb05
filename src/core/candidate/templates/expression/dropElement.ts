import type { FixTemplate, Proposal } from '../../template';
import { becomes, replaceRange, rewritten } from '../edits';
import { parts } from '../view';

/** One value too many in a written-out collection. */
export const dropElement: FixTemplate = {
  id: 'dropElement',
  bugClass: 'wrong literal',
  prior: 0.2,
  examples: [
    {
      language: 'python',
      buggy: 'def odd(d):\n    return d in (1, 2, 3, 5, 7, 9)\n',
      fixed: 'def odd(d):\n    return d in (1, 3, 5, 7, 9)\n',
    },
    {
      language: 'javascript',
      buggy: 'const vowel = (c) => ["a", "e", "i", "o", "u", "y"].includes(c);\n',
      fixed: 'const vowel = (c) => ["a", "e", "i", "o", "u"].includes(c);\n',
    },
  ],
  *propose(node): Iterable<Proposal> {
    if (!['list', 'tuple', 'set', 'array'].includes(node.type)) return;
    const elements = parts(node);
    if (elements.length < 3 || elements.length > 16) return;
    const alike = new Set(elements.map((element) => element.type)).size === 1;
    for (const [i, element] of elements.entries()) {
      const [next, previous] = [elements[i + 1], elements[i - 1]];
      const edits = [
        next
          ? replaceRange(element.startIndex, next.startIndex, '')
          : replaceRange(previous?.endIndex ?? element.startIndex, element.endIndex, ''),
      ];
      yield {
        edits,
        title: becomes(node.text, rewritten(node, edits)),
        weight: alike ? Math.min(1, 4 / elements.length) : 0.3,
      };
    }
  },
};

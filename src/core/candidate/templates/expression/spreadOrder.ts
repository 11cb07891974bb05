import type { FixTemplate, Proposal } from '../../template';
import { becomes, rewritten, swap } from '../edits';
import { parts } from '../view';

/** What is spread last wins: defaults, or the old state, stand behind what should replace them. */
export const spreadOrder: FixTemplate = {
  id: 'spreadOrder',
  bugClass: 'wrong order',
  prior: 0.6,
  examples: [
    {
      language: 'javascript',
      buggy: 'const withDefaults = (options) => ({ ...options, ...defaults });\n',
      fixed: 'const withDefaults = (options) => ({ ...defaults, ...options });\n',
    },
    {
      language: 'javascript',
      buggy: 'const rename = (user, name) => ({ name, ...user });\n',
      fixed: 'const rename = (user, name) => ({ ...user, name });\n',
    },
    {
      language: 'python',
      buggy: "def settings(given):\n    return {**given, **{'port': 80}}\n",
      fixed: "def settings(given):\n    return {**{'port': 80}, **given}\n",
    },
  ],
  *propose(node): Iterable<Proposal> {
    if (node.type !== 'object' && node.type !== 'dictionary') return;
    const entries = parts(node);
    for (const [i, entry] of entries.slice(0, 5).entries()) {
      const next = entries[i + 1];
      if (!next || (!isSpread(entry.type) && !isSpread(next.type))) continue;
      const edits = swap(entry, next);
      yield { edits, title: becomes(node.text, rewritten(node, edits)) };
    }
  },
};

const isSpread = (type: string): boolean => type === 'spread_element' || type === 'dictionary_splat';

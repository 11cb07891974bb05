import type { FixTemplate, Proposal } from '../../template';
import { change, receiver } from '../edits';
import { call, parts } from '../view';

/** Methods of one value that take another one of the same kind. */
const between =
  /^(localeCompare|compareTo|compare|equals|includes|contains|startsWith|endsWith|startswith|endswith|issubset|issuperset|difference|isSubsetOf|isSupersetOf|concat|isBefore|isAfter|has|find|indexOf)$/;

/** The object and the argument of a method in each other's place: `a.localeCompare(b)` for the other direction, `word.includes(text)`. */
export const swapReceiver: FixTemplate = {
  id: 'swapReceiver',
  bugClass: 'wrong order',
  prior: 0.3,
  examples: [
    {
      language: 'javascript',
      buggy: 'const newest = (xs) => [...xs].sort((a, b) => a.at.localeCompare(b.at));\n',
      fixed: 'const newest = (xs) => [...xs].sort((a, b) => b.at.localeCompare(a.at));\n',
    },
    {
      language: 'python',
      buggy: 'def covers(all_rights, wanted):\n    return all_rights.issubset(wanted)\n',
      fixed: 'def covers(all_rights, wanted):\n    return wanted.issubset(all_rights)\n',
    },
  ],
  *propose(node): Iterable<Proposal> {
    const invoked = call(node);
    const [arg] = invoked?.args ?? [];
    if (!invoked?.receiver || !invoked.nameNode || !arg || parts(invoked.list).length !== 1) return;
    if (!between.test(invoked.name) || /^(string|integer|number|regex)$/.test(arg.type)) return;
    if (/^(Math|Object|Array|Number|JSON|self|this)$/.test(invoked.receiver.text) || arg.text.includes('=>')) return;
    yield change(node, `${receiver(arg)}.${invoked.name}(${invoked.receiver.text})`);
  },
};

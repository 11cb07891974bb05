import type { FixTemplate, Proposal } from '../../template';
import { change, receiver } from '../edits';
import { binary, call, isPython } from '../view';

const treatments =
  /^(lower|upper|casefold|strip|lstrip|rstrip|title|toLowerCase|toUpperCase|trim|trimStart|trimEnd|normalize)$/;

/** Of two texts that are compared only one is put in lower case, trimmed and so on; parts of texts are compared as texts where numbers are meant. */
export const sameTreatment: FixTemplate = {
  id: 'sameTreatment',
  bugClass: 'wrong call',
  prior: 0.6,
  examples: [
    {
      language: 'python',
      buggy: 'def same(a, b):\n    return a.lower() == b\n',
      fixed: 'def same(a, b):\n    return a.lower() == b.lower()\n',
    },
    {
      language: 'javascript',
      buggy: 'const find = (users, name) => users.find((u) => u.name.trim().toLowerCase() === name);\n',
      fixed:
        'const find = (users, name) => users.find((u) => u.name.trim().toLowerCase() === name.trim().toLowerCase());\n',
    },
    {
      language: 'python',
      buggy: "def newer(a, b):\n    return a.split('.') > b.split('.')\n",
      fixed: "def newer(a, b):\n    return [int(x) for x in a.split('.')] > [int(x) for x in b.split('.')]\n",
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const pair = binary(node);
    if (!pair || !/^([<>]=?|[!=]==?|-)$/.test(pair.text)) return;
    const [left, right] = [call(pair.left), call(pair.right)];
    if (left?.receiver && right?.receiver && left.name === 'split' && right.name === 'split') {
      const numbers = (text: string): string =>
        isPython(context) ? `[int(x) for x in ${text}]` : `${text}.map(Number)`;
      yield change(node, `${numbers(pair.left.text)} ${pair.text} ${numbers(pair.right.text)}`);
      return;
    }
    for (const [one, other] of [
      [left, pair.right],
      [right, pair.left],
    ] as const) {
      let treated = '';
      let whole: string | undefined;
      for (let at = one; at?.receiver && at.args.length === 0 && treatments.test(at.name); at = call(at.receiver)) {
        whole = `.${at.name}()${treated}`;
        if (!other.text.endsWith(`.${at.name}()`))
          yield change(other, `${receiver(other)}.${at.name}()`, treated === '' ? 1 : 0.5);
        treated = whole;
      }
      if (treated.indexOf('.', 1) > 0 && !other.text.endsWith(')')) yield change(other, `${receiver(other)}${treated}`);
    }
  },
};

import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { becomes, replace } from '../edits';
import { factsOf } from '../functionFacts';
import { call, isPython, type Call } from '../view';

type Choices = readonly (readonly [string, number])[];

/** Arguments that well-known calls are often missing, in the order of likelihood, by the callee's last name. */
const python = new Map<string, Choices>([
  [
    'sorted',
    [
      ['reverse=True', 1],
      ['key=len', 0.4],
      ['key=lambda item: item[1]', 0.5],
      ['key=lambda item: item[0]', 0.3],
      ['key=lambda item: -item', 0.2],
      ['key=str', 0.2],
      ['key=str.lower', 0.3],
      ['key=abs', 0.2],
      ['key=int', 0.2],
    ],
  ],
  [
    'sort',
    [
      ['reverse=True', 1],
      ['key=len', 0.4],
      ['key=lambda item: item[1]', 0.5],
      ['key=lambda item: item[0]', 0.3],
      ['key=str.lower', 0.3],
      ['key=abs', 0.2],
    ],
  ],
  [
    'max',
    [
      ['default=0', 0.6],
      ['default=None', 0.5],
      ['key=len', 0.6],
      ['key=abs', 0.3],
      ['key=lambda item: item[1]', 0.4],
    ],
  ],
  [
    'min',
    [
      ['default=0', 0.6],
      ['default=None', 0.5],
      ['key=len', 0.6],
      ['key=abs', 0.3],
      ['key=lambda item: item[1]', 0.4],
    ],
  ],
  [
    'enumerate',
    [
      ['1', 1],
      ['start=1', 0.6],
    ],
  ],
  [
    'round',
    [
      ['1', 0.5],
      ['2', 0.8],
      ['3', 0.3],
    ],
  ],
  [
    'int',
    [
      ['2', 0.7],
      ['16', 0.5],
      ['8', 0.2],
    ],
  ],
  [
    'split',
    [
      ["','", 0.6],
      ["' '", 0.6],
      ["', '", 0.4],
      ["'\\n'", 0.4],
    ],
  ],
  [
    'get',
    [
      ['0', 1],
      ['[]', 0.5],
      ["''", 0.3],
      ['None', 0.1],
    ],
  ],
  [
    'pop',
    [
      ['0', 0.6],
      ['None', 0.3],
    ],
  ],
  ['sum', [['[]', 0.2]]],
  ['next', [['None', 0.8]]],
  [
    'print',
    [
      ["end=''", 0.5],
      ["sep=''", 0.4],
    ],
  ],
  ['getattr', [['None', 0.7]]],
  [
    'reduce',
    [
      ['0', 0.6],
      ['1', 0.6],
    ],
  ],
  ['combinations', [['2', 0.8]]],
  ['zfill', [['2', 0.6]]],
  ['accumulate', [['initial=0', 0.6]]],
]);

const javascript = new Map<string, Choices>([
  [
    'sort',
    [
      ['(a, b) => a - b', 1],
      ['(a, b) => b - a', 0.7],
      ['(a, b) => a.localeCompare(b)', 0.4],
      ['(a, b) => a.length - b.length', 0.3],
      ['(a, b) => a[0] - b[0]', 0.3],
      ['(a, b) => a[1] - b[1]', 0.3],
    ],
  ],
  [
    'toSorted',
    [
      ['(a, b) => a - b', 1],
      ['(a, b) => b - a', 0.7],
    ],
  ],
  [
    'parseInt',
    [
      ['10', 1],
      ['2', 0.6],
      ['16', 0.5],
    ],
  ],
  [
    'toString',
    [
      ['2', 0.8],
      ['16', 0.5],
    ],
  ],
  [
    'toFixed',
    [
      ['2', 0.9],
      ['1', 0.4],
    ],
  ],
  [
    'split',
    [
      ["''", 1],
      ["' '", 0.8],
      ["','", 0.6],
      ["'\\n'", 0.3],
    ],
  ],
  [
    'join',
    [
      ["''", 1],
      ["' '", 0.6],
      ["', '", 0.4],
    ],
  ],
  [
    'reduce',
    [
      ['0', 1],
      ["''", 0.4],
      ['[]', 0.4],
      ['{}', 0.3],
      ['1', 0.5],
    ],
  ],
  ['reduceRight', [['0', 0.8]]],
  ['fill', [['0', 1]]],
  ['flat', [['Infinity', 1]]],
  [
    'slice',
    [
      ['1', 0.6],
      ['0, -1', 0.5],
    ],
  ],
  ['padStart', [["'0'", 1]]],
  ['padEnd', [["' '", 0.5]]],
  ['filter', [['Boolean', 1]]],
  ['map', [['Number', 0.6]]],
]);

/** How many positional arguments the call must have already for the addition to make sense. */
const arity = new Map([
  ['split', 0],
  ['join', 0],
  ['toString', 0],
  ['toFixed', 0],
  ['sort', 0],
  ['toSorted', 0],
  ['fill', 0],
  ['flat', 0],
  ['slice', 0],
  ['pop', 0],
  ['filter', 0],
  ['map', 0],
  ['zfill', 0],
  ['reduce', 1],
]);

/** An argument that changes how a well-known call behaves: direction and key of a sort, radix, default, first number, separator. */
export const keywordArgument: FixTemplate = {
  id: 'keywordArgument',
  bugClass: 'wrong argument',
  prior: 0.25,
  examples: [
    {
      language: 'python',
      buggy: 'def top(scores):\n    return sorted(scores)[:3]\n',
      fixed: 'def top(scores):\n    return sorted(scores, reverse=True)[:3]\n',
    },
    {
      language: 'python',
      buggy: 'def longest(words):\n    return max(words)\n',
      fixed: 'def longest(words):\n    return max(words, key=len)\n',
    },
    {
      language: 'javascript',
      buggy: 'function ascending(xs) {\n  return [...xs].sort();\n}\n',
      fixed: 'function ascending(xs) {\n  return [...xs].sort((a, b) => a - b);\n}\n',
    },
    {
      language: 'javascript',
      buggy: 'const bits = (n) => n.toString();\n',
      fixed: 'const bits = (n) => n.toString(2);\n',
    },
    {
      language: 'python',
      buggy: "def slug(words):\n    return '-'.join(words).strip()\n",
      fixed: "def slug(words):\n    return '-'.join(words).strip('-')\n",
    },
    {
      language: 'python',
      buggy: "def setting(line):\n    key, value = line.split('=')\n    return key, value\n",
      fixed: "def setting(line):\n    key, value = line.split('=', 1)\n    return key, value\n",
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const invoked = call(node);
    if (!invoked || invoked.isNew) return;
    const inPython = isPython(context);
    const table = inPython ? python : javascript;
    const usual = fits(invoked, inPython) ? (table.get(invoked.name) ?? []) : [];
    for (const [argument, weight] of [...usual, ...ownChoices(invoked, context)]) {
      const keyword = /^(\w+)=/.exec(argument)?.[1];
      if (keyword !== undefined && invoked.args.some((arg) => arg.text.startsWith(`${keyword}=`))) continue;
      const inner =
        invoked.list.type === 'generator_expression' ? invoked.list.text : invoked.args.map((arg) => arg.text);
      const list = `(${[inner].flat().concat(argument).join(', ')})`;
      yield {
        edits: [replace(invoked.list, list)],
        title: becomes(node.text, `${invoked.callee.text}${list}`),
        weight,
      };
    }
  },
};

/** Characters of the function for `strip`, and a limit for what has its separator already. */
function ownChoices({ name, args, receiver }: Call, context: TemplateContext): Choices {
  if (!receiver || !isPython(context)) return [];
  if (/^[lr]?strip$/.test(name) && args.length === 0) {
    const short = factsOf(context).strings.filter((text) => /^(['"])\S{1,2}\1$/.test(text));
    return short.map((text) => [text, 0.8] as const);
  }
  if (/^r?split$/.test(name) && args.length === 1) return [['1', 0.6]];
  return name === 'replace' && args.length === 2 ? [['1', 0.3]] : [];
}

function fits({ name, args, receiver }: Call, inPython: boolean): boolean {
  const positional = args.filter((arg) => arg.type !== 'keyword_argument').length;
  if (inPython && ['sorted', 'max', 'min'].includes(name)) return positional === 1;
  const wanted = inPython && name === 'reduce' ? 2 : (arity.get(name) ?? 1);
  if (inPython && name === 'split' && !receiver) return false;
  return positional === wanted;
}

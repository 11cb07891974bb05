import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { changeIn } from '../edits';
import { isPython } from '../view';

type Empty = 'zero' | 'one' | 'text' | 'list' | 'dict' | 'set' | 'null' | 'infinity' | 'false' | 'minus';

const spelled: Readonly<Record<'python' | 'javascript', Readonly<Record<Empty, string>>>> = {
  python: {
    zero: '0',
    one: '1',
    text: "''",
    list: '[]',
    dict: '{}',
    set: 'set()',
    null: 'None',
    infinity: "float('inf')",
    false: 'False',
    minus: "float('-inf')",
  },
  javascript: {
    zero: '0',
    one: '1',
    text: "''",
    list: '[]',
    dict: '{}',
    set: 'new Set()',
    null: 'null',
    infinity: 'Infinity',
    false: 'false',
    minus: '-Infinity',
  },
};

const others: Readonly<Record<Empty, readonly (readonly [Empty, number])[]>> = {
  zero: [
    ['null', 0.5],
    ['minus', 0.7],
    ['infinity', 0.7],
    ['list', 0.3],
    ['text', 0.3],
    ['false', 0.2],
  ],
  one: [['zero', 0.6]],
  text: [
    ['list', 0.5],
    ['null', 0.6],
    ['zero', 0.3],
  ],
  list: [
    ['dict', 0.5],
    ['set', 0.5],
    ['text', 0.5],
    ['null', 0.5],
    ['zero', 0.3],
  ],
  dict: [
    ['list', 0.6],
    ['set', 0.6],
    ['null', 0.4],
    ['zero', 0.2],
  ],
  set: [
    ['list', 0.7],
    ['dict', 0.6],
  ],
  null: [
    ['zero', 0.7],
    ['list', 0.6],
    ['text', 0.6],
    ['false', 0.6],
    ['dict', 0.3],
  ],
  false: [
    ['null', 0.6],
    ['zero', 0.4],
  ],
  infinity: [
    ['minus', 1],
    ['zero', 0.5],
    ['null', 0.4],
  ],
  minus: [
    ['infinity', 1],
    ['zero', 0.5],
    ['null', 0.4],
  ],
};

/** The value a variable starts from, or a function gives back for "nothing": `0` for `None`, `[]` for `{}`, infinity with the wrong sign. */
export const initialValue: FixTemplate = {
  id: 'initialValue',
  bugClass: 'wrong initial value',
  prior: 0.25,
  examples: [
    {
      language: 'python',
      buggy:
        'def largest(xs):\n    best = 0\n    for x in xs:\n        if x > best:\n            best = x\n    return best\n',
      fixed:
        "def largest(xs):\n    best = float('-inf')\n    for x in xs:\n        if x > best:\n            best = x\n    return best\n",
    },
    {
      language: 'python',
      buggy:
        "def shortest(xs):\n    best = float('-inf')\n    for x in xs:\n        best = min(best, len(x))\n    return best\n",
      fixed:
        "def shortest(xs):\n    best = float('inf')\n    for x in xs:\n        best = min(best, len(x))\n    return best\n",
    },
    {
      language: 'javascript',
      buggy: 'function first(xs) {\n  if (xs.length === 0) return 0;\n  return xs[0];\n}\n',
      fixed: 'function first(xs) {\n  if (xs.length === 0) return null;\n  return xs[0];\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const parent = node.parent;
    const site = parent?.type ?? '';
    const places =
      /^(assignment|assignment_expression|variable_declarator|return_statement|default_parameter|assignment_pattern|arguments|argument_list|keyword_argument|pair)$/;
    const conditional = /^(conditional_expression|ternary_expression)$/.test(site);
    if (!parent || (!places.test(site) && !conditional)) return;
    const kind = kindOf(node);
    if (kind === undefined) return;
    const table = spelled[isPython(context) ? 'python' : 'javascript'];
    const factor = site.startsWith('argument') || site === 'pair' ? 0.3 : site.startsWith('return') ? 0.7 : 1;
    const around = parent.endIndex - parent.startIndex < 60 ? parent : node;
    for (const [other, weight] of others[kind]) {
      yield changeIn(around, node, quoted(table[other], other, context), weight * factor);
    }
    if (!isPython(context) && kind === 'null')
      yield changeIn(around, node, node.type === 'null' ? 'undefined' : 'null', 0.5 * factor);
    if (isPython(context) && kind === 'list') yield changeIn(around, node, '[0]', 0.2 * factor);
    if (kind === 'list') yield changeIn(around, node, '[[]]', 0.2 * factor);
  },
};

function quoted(text: string, kind: Empty, context: TemplateContext): string {
  return kind === 'text' && (context.text.match(/"/g)?.length ?? 0) > (context.text.match(/'/g)?.length ?? 0)
    ? '""'
    : text;
}

function kindOf(node: SyntaxNode): Empty | undefined {
  const text = node.text.replace(/\s/g, '').replace(/"/g, "'");
  if (text === '0' || text === '0.0') return 'zero';
  if (text === '1') return 'one';
  if (text === "''" || text === '``') return 'text';
  if (text === '[]' || text === 'list()') return 'list';
  if (text === '{}' || text === 'dict()' || text === 'newMap()') return 'dict';
  if (text === 'set()' || text === 'newSet()') return 'set';
  if (['None', 'null', 'undefined'].includes(text)) return 'null';
  if (text === 'False' || text === 'false') return 'false';
  if (
    ["float('inf')", 'math.inf', 'Infinity', 'Number.MAX_SAFE_INTEGER', 'Number.MAX_VALUE', 'sys.maxsize'].includes(
      text,
    )
  ) {
    return 'infinity';
  }
  if (
    [
      "float('-inf')",
      "-float('inf')",
      '-math.inf',
      '-Infinity',
      'Number.MIN_SAFE_INTEGER',
      'Number.MIN_VALUE',
    ].includes(text)
  ) {
    return 'minus';
  }
  return undefined;
}

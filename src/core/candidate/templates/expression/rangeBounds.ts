import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { becomes, replace, rewritten, shifted } from '../edits';
import { assignment, binary, call, field, isPython } from '../view';

/** The bounds, direction and step of a counted loop: `range(…)` and `for (let i = a; i < b; i++)`. Both bounds may move at once. */
export const rangeBounds: FixTemplate = {
  id: 'rangeBounds',
  bugClass: 'off by one',
  prior: 0.35,
  examples: [
    {
      language: 'python',
      buggy: 'def total(n):\n    return sum(i for i in range(n))\n',
      fixed: 'def total(n):\n    return sum(i for i in range(1, n + 1))\n',
    },
    {
      language: 'python',
      buggy: 'def adjacent(xs):\n    return [xs[i] + xs[i + 1] for i in range(len(xs))]\n',
      fixed: 'def adjacent(xs):\n    return [xs[i] + xs[i + 1] for i in range(len(xs) - 1)]\n',
    },
    {
      language: 'python',
      buggy: 'def down(a, b):\n    return list(range(a, b))\n',
      fixed: 'def down(a, b):\n    return list(range(b, a, -1))\n',
    },
    {
      language: 'javascript',
      buggy: 'function sum(n) {\n  let s = 0;\n  for (let i = 0; i < n; i++) s += i;\n  return s;\n}\n',
      fixed: 'function sum(n) {\n  let s = 0;\n  for (let i = 1; i <= n; i++) s += i;\n  return s;\n}\n',
    },
    {
      language: 'javascript',
      buggy:
        'function reversed(xs) {\n  const out = [];\n  for (let i = 0; i < xs.length; i++) out.push(xs[i]);\n  return out;\n}\n',
      fixed:
        'function reversed(xs) {\n  const out = [];\n  for (let i = xs.length - 1; i >= 0; i--) out.push(xs[i]);\n  return out;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    if (!isPython(context)) {
      if (node.type === 'for_statement') yield* counted(node);
      return;
    }
    const invoked = call(node);
    if (invoked?.name !== 'range' || invoked.receiver) return;
    const [a, b, c] = invoked.args;
    if (!a || invoked.args.length > 3) return;
    for (const [bounds, weight] of c && b ? stepped(a, b, c) : b ? two(a, b) : one(a)) {
      const text = `range(${bounds.filter((bound, i) => !(i === 0 && bound === '0' && bounds.length === 2)).join(', ')})`;
      yield { edits: [replace(node, text)], title: becomes(node.text, text), weight };
    }
  },
};

type Bounds = readonly [readonly string[], number];

function* one(n: SyntaxNode): Generator<Bounds> {
  yield [[shifted(n, 1)], 1];
  yield [['1', n.text], 0.9];
  yield [['1', shifted(n, 1)], 0.9];
  yield [[shifted(n, -1)], 0.9];
  yield [['2', n.text], 0.25];
  yield [['2', shifted(n, 1)], 0.3];
  yield [[shifted(n, -1), '-1', '-1'], 0.4];
  yield [[n.text, '0', '-1'], 0.3];
  yield [['0', n.text, '2'], 0.2];
  yield [['1', shifted(n, -1)], 0.2];
}

function* two(a: SyntaxNode, b: SyntaxNode): Generator<Bounds> {
  yield [[a.text, shifted(b, 1)], 1];
  yield [[a.text, shifted(b, -1)], 0.8];
  yield [[shifted(a, 1), b.text], 0.8];
  yield [[shifted(a, -1), b.text], 0.6];
  yield [[shifted(a, 1), shifted(b, 1)], 0.5];
  yield [[shifted(a, -1), shifted(b, -1)], 0.3];
  yield [['0', b.text], 0.4];
  yield [[b.text, a.text], 0.2];
  yield [[b.text, a.text, '-1'], 0.4];
  yield [[b.text, shifted(a, -1), '-1'], 0.35];
  yield [[shifted(b, -1), shifted(a, -1), '-1'], 0.35];
  yield [[a.text, b.text, '2'], 0.25];
  yield [[a.text, b.text, '-1'], 0.4];
}

function* stepped(a: SyntaxNode, b: SyntaxNode, c: SyntaxNode): Generator<Bounds> {
  const turned = c.text.startsWith('-') ? c.text.slice(1).trim() : `-${c.text}`;
  for (const d of [1, -1]) {
    yield [[a.text, shifted(b, d), c.text], 1];
    yield [[shifted(a, d), b.text, c.text], 0.8];
    yield [[shifted(a, d), shifted(b, d), c.text], 0.4];
  }
  yield [[a.text, b.text], 0.5];
  yield [[a.text, b.text, turned], 0.5];
  yield [[b.text, a.text, c.text], 0.3];
  yield [[b.text, a.text, turned], 0.3];
  yield [[a.text, b.text, shifted(c, 1)], 0.2];
}

const flipped: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const widened: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };

/** `for (let i = a; i < b; i++)`: the parts that move together. Single parts belong to the other templates. */
function* counted(node: SyntaxNode): Generator<Proposal> {
  const declarator = field(node, 'initializer')?.namedChildren.find((child) => child.type === 'variable_declarator');
  const start = declarator && assignment(declarator);
  const condition = node.childrenForFieldName('condition').find((child) => child.isNamed);
  const test = condition && binary(condition, 'comparison');
  const update = field(node, 'increment');
  const operator = update?.type === 'update_expression' ? field(update, 'operator') : undefined;
  const wide = test && widened[test.text];
  if (!start || !test || wide === undefined || !update || !operator) return;
  const head = (title: readonly string[], edits: Proposal['edits'], weight: number): Proposal => ({
    edits,
    title: title.join(' and '),
    weight,
  });
  const told = (part: SyntaxNode, edits: Proposal['edits']): string => becomes(part.text, rewritten(part, edits));
  for (const delta of [1, -1]) {
    const first = replace(start.right, shifted(start.right, delta));
    const second = replace(test.operator, wide);
    yield head([told(start.node, [first]), told(test.node, [second])], [first, second], 0.4);
    const bound = replace(test.right, shifted(test.right, delta));
    yield head([told(start.node, [first]), told(test.node, [bound])], [first, bound], 0.2);
  }
  const upward = test.text.startsWith('<');
  const from = upward ? (test.text === '<' ? shifted(test.right, -1) : test.right.text) : test.right.text;
  const to = start.right.text;
  const turned = upward ? `${test.left.text} >= ${to}` : `${test.left.text} <= ${to}`;
  const edits = [
    replace(start.right, from),
    replace(test.node, turned),
    replace(operator, operator.text === '++' ? '--' : '++'),
  ];
  yield head([told(start.node, [replace(start.right, from)]), becomes(test.node.text, turned)], edits, 0.4);
  const direction = flipped[test.text];
  if (direction !== undefined) {
    const both = [replace(test.operator, direction), replace(operator, operator.text === '++' ? '--' : '++')];
    yield head([told(test.node, both.slice(0, 1)), told(update, both.slice(1))], both, 0.25);
  }
}

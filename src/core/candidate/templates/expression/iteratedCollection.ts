import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { becomes, changeIn, receiver, replace } from '../edits';
import { kindsOrGuess, may, surely } from '../types';
import { call, field, isPython } from '../view';

/** What a loop or comprehension goes through: a part of the collection, its indexes, its values, backwards, a copy; `of` for `in`. */
export const iteratedCollection: FixTemplate = {
  id: 'iteratedCollection',
  bugClass: 'off by one',
  prior: 0.15,
  examples: [
    {
      language: 'python',
      buggy:
        'def rises(xs):\n    last = xs[0]\n    for x in xs:\n        if x <= last:\n            return False\n        last = x\n    return True\n',
      fixed:
        'def rises(xs):\n    last = xs[0]\n    for x in xs[1:]:\n        if x <= last:\n            return False\n        last = x\n    return True\n',
    },
    {
      language: 'python',
      buggy: 'def drop(xs):\n    for x in xs:\n        if x < 0:\n            xs.remove(x)\n    return xs\n',
      fixed: 'def drop(xs):\n    for x in xs[:]:\n        if x < 0:\n            xs.remove(x)\n    return xs\n',
    },
    {
      language: 'javascript',
      buggy: 'function sum(xs) {\n  let s = 0;\n  for (const x in xs) s += x;\n  return s;\n}\n',
      fixed: 'function sum(xs) {\n  let s = 0;\n  for (const x of xs) s += x;\n  return s;\n}\n',
    },
    {
      language: 'python',
      buggy: 'def flat(d):\n    return [v for k, v in d]\n',
      fixed: 'def flat(d):\n    return [v for k, v in d.items()]\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const python = isPython(context);
    if (!['for_statement', 'for_in_statement', 'for_in_clause'].includes(node.type)) return;
    const right = field(node, 'right');
    const left = field(node, 'left');
    if (!right || !left) return;
    const told = (text: string, weight: number): Proposal => ({
      edits: [replace(right, text)],
      title: becomes(
        `for ${left.text} ${python ? 'in' : 'of'} ${right.text}`,
        `for ${left.text} ${python ? 'in' : 'of'} ${text}`,
      ),
      weight,
    });
    const operator = field(node, 'operator');
    if (!python && operator)
      yield changeIn(operator, operator, operator.text === 'of' ? 'in' : 'of', operator.text === 'in' ? 1 : 0.15);
    const { kinds } = kindsOrGuess(right, context);
    const xs = receiver(right);
    const counted = ['range', 'enumerate', 'zip'].includes(call(right)?.name ?? '');
    if (may(kinds, 'list', 'tuple', 'string') && !counted) yield* parts(xs, python, told);
    if (python)
      yield* pythonic(left, right, xs, told, surely(kinds, 'dict'), context.root.text.includes(`${right.text}.`));
    else if (may(kinds, 'list', 'string')) yield told(`${xs}.entries()`, 0.2);
  },
};

type Told = (text: string, weight: number) => Proposal;

function* parts(xs: string, python: boolean, told: Told): Generator<Proposal> {
  yield told(python ? `${xs}[1:]` : `${xs}.slice(1)`, 0.8);
  yield told(python ? `${xs}[:-1]` : `${xs}.slice(0, -1)`, 0.7);
  yield told(python ? `${xs}[::-1]` : `[...${xs}].reverse()`, 0.5);
  yield told(python ? `${xs}[:]` : `[...${xs}]`, 0.5);
}

function* pythonic(
  left: SyntaxNode,
  right: SyntaxNode,
  xs: string,
  told: Told,
  dict: boolean,
  changed: boolean,
): Generator<Proposal> {
  const invoked = call(right);
  const several = left.type === 'pattern_list' || left.type === 'tuple_pattern';
  if (several && left.namedChildCount === 2 && !invoked) {
    yield told(`${xs}.items()`, 1);
    yield told(`enumerate(${right.text})`, 0.8);
  }
  if (!several && !invoked) {
    yield told(`range(len(${right.text}))`, 0.4);
    yield told(`range(${right.text})`, 0.3);
    if (dict) yield told(`${xs}.values()`, 0.8);
  }
  if (!several && (dict || changed)) yield told(`list(${right.text})`, 0.5);
  if (invoked?.name === 'enumerate' && invoked.args[0]) yield told(`enumerate(${invoked.args[0].text}, 1)`, 0.5);
  const [only] = invoked?.args ?? [];
  if (invoked?.name === 'range' && invoked.args.length === 1 && only && call(only)?.name === 'len') {
    const inner = call(only)?.args[0];
    if (inner) yield told(inner.text, 0.3);
  }
}

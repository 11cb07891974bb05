import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { changeIn, shifted } from '../edits';
import { kindsOf, mayBeNumber, surelyNumber } from '../types';
import { assignment, binaries, binary, call, slice, subscript, subscripts } from '../view';

/**
 * `x + 1` or `x - 1` for `x` where numbers count positions: index, bound, argument, compared value, returned value.
 * An existing `± 1` is dropped or turned. Literals belong to the number template, `range` to its own.
 */
export const offByOne: FixTemplate = {
  id: 'offByOne',
  bugClass: 'off by one',
  prior: 0.3,
  examples: [
    {
      language: 'python',
      buggy: 'def last(xs):\n    return xs[len(xs)]\n',
      fixed: 'def last(xs):\n    return xs[len(xs) - 1]\n',
    },
    {
      language: 'python',
      buggy: 'def search(xs, x, lo, hi):\n    mid = (lo + hi) // 2\n    return search(xs, x, mid, hi)\n',
      fixed: 'def search(xs, x, lo, hi):\n    mid = (lo + hi) // 2\n    return search(xs, x, mid + 1, hi)\n',
    },
    {
      language: 'python',
      buggy: 'def above(table, i, j):\n    return table[i - 1, j]\n',
      fixed: 'def above(table, i, j):\n    return table[i - 1, j - 1]\n',
    },
    {
      language: 'javascript',
      buggy: 'function offset(row, width) {\n  return row * width;\n}\n',
      fixed: 'function offset(row, width) {\n  return (row - 1) * width;\n}\n',
    },
    {
      language: 'javascript',
      buggy: 'function tail(xs, i) {\n  return xs.slice(i, xs.length - 1);\n}\n',
      fixed: 'function tail(xs, i) {\n  return xs.slice(i, xs.length);\n}\n',
    },
    {
      language: 'javascript',
      buggy:
        'function pairs(xs) {\n  let n = 0;\n  for (let i = 0; i < xs.length; i++) if (xs[i] < xs[i + 1]) n++;\n  return n;\n}\n',
      fixed:
        'function pairs(xs) {\n  let n = 0;\n  for (let i = 0; i < xs.length - 1; i++) if (xs[i] < xs[i + 1]) n++;\n  return n;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    for (const [place, weight] of places(node, context)) {
      if (
        ['integer', 'float', 'number', 'string', 'list', 'array', 'none', 'null', 'true', 'false'].includes(place.type)
      )
        continue;
      const kinds = kindsOf(place, context);
      if (!mayBeNumber(kinds)) continue;
      const sure = surelyNumber(kinds) ? 1 : 0.4;
      const pair = binary(place);
      const one = pair && (pair.text === '+' || pair.text === '-') && /^[12]$/.test(pair.right.text) ? pair : undefined;
      if (one) {
        yield changeIn(node, place, one.left.text, weight);
        yield changeIn(node, place, shifted(one.left, one.text === '+' ? -1 : 1), weight * 0.4);
        yield changeIn(node, place, shifted(place, one.text === '+' ? 1 : -1), weight * 0.3);
      } else {
        yield changeIn(node, place, shifted(place, 1), weight * sure);
        yield changeIn(node, place, shifted(place, -1), weight * sure);
      }
    }
    for (const factor of factors(node)) {
      const sure = surelyNumber(kindsOf(factor, context)) ? 1 : 0.5;
      yield changeIn(node, factor, `(${shifted(factor, -1)})`, 0.4 * sure);
      yield changeIn(node, factor, `(${shifted(factor, 1)})`, 0.3 * sure);
    }
  },
};

const isLength = (node: SyntaxNode): boolean => /^len\(.*\)$|^[\w$.]+\.length$/.test(node.text);

/** Names and lengths that are multiplied or divided: a count from one where a count from zero is meant, or the other way round. */
function* factors(node: SyntaxNode): Generator<SyntaxNode> {
  const pair = binary(node);
  if (!pair || !/^(\*|\/|\/\/|%)$/.test(pair.text)) return;
  for (const side of [pair.left, pair.right]) {
    if (side.type === 'identifier' || isLength(side)) yield side;
  }
}

/** Expressions at which one more or one less is a likely mistake, with how likely. */
function* places(node: SyntaxNode, context: TemplateContext): Generator<readonly [SyntaxNode, number]> {
  const at = subscript(node);
  if (at && !/^['"]/.test(at.index.text)) yield [at.index, 0.9];
  for (const index of at ? [] : subscripts(node)) yield [index, 0.8];
  const bounds = slice(node);
  for (const bound of [bounds?.start, bounds?.stop]) if (bound) yield [bound, 0.9];
  const invoked = call(node);
  if (invoked && invoked.name !== 'range') {
    const counting = /^(slice|substring|substr|splice|islice|randint|at|charAt|charCodeAt|insert|pop|repeat|get)$/.test(
      invoked.name,
    );
    const recursive = invoked.name !== '' && invoked.name === context.focal.name;
    for (const arg of invoked.args) {
      if (/keyword|splat|spread|generator|lambda|function/.test(arg.type)) continue;
      yield [arg, recursive ? 0.8 : counting ? 0.7 : 0.25];
    }
  }
  for (const pair of binaries(node)) {
    if (pair.kind !== 'comparison' || !/^[<>]=?$|^[!=]==?$/.test(pair.text)) continue;
    yield [pair.right, 0.5];
    yield [pair.left, 0.3];
  }
  if (node.type === 'return_statement') {
    const value = node.firstNamedChild;
    if (value && value.type !== 'expression_list') yield [value, 0.45];
  }
  const found = assignment(node);
  if (found && found.right.type !== 'expression_list') yield [found.right, found.operator ? 0.25 : 0.4];
}

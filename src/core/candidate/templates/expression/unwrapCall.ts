import type { FixTemplate, Proposal } from '../../template';
import { change, receiver } from '../edits';
import { kindsOf, surely } from '../types';
import { call, isPython, member, parts, subscript } from '../view';

/** Calls that only convert or order: unwrapping one of them is plausible, unwrapping a call of the program's own hardly. */
const converting = new Set(
  (
    'abs len set list sorted str int float reversed tuple sum max min round bool dict floor ceil trunc sqrt enumerate iter any all ' +
    'String Number parseInt parseFloat Boolean from keys values items entries copy slice sort reverse trim strip lstrip rstrip lower upper ' +
    'toLowerCase toUpperCase toString join split flat toFixed toSorted toReversed deepcopy repr ord chr'
  ).split(' '),
);

/** A call, a member, an index, a spread or a minus too much: `len(x)` for `x`, `xs.sort()` for `xs`, `[x]` for `x`, `-x` for `x`. */
export const unwrapCall: FixTemplate = {
  id: 'unwrapCall',
  bugClass: 'wrong call',
  prior: 0.2,
  examples: [
    {
      language: 'python',
      buggy: 'def total(xs):\n    return abs(sum(xs))\n',
      fixed: 'def total(xs):\n    return sum(xs)\n',
    },
    {
      language: 'python',
      buggy: 'def words(s):\n    return s.lower().split()\n',
      fixed: 'def words(s):\n    return s.split()\n',
    },
    {
      language: 'javascript',
      buggy: 'const half = (n) => Math.floor(n / 2);\n',
      fixed: 'const half = (n) => n / 2;\n',
    },
    {
      language: 'javascript',
      buggy: 'function push(xs, x) {\n  return [...xs, [x]];\n}\n',
      fixed: 'function push(xs, x) {\n  return [...xs, x];\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const parent = node.parent;
    if (!parent || parent.type === 'expression_statement') return;
    const invoked = call(node);
    if (invoked) {
      const [first] = invoked.args;
      const known = converting.has(invoked.name);
      const namespaced =
        invoked.receiver && /^(Math|Number|Object|Array|math|JSON|copy|np)$/.test(invoked.receiver.text);
      if (
        first &&
        invoked.args.length <= 2 &&
        (!invoked.receiver || namespaced) &&
        !/keyword|splat|spread/.test(first.type)
      ) {
        const inner =
          member(parent) || subscript(parent) || parent.type.includes('operator') ? receiver(first) : first.text;
        yield change(node, inner, known ? 1 : 0.15);
        if (invoked.args[1] && known && !invoked.args[1].text.includes('='))
          yield change(node, invoked.args[1].text, 0.4);
      }
      if (invoked.receiver && !namespaced && invoked.receiver.text !== 'self') {
        yield change(node, invoked.receiver.text, known ? 0.8 : 0.15);
      }
      return;
    }
    if (node.type === 'unary_operator' || node.type === 'unary_expression') {
      const argument = node.childForFieldName('argument');
      const operator = node.childForFieldName('operator')?.text;
      if (argument && (operator === '-' || operator === '+' || operator === '~'))
        yield change(node, argument.text, 0.9);
      return;
    }
    if (['list', 'array', 'tuple'].includes(node.type) && parts(node).length === 1) {
      const [only] = parts(node);
      if (only && !only.type.includes('clause')) yield change(node, only.text.replace(/^\.\.\.|^\*/, ''), 0.5);
      return;
    }
    const dot = member(node);
    if (dot && (parent.type === 'call' || parent.type === 'call_expression')) return;
    if (dot) yield change(node, dot.object.text, ['length', 'size'].includes(dot.property.text) ? 0.6 : 0.25);
    const at = subscript(node);
    if (at && !surely(kindsOf(at.object, context), 'dict')) yield change(node, at.object.text, 0.25);
    if (isPython(context) && node.type === 'subscript' && !at) {
      const value = node.childForFieldName('value');
      if (value) yield change(node, value.text, 0.8);
    }
    if (node.type === 'await' || node.type === 'await_expression') {
      const [inner] = parts(node);
      if (inner) yield change(node, inner.text, 0.2);
    }
  },
};

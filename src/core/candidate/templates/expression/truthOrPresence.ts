import type { FixTemplate, Proposal } from '../../template';
import { change, operand } from '../edits';
import { siteOf } from '../sites';
import { kindsOf, surely } from '../types';
import { binary, call, field, isCondition, isPython, member, negated, subscript } from '../view';

/** "Is there one?" and "is it true?" mixed up: 0, '' and False are there, but do not count as true. */
export const truthOrPresence: FixTemplate = {
  id: 'truthOrPresence',
  bugClass: 'wrong condition',
  prior: 0.35,
  examples: [
    {
      language: 'python',
      buggy: "def enabled(flags):\n    return flags.get('dark') is not None\n",
      fixed: "def enabled(flags):\n    return bool(flags.get('dark'))\n",
    },
    {
      language: 'python',
      buggy: 'def limit(n=None):\n    if n:\n        return n\n    return 10\n',
      fixed: 'def limit(n=None):\n    if n is not None:\n        return n\n    return 10\n',
    },
    {
      language: 'javascript',
      buggy: 'function limit(options) {\n  return options.limit ? options.limit : 10;\n}\n',
      fixed: 'function limit(options) {\n  return options.limit !== undefined ? options.limit : 10;\n}\n',
    },
    {
      language: 'javascript',
      buggy: 'const shown = (item) => item.hidden === undefined;\n',
      fixed: 'const shown = (item) => !item.hidden;\n',
    },
    {
      language: 'python',
      buggy: 'def limit(n=None):\n    return n or 10\n',
      fixed: 'def limit(n=None):\n    return n if n is not None else 10\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const python = isPython(context);
    const pair = binary(node);
    if (pair?.kind === 'comparison' && /^(none|null|undefined)$/.test(pair.right.type)) {
      const there = /^(!|is not)/.test(pair.text);
      if (!there && !/^(=|is)/.test(pair.text)) return;
      const value = operand(pair.left);
      const asked = isCondition(node) || negated(node.parent ?? node) !== undefined;
      const yes = asked ? value : python ? `bool(${pair.left.text})` : `Boolean(${pair.left.text})`;
      yield change(node, there ? yes : `${python ? 'not ' : '!'}${value}`, 1);
      return;
    }
    if (python && pair?.text === 'or' && /^(identifier|call|subscript|attribute)$/.test(pair.left.type)) {
      const site = siteOf(node);
      if (site !== 'returned' && site !== 'assigned' && site !== 'argument') return;
      yield change(node, `${pair.left.text} if ${pair.left.text} is not None else ${pair.right.text}`, 0.6);
      return;
    }
    const value = negated(node) ?? node;
    if (value.type !== 'identifier' && !member(value) && !subscript(value) && call(value)?.name !== 'get') return;
    const tested = isCondition(node) || (node.parent && field(node.parent, 'condition')?.id === node.id);
    if (tested !== true || negated(node.parent ?? node)) return;
    if (surely(kindsOf(value, context), 'boolean', 'list', 'tuple', 'set', 'dict', 'function')) return;
    const missing = value.id !== node.id;
    const given = context.focal.parameters.some(({ name }) => name === value.text) || value.type !== 'identifier';
    if (python) yield change(node, `${value.text} is ${missing ? '' : 'not '}None`, given ? 0.6 : 0.3);
    else yield change(node, `${value.text} ${missing ? '=' : '!'}== undefined`, given ? 0.6 : 0.3);
  },
};

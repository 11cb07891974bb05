import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { escapeRegExp } from '../../../escapeRegExp';
import { change } from '../edits';
import { kindsOf, mayBeNumber, surely } from '../types';
import { call, isPython, isTarget, member, subscript } from '../view';

/** A list of rows: its items are gone through, indexed or measured themselves. */
function nested(name: string, context: TemplateContext): boolean {
  const types = [...(context.types.variables.get(name) ?? [])];
  if (types.some((type) => /^(list|tuple|List|Sequence)\[(list|tuple|List|Sequence|str)\b|\[\]\[\]$/.test(type)))
    return true;
  const own = escapeRegExp(name);
  const row = new RegExp(`\\bfor (\\w+) in ${own}\\b`).exec(context.root.text)?.[1];
  return new RegExp(`\\b(${own}\\[[^\\]]*\\]${row === undefined ? '' : `|${row}`})\\[`).test(context.root.text);
}

/** One element is taken where all of them count, or the other way round: `xs[-1]` for `sum(xs)`, `sum(xs)` for `xs[-1]`. */
export const elementOrAll: FixTemplate = {
  id: 'elementOrAll',
  bugClass: 'wrong call',
  prior: 0.3,
  examples: [
    {
      language: 'python',
      buggy: 'def digits(n):\n    return [int(c) for c in str(n)][-1]\n',
      fixed: 'def digits(n):\n    return sum([int(c) for c in str(n)])\n',
    },
    {
      language: 'python',
      buggy: 'def smallest(xs):\n    return sorted(xs)[0] - max(xs)\n',
      fixed: 'def smallest(xs):\n    return sorted(xs)[0] - xs[0]\n',
    },
    {
      language: 'python',
      buggy: 'def columns(rows):\n    return [[row[i] for row in rows] for i in range(len(rows))]\n',
      fixed: 'def columns(rows):\n    return [[row[i] for row in rows] for i in range(len(rows[0]))]\n',
    },
    {
      language: 'javascript',
      buggy: 'const column = (rows, i) => (i < rows.length ? rows.map((row) => row[i]) : rows[0][0]);\n',
      fixed: 'const column = (rows, i) => (i < rows[0].length ? rows.map((row) => row[i]) : rows[0][0]);\n',
    },
    {
      language: 'javascript',
      buggy: 'function widest(xs) {\n  return xs.map((x) => x.width)[0];\n}\n',
      fixed: 'function widest(xs) {\n  return Math.max(...xs.map((x) => x.width));\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const python = isPython(context);
    const at = subscript(node);
    if (at && !isTarget(node) && /^-?[01]$/.test(at.index.text)) {
      const xs = at.object.text;
      if (surely(kindsOf(at.object, context), 'string', 'dict') || xs.length > 80) return;
      const made = at.object.type === 'list_comprehension' || call(at.object) !== undefined;
      const share = (made ? 1 : 0.4) / 3;
      if (python) {
        for (const [name, weight] of [
          ['sum', 0.8],
          ['max', 0.8],
          ['min', 0.8],
          ['len', 0.3],
        ] as const)
          yield change(node, `${name}(${xs})`, weight * share);
      } else {
        yield change(node, `Math.max(...${xs})`, 0.8 * share);
        yield change(node, `Math.min(...${xs})`, 0.8 * share);
      }
      return;
    }
    const dot = python ? undefined : member(node);
    if (dot?.object.type === 'identifier' && dot.property.text === 'length' && nested(dot.object.text, context))
      yield change(dot.object, `${dot.object.text}[0]`, 1);
    const invoked = call(node);
    const [only] = invoked?.args ?? [];
    if (!invoked || !only || invoked.args.length !== 1 || only.type !== 'identifier') return;
    if (python && invoked.callee.text === 'len' && nested(only.text, context)) yield change(only, `${only.text}[0]`, 1);
    if (!/^(sum|max|min)$/.test(invoked.name) || invoked.receiver || !mayBeNumber(kindsOf(node, context))) return;
    yield change(node, `${only.text}[0]`, 0.13);
    yield change(node, `${only.text}[-1]`, 0.13);
  },
};

import type { SyntaxNode } from '../../../capture/syntax';
import type { TemplateContext } from '../../template';
import { factsOf } from './facts';
import { assignmentOf, identifiersIn } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { appendTo, blocksOf, bodyOf, descendants, offer, prependTo } from '../statements';

/** A flag that is asked and never set: what should happen once happens always, or never. */
export const setFlag: FixTemplate = {
  id: 'setFlag',
  bugClass: 'missing statement',
  prior: 0.5,
  examples: [
    inJavaScript(
      'function once(f) {\n  let done = false;\n  return () => {\n    if (!done) {\n      f();\n    }\n  };\n}\n',
      'function once(f) {\n  let done = false;\n  return () => {\n    if (!done) {\n      done = true;\n      f();\n    }\n  };\n}\n',
    ),
    inPython(
      'def sort(xs):\n    swapped = True\n    while swapped:\n        swapped = False\n        for i in range(len(xs) - 1):\n            if xs[i] > xs[i + 1]:\n                xs[i], xs[i + 1] = xs[i + 1], xs[i]\n    return xs\n',
      'def sort(xs):\n    swapped = True\n    while swapped:\n        swapped = False\n        for i in range(len(xs) - 1):\n            if xs[i] > xs[i + 1]:\n                xs[i], xs[i + 1] = xs[i + 1], xs[i]\n                swapped = True\n    return xs\n',
    ),
    inPython(
      'def has(xs, y):\n    found = False\n    for x in xs:\n        if x == y:\n            print(x)\n    return found\n',
      'def has(xs, y):\n    found = False\n    for x in xs:\n        if x == y:\n            print(x)\n            found = True\n    return found\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'if_statement' && node.type !== 'elif_clause') return;
    const body = node.type === 'if_statement' ? blocksOf(node, context)[0] : bodyOf(node, context);
    const condition = node.childForFieldName('condition');
    if (!body || !condition) return;
    const p = phrasesOf(context);
    for (const { name, to } of flags(context)) {
      const asked = identifiersIn(condition).includes(name);
      const code = [p.simple(`${name} = ${to}`)];
      if (asked) yield* offer(`set \`${name}\``, 1, prependTo(body, code, context));
      yield* offer(`set \`${name}\``, asked ? 0.9 : 0.6, appendTo(body, code, context));
    }
  },
};

const found = new WeakMap<TemplateContext, readonly { readonly name: string; readonly to: string }[]>();

/** Local flags that only ever get one value, the last one that is written down, and the value they never get. */
function flags(context: TemplateContext): readonly { readonly name: string; readonly to: string }[] {
  let known = found.get(context);
  if (known) return known;
  const values = new Map<string, SyntaxNode[]>();
  for (const node of descendants(context.root, true)) {
    const assigned = node.type === 'expression_statement' ? undefined : assignmentOf(node);
    if (assigned?.left.type !== 'identifier') continue;
    values.set(assigned.left.text, [...(values.get(assigned.left.text) ?? []), assigned.right]);
  }
  const p = phrasesOf(context);
  const { parameters } = factsOf(context);
  known = [...values].flatMap(([name, given]) => {
    const last = given.at(-1);
    // The first value starts a loop; those after it are the ones set on the way.
    const later = given.length > 1 ? given.slice(1) : given;
    const one = new Set(later.map(({ text }) => text));
    if (!last || one.size !== 1 || parameters.includes(name)) return [];
    return last.type === 'false' ? [{ name, to: p.true }] : last.type === 'true' ? [{ name, to: p.false }] : [];
  });
  found.set(context, known);
  return known;
}

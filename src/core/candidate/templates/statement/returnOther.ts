import { factsOf, namesBefore, shapesOf } from './facts';
import { shapeOfExpression } from './shapes';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { neutralReturns, phrasesOf } from './phrases';
import { offer, replaceNode } from '../statements';

/** The wrong thing is returned: nothing, a constant, or the whole expression where a local variable holds the answer. Names in place of names belong to the wrong-variable template. */
export const returnOther: FixTemplate = {
  id: 'returnOther',
  bugClass: 'wrong return',
  prior: 0.35,
  examples: [
    inPython(
      'def count(xs):\n    n = 0\n    for x in xs:\n        n += 1\n    return len(xs) - 1\n',
      'def count(xs):\n    n = 0\n    for x in xs:\n        n += 1\n    return n\n',
    ),
    inJavaScript(
      'function max(xs) {\n  let best = xs[0];\n  for (const x of xs) {\n    if (x > best) best = x;\n  }\n  return;\n}\n',
      'function max(xs) {\n  let best = xs[0];\n  for (const x of xs) {\n    if (x > best) best = x;\n  }\n  return best;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'return_statement') return;
    const p = phrasesOf(context);
    const value = node.firstNamedChild;
    const plain = value?.type === 'identifier';
    const { parameters } = factsOf(context);
    const names = namesBefore(node, context);
    const shapes = factsOf(context).shapes;
    const wanted = value ? shapeOfExpression(value, shapes) : undefined;
    const ordered = [...names.filter((n) => !parameters.includes(n)).reverse(), ...parameters];
    let weight = !value || /^(none|null|undefined)$/.test(value.type) ? 1 : 0.5;
    if (!plain) {
      for (const name of ordered.slice(0, 6)) {
        const own = shapesOf(name, context);
        const fits = wanted === undefined || own.size === 0 || own.has(wanted) || !value;
        yield* offer(
          `return \`${name}\``,
          weight * (fits ? 1 : 0.3) * (parameters.includes(name) ? 0.5 : 1),
          replaceNode(node, p.simple(`return ${name}`)),
        );
        weight *= 0.8;
      }
    }
    for (const { text, weight: share } of neutralReturns(context).slice(0, 4)) {
      if (text === value?.text) continue;
      yield* offer(
        `return \`${text}\``,
        (value && /^(identifier|call|call_expression|binary_operator|binary_expression)$/.test(value.type)
          ? 0.15
          : 0.6) * share,
        replaceNode(node, p.simple(`return ${text}`)),
      );
    }
  },
};

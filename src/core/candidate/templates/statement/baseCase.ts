import { factsOf, mayBe, shapesOf } from './facts';
import { callOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { neutralReturns, phrasesOf } from './phrases';
import { bodyOf, offer, prependTo } from '../statements';

/** A recursion that never ends, or ends one step late: the parameter that shrinks gets its smallest case. */
export const baseCase: FixTemplate = {
  id: 'baseCase',
  bugClass: 'missing case',
  prior: 0.45,
  examples: [
    inPython(
      'def fact(n):\n    return n * fact(n - 1)\n',
      'def fact(n):\n    if n == 0:\n        return 1\n    return n * fact(n - 1)\n',
    ),
    inPython(
      'def subsets(xs):\n    rest = subsets(xs[1:])\n    return rest + [[xs[0]] + r for r in rest]\n',
      'def subsets(xs):\n    if not xs:\n        return [[]]\n    rest = subsets(xs[1:])\n    return rest + [[xs[0]] + r for r in rest]\n',
    ),
    inJavaScript(
      'function gcd(a, b) {\n  return gcd(b, a % b);\n}\n',
      'function gcd(a, b) {\n  if (b === 0) {\n    return a;\n  }\n  return gcd(b, a % b);\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.id !== context.root.id) return;
    const body = bodyOf(node, context);
    const { recursion, parameters } = factsOf(context);
    if (!body || recursion.length === 0) return;
    const p = phrasesOf(context);
    const neutral = neutralReturns(context);
    const wanted = neutral.slice(0, 2).map((n) => n.text);
    for (const [position, name] of parameters.entries()) {
      const args = recursion.map((call) => callOf(call)?.args[position]?.text).filter((arg) => arg !== undefined);
      const shrinks = args.some((arg) => arg !== name);
      if (!shrinks && args.length > 0) continue;
      const shapes = shapesOf(name, context);
      const conditions: string[] = [];
      if (mayBe(name, 'number', context))
        conditions.push(`${name} ${p.equal} 0`, `${name} <= 0`, `${name} < 2`, `${name} ${p.equal} 1`);
      if (mayBe(name, 'list', context) || shapes.has('string'))
        conditions.push(p.empty(name, shapes), `${p.length(name)} ${p.equal} 1`);
      if (shapes.has('object') || shapes.has('none')) conditions.push(p.isNull(name));
      const values = new Set([
        ...(shapes.has('number') || shapes.size === 0 ? ['1', '0', name] : []),
        ...wanted,
        ...parameters.filter((other) => other !== name).slice(0, 2),
        ...(wanted.includes('[]') || shapes.has('list') ? ['[[]]', '[]', name] : []),
        p.null,
      ]);
      for (const [row, condition] of conditions.entries()) {
        for (const [index, value] of [...values].entries()) {
          yield* offer(
            `return \`${value}\` when \`${condition}\``,
            0.85 ** row * 0.88 ** index * 0.9 ** position,
            prependTo(body, p.guarded(condition, [p.simple(`return ${value}`)]), context),
          );
        }
      }
    }
  },
};

import { factsOf } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { neutralReturns, phrasesOf } from './phrases';
import { appendTo, bodyOf, isJump, offer, statementsIn } from '../statements';
import type { SyntaxNode } from '../../../capture/syntax';

/** The result was computed and never handed back: a function that ends without a value returns its accumulator, or what it changed. */
export const returnLocal: FixTemplate = {
  id: 'returnLocal',
  bugClass: 'wrong return',
  prior: 0.5,
  examples: [
    inPython(
      'def double(xs):\n    out = []\n    for x in xs:\n        out.append(2 * x)\n',
      'def double(xs):\n    out = []\n    for x in xs:\n        out.append(2 * x)\n    return out\n',
    ),
    inJavaScript(
      'function double(xs) {\n  const out = [];\n  for (const x of xs) {\n    out.push(2 * x);\n  }\n}\n',
      'function double(xs) {\n  const out = [];\n  for (const x of xs) {\n    out.push(2 * x);\n  }\n  return out;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.id !== context.root.id) return;
    const body = bodyOf(node, context);
    const last = body && statementsIn(body).at(-1);
    if (!body || !last || isJump(last) || context.focal.kind === 'constructor' || context.focal.name === '__init__')
      return;
    const p = phrasesOf(context);
    const { returns, sites, parameters } = factsOf(context);
    const valued = returns.some((r) => r.firstNamedChild && !/^(none|null|undefined)$/.test(r.firstNamedChild.text));
    const locals = [
      ...new Set(
        sites.filter((s) => (!s.loop && s.scope.id === context.root.id) || inBody(s.scope, body)).map((s) => s.name),
      ),
    ];
    const visible = locals.filter((name) => !parameters.includes(name));
    const named = (name: string): number =>
      /^(res|result|results|out|output|ans|answer|total|acc|ret)/i.test(name) ? 1.3 : 1;
    const weight = valued ? 0.6 : 1;
    for (const [index, name] of visible.entries()) {
      yield* offer(
        `return \`${name}\``,
        Math.min(1, weight * named(name) * 0.75 ** index),
        appendTo(body, [p.simple(`return ${name}`)], context),
      );
    }
    for (const [index, name] of parameters.slice(0, 3).entries()) {
      const changed =
        sites.some((s) => s.name === name) ||
        new RegExp(
          `\\b${name}(\\.(append|sort|push|add|reverse|pop|insert|update|splice|extend|remove)\\(|\\[[^\\]]*\\] = )`,
        ).test(node.text);
      yield* offer(
        `return \`${name}\``,
        (changed ? 0.6 : 0.15) * weight * 0.8 ** index,
        appendTo(body, [p.simple(`return ${name}`)], context),
      );
    }
    for (const { text, weight: share } of neutralReturns(context).slice(0, 4)) {
      if (valued && !/^(None|null|undefined)$/.test(text))
        yield* offer(
          `return \`${text}\` at the end`,
          0.5 * share,
          appendTo(body, [p.simple(`return ${text}`)], context),
        );
    }
  },
};
const inBody = (scope: SyntaxNode, body: SyntaxNode): boolean => scope.id === body.id;

import type { SyntaxNode } from '../../../capture/syntax';
import { escapeRegExp } from '../../../escapeRegExp';
import { factsOf, shapesOf } from './facts';
import { callOf, variablesOfLoop } from './parts';
import type { FixTemplate, TemplateContext } from '../../template';
import { inJavaScript, inPython } from './examples';
import { headerOf } from './sides';
import { ancestors, layoutOf, offer, replaceNode } from '../statements';

/** Start and step of a counted loop: an inner loop that must begin behind the outer one, two steps for one, the counter moved the wrong way. */
export const loopHeader: FixTemplate = {
  id: 'loopHeader',
  bugClass: 'off by one',
  prior: 0.3,
  examples: [
    inPython(
      'def pairs(xs):\n    out = []\n    for i in range(len(xs)):\n        for j in range(len(xs)):\n            out.append((xs[i], xs[j]))\n    return out\n',
      'def pairs(xs):\n    out = []\n    for i in range(len(xs)):\n        for j in range(i + 1, len(xs)):\n            out.append((xs[i], xs[j]))\n    return out\n',
    ),
    inJavaScript(
      'function pairs(xs) {\n  let n = 0;\n  for (let i = 0; i < xs.length; i++) {\n    for (let j = 0; j < xs.length; j++) {\n      if (xs[i] === xs[j]) n++;\n    }\n  }\n  return n;\n}\n',
      'function pairs(xs) {\n  let n = 0;\n  for (let i = 0; i < xs.length; i++) {\n    for (let j = i + 1; j < xs.length; j++) {\n      if (xs[i] === xs[j]) n++;\n    }\n  }\n  return n;\n}\n',
    ),
    inJavaScript(
      'function countdown(n) {\n  const out = [];\n  for (let i = n; i > 0; i++) out.push(i);\n  return out;\n}\n',
      'function countdown(n) {\n  const out = [];\n  for (let i = n; i > 0; i--) out.push(i);\n  return out;\n}\n',
    ),
    inJavaScript(
      'function parts(xs, size) {\n  const out = [];\n  for (let i = 0; i < xs.length; i++) out.push(xs.slice(i, i + size));\n  return out;\n}\n',
      'function parts(xs, size) {\n  const out = [];\n  for (let i = 0; i < xs.length; i += size) out.push(xs.slice(i, i + size));\n  return out;\n}\n',
    ),
    inPython(
      'def parts(xs, size):\n    return [xs[i:i + size] for i in range(len(xs))]\n',
      'def parts(xs, size):\n    return [xs[i:i + size] for i in range(0, len(xs), size)]\n',
    ),
    inPython(
      'def evens(n):\n    return [x for x in range(0, n)]\n',
      'def evens(n):\n    return [x for x in range(0, n, 2)]\n',
    ),
  ],
  *propose(node, context) {
    const outer = [...ancestors(node, context)]
      .filter((a) => a.type === 'for_statement')
      .flatMap((a) => variablesOfLoop(a));
    if (layoutOf(context).python) {
      const call = callOf(node);
      if (call?.callee.text !== 'range' || node.type !== 'call') return;
      const own = node.parent?.type === 'for_statement' ? variablesOfLoop(node.parent) : [];
      const turns = outer.filter((name) => !own.includes(name) && shapesOf(name, context).has('number'));
      const [a, b, step] = call.args.map((arg) => arg.text);
      if (a === undefined) return;
      if (b === undefined) {
        for (const turn of turns.slice(0, 2)) {
          yield* offer(`begin at \`${turn} + 1\``, 1, replaceNode(node, `range(${turn} + 1, ${a})`));
          yield* offer(`begin at \`${turn}\``, 0.7, replaceNode(node, `range(${turn}, ${a})`));
          yield* offer(`end at \`${turn}\``, 0.3, replaceNode(node, `range(${turn})`));
          yield* offer(`end at \`${a} - ${turn}\``, 0.3, replaceNode(node, `range(${a} - ${turn})`));
          yield* offer(`end at \`${a} - ${turn} - 1\``, 0.3, replaceNode(node, `range(${a} - ${turn} - 1)`));
        }
        for (const size of stepped(node, own[0], context))
          yield* offer(`steps of \`${size}\``, 1, replaceNode(node, `range(0, ${a}, ${size})`));
        yield* offer('every second one', 0.15, replaceNode(node, `range(0, ${a}, 2)`));
      } else if (step === undefined) {
        for (const turn of turns.slice(0, 2)) {
          for (const first of [`${turn} + 1`, turn])
            if (first !== a) yield* offer(`begin at \`${first}\``, 0.6, replaceNode(node, `range(${first}, ${b})`));
        }
        yield* offer('every second one', 0.3, replaceNode(node, `range(${a}, ${b}, 2)`));
        const parameter = factsOf(context).parameters.find((name) => /^(step|size|k|width|stride)/.test(name));
        if (parameter !== undefined)
          yield* offer(`steps of \`${parameter}\``, 0.5, replaceNode(node, `range(${a}, ${b}, ${parameter})`));
      } else yield* offer('steps of one', 0.3, replaceNode(node, `range(${a}, ${b})`));
      return;
    }
    const head = node.type === 'for_statement' ? headerOf(node) : undefined;
    if (!head) return;
    const { name, start, update, condition } = head;
    for (const turn of outer.filter((other) => other !== name).slice(0, 2)) {
      for (const [first, weight] of [
        [`${turn} + 1`, 1],
        [turn, 0.7],
      ] as const)
        if (first !== start.text) yield* offer(`begin at \`${first}\``, weight, replaceNode(start, first));
    }
    const up = update.text.includes('++');
    const down = update.text.includes('--');
    const against = (up && /[>]/.test(condition.text)) || (down && /[<]/.test(condition.text));
    if (up || down)
      yield* offer(
        `\`${update.text}\` becomes \`${name}${up ? '--' : '++'}\``,
        against ? 1 : 0.1,
        replaceNode(update, `${name}${up ? '--' : '++'}`),
      );
    for (const size of up ? stepped(node, name, context) : [])
      yield* offer(`steps of \`${size}\``, 1, replaceNode(update, `${name} += ${size}`));
    if (up || down) yield* offer('every second one', 0.25, replaceNode(update, `${name} ${up ? '+' : '-'}= 2`));
    else if (/[+-]= /.test(update.text))
      yield* offer('steps of one', 0.4, replaceNode(update, `${name}${update.text.includes('-=') ? '--' : '++'}`));
    if (/^\w+$/.test(update.text)) yield* offer('the counter moves', 1, replaceNode(update, `${name}++`));
    for (const first of ['0', '1'])
      if (/^\d+$/.test(start.text) && start.text !== first)
        yield* offer(`begin at \`${first}\``, 0.4, replaceNode(start, first));
  },
};

/** Parameters that the loop adds to its counter: pieces of that size are meant to follow one another. */
function stepped(loop: SyntaxNode, counter: string | undefined, context: TemplateContext): readonly string[] {
  const around = loop.type === 'for_statement' ? loop : loop.parent?.parent;
  const own = counter ?? loop.parent?.childForFieldName('left')?.text;
  if (!around || own === undefined || !/^\w+$/.test(own)) return [];
  return factsOf(context).parameters.filter((name) =>
    new RegExp(`\\b${own} \\+ ${escapeRegExp(name)}\\b`).test(around.text),
  );
}

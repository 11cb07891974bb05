import { factsOf } from './facts';
import { identifiersIn, variablesOfLoop } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { ancestors, offer, replaceNode } from '../statements';

/** An inner loop (or comprehension) takes the outer loop's variable, or a parameter, for its own. */
export const shadowedLoopVariable: FixTemplate = {
  id: 'shadowedLoopVariable',
  bugClass: 'wrong variable',
  prior: 0.5,
  examples: [
    inPython(
      'def total(rows):\n    s = 0\n    for i in range(len(rows)):\n        for i in range(len(rows[i])):\n            s += i\n    return s\n',
      'def total(rows):\n    s = 0\n    for i in range(len(rows)):\n        for j in range(len(rows[i])):\n            s += j\n    return s\n',
    ),
    inJavaScript(
      'function grid(n, out) {\n  for (let i = 0; i < n; i++) {\n    for (let i = 0; i < n; i++) {\n      out.push(i);\n    }\n  }\n}\n',
      'function grid(n, out) {\n  for (let i = 0; i < n; i++) {\n    for (let j = 0; j < n; j++) {\n      out.push(j);\n    }\n  }\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!/^(for|for_in)_statement$/.test(node.type)) return;
    const body = node.childForFieldName('body');
    const taken = new Set([
      ...[...ancestors(node, context)].flatMap((a) => variablesOfLoop(a)),
      ...factsOf(context).parameters,
    ]);
    const names = new Set(identifiersIn(context.root));
    for (const name of variablesOfLoop(node)) {
      if (!taken.has(name) || !body) continue;
      const fresh = ['j', 'k', 'm', `inner_${name}`].find((other) => !names.has(other) || other.startsWith('inner'));
      if (fresh === undefined) continue;
      const inside = node.descendantsOfType('identifier').filter((n) => n.text === name);
      const right = node.childForFieldName('right');
      const header = inside.filter(
        (n) =>
          n.endIndex <= body.startIndex && !(right && n.startIndex >= right.startIndex && n.endIndex <= right.endIndex),
      );
      const all = [...header, ...inside.filter((n) => n.startIndex >= body.startIndex)];
      yield* offer(`the inner \`${name}\` becomes \`${fresh}\``, 1, ...all.map((n) => replaceNode(n, fresh)));
      if (all.length > header.length + 1) {
        const [kept] = all.slice(header.length);
        yield* offer(
          `the inner \`${name}\` becomes \`${fresh}\``,
          0.5,
          ...all.filter((n) => n.id !== kept?.id).map((n) => replaceNode(n, fresh)),
        );
      }
    }
  },
};

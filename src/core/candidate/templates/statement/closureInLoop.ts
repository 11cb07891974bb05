import { identifiersIn, variablesOfLoop } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { ancestors, enclosingLoop, insertAt, isLoop, offer, replaceNode } from '../statements';

/** A closure made in a loop sees the variable's last value. */
export const closureInLoop: FixTemplate = {
  id: 'closureInLoop',
  bugClass: 'aliasing',
  prior: 0.5,
  examples: [
    inPython(
      'def adders(ns):\n    return [lambda x: x + n for n in ns]\n',
      'def adders(ns):\n    return [lambda x, n=n: x + n for n in ns]\n',
    ),
    inJavaScript(
      'function adders(n) {\n  const fs = [];\n  for (var i = 0; i < n; i++) {\n    fs.push((x) => x + i);\n  }\n  return fs;\n}\n',
      'function adders(n) {\n  const fs = [];\n  for (let i = 0; i < n; i++) {\n    fs.push((x) => x + i);\n  }\n  return fs;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (
      node.type === 'variable_declaration' &&
      node.firstChild?.text === 'var' &&
      [...ancestors(node, context)].some((a) => isLoop(a))
    ) {
      const closes = /=>|\bfunction\b/.test(enclosingLoop(node, context)?.text ?? '');
      yield* offer('`var` becomes `let`', closes ? 1 : 0.2, replaceNode(node.firstChild, 'let'));
    }
    if (node.type !== 'lambda') return;
    const body = node.childForFieldName('body');
    const parameters = node.childForFieldName('parameters');
    const turns: string[] = [];
    for (let at = node.parent; at && at.id !== context.root.id; at = at.parent) {
      if (at.type === 'for_statement') turns.push(...variablesOfLoop(at));
      if (/comprehension|generator_expression/.test(at.type))
        for (const clause of at.descendantsOfType('for_in_clause'))
          turns.push(...identifiersIn(clause.childForFieldName('left') ?? clause));
    }
    const own = new Set(parameters ? identifiersIn(parameters) : []);
    const captured = body ? identifiersIn(body).find((name) => turns.includes(name) && !own.has(name)) : undefined;
    const keyword = node.firstChild;
    if (captured === undefined || !keyword) return;
    yield* offer(
      `each keeps its own \`${captured}\``,
      1,
      parameters
        ? insertAt(parameters.endIndex, `, ${captured}=${captured}`)
        : replaceNode(keyword, `lambda ${captured}=${captured}`),
    );
  },
};

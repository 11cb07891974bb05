import { factsOf, namesBefore, shapesOf } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { nextStatement, offer, replaceNode } from '../statements';

const most = 3;

/** At the end the answer is a plain yes although something may be left: an open bracket, a count that is not back at zero. */
export const returnWhetherLeft: FixTemplate = {
  id: 'returnWhetherLeft',
  bugClass: 'wrong return',
  prior: 0.4,
  examples: [
    inPython(
      "def closed(text):\n    stack = []\n    for c in text:\n        if c == '(':\n            stack.append(c)\n        elif not stack:\n            return False\n        else:\n            stack.pop()\n    return True\n",
      "def closed(text):\n    stack = []\n    for c in text:\n        if c == '(':\n            stack.append(c)\n        elif not stack:\n            return False\n        else:\n            stack.pop()\n    return not stack\n",
    ),
    inJavaScript(
      "function closed(text) {\n  let depth = 0;\n  for (const c of text) {\n    depth += c === '(' ? 1 : -1;\n    if (depth < 0) return false;\n  }\n  return true;\n}\n",
      "function closed(text) {\n  let depth = 0;\n  for (const c of text) {\n    depth += c === '(' ? 1 : -1;\n    if (depth < 0) return false;\n  }\n  return depth === 0;\n}\n",
    ),
  ],
  *propose(node, context) {
    const value = node.type === 'return_statement' ? node.firstNamedChild : undefined;
    if (!value || !/^(true|false)$/.test(value.type) || nextStatement(node)) return;
    const p = phrasesOf(context);
    const { parameters } = factsOf(context);
    const names = namesBefore(node, context).filter((name) => !parameters.includes(name));
    const yes = value.type === 'true';
    let given = 0;
    for (const name of names.reverse()) {
      if (given >= most) return;
      const shapes = shapesOf(name, context);
      const many = shapes.has('list') || shapes.has('set') || shapes.has('map');
      if (!many && !shapes.has('number')) continue;
      given++;
      const none = many ? p.empty(name, shapes) : `${name} ${p.equal} 0`;
      const some = many ? p.filled(name, shapes) : `${name} ${p.notEqual} 0`;
      const filled = many && p.python ? `bool(${name})` : some;
      const text = yes ? none : filled;
      yield* offer(`return \`${text}\``, 0.9 ** given, replaceNode(node, p.simple(`return ${text}`)));
    }
  },
};

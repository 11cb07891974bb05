import { identifiersIn } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { hasElse, mirror } from './sides';
import { brief, insertAfter, isStatement, linesOf, offer } from '../statements';

/** One of two symmetric cases is missing: the branch again with left and right, low and high, less and greater exchanged. */
export const addMirroredBranch: FixTemplate = {
  id: 'addMirroredBranch',
  bugClass: 'missing case',
  prior: 0.15,
  examples: [
    inPython(
      'def find(node, key):\n    if node is None or node.key == key:\n        return node\n    if key < node.key:\n        return find(node.left, key)\n',
      'def find(node, key):\n    if node is None or node.key == key:\n        return node\n    if key < node.key:\n        return find(node.left, key)\n    if key > node.key:\n        return find(node.right, key)\n',
    ),
    inJavaScript(
      'function depth(s) {\n  let n = 0;\n  for (const c of s) {\n    if (c === "(") {\n      n++;\n    }\n  }\n  return n;\n}\n',
      'function depth(s) {\n  let n = 0;\n  for (const c of s) {\n    if (c === "(") {\n      n++;\n    }\n    if (c === ")") {\n      n--;\n    }\n  }\n  return n;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'if_statement' || !isStatement(node, context) || hasElse(node)) return;
    const lines = linesOf(node, context);
    const mirrored = lines.map((line) => mirror(line, true));
    if (mirrored.join('\n') === lines.join('\n') || lines.length > 8) return;
    const known = new Set([...identifiersIn(context.root), ...context.globals, ...members]);
    const bound = (
      mirrored
        .join('\n')
        .replace(/(["'`]).*?\1/g, '')
        .match(/[A-Za-z_$][\w$]*/g) ?? []
    ).filter((name) => !keywords.has(name));
    if (bound.some((name) => !known.has(name) && !context.text.includes(name))) return;
    yield* offer(`add the opposite case: \`${brief(mirrored[0] ?? '')}\``, 1, insertAfter(node, mirrored, context));
  },
};
const members = ['left', 'right', 'prev', 'next', 'first', 'last', 'start', 'end'];
const keywords = new Set([
  'if',
  'else',
  'elif',
  'return',
  'and',
  'or',
  'not',
  'in',
  'is',
  'None',
  'True',
  'False',
  'null',
  'true',
  'false',
  'for',
  'while',
  'of',
  'const',
  'let',
  'this',
  'self',
  'min',
  'max',
  'Math',
  'shift',
  'pop',
  'push',
  'unshift',
]);

import { factsOf, namesBefore, shapesOf } from './facts';
import { identifiersIn } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { neutralReturns, phrasesOf } from './phrases';
import { insertBefore, isLoop, isStatement, offer } from '../statements';

const most = 2;

/** Two sequences are gone through side by side; when they differ in length, what is left over is never looked at. */
export const guardLengths: FixTemplate = {
  id: 'guardLengths',
  bugClass: 'missing case',
  prior: 0.25,
  examples: [
    inPython(
      'def same(a, b):\n    for x, y in zip(a, b):\n        if x != y:\n            return False\n    return True\n',
      'def same(a, b):\n    if len(a) != len(b):\n        return False\n    for x, y in zip(a, b):\n        if x != y:\n            return False\n    return True\n',
    ),
    inJavaScript(
      'function same(a, b) {\n  for (let i = 0; i < a.length; i++) {\n    if (a[i] !== b[i]) return false;\n  }\n  return true;\n}\n',
      'function same(a, b) {\n  if (a.length !== b.length) {\n    return false;\n  }\n  for (let i = 0; i < a.length; i++) {\n    if (a[i] !== b[i]) return false;\n  }\n  return true;\n}\n',
    ),
  ],
  *propose(node, context) {
    const loops = isLoop(node) && isStatement(node, context);
    const zipped = /\bzip\(/.test(node.text.split('\n')[0] ?? '');
    if (!loops && (node.type !== 'return_statement' || !zipped)) return;
    const p = phrasesOf(context);
    const used = new Set(identifiersIn(node));
    const names = namesBefore(node, context).filter((name) => {
      const shapes = shapesOf(name, context);
      return used.has(name) && (shapes.has('list') || shapes.has('string') || (zipped && shapes.size === 0));
    });
    const answers = new Set(
      factsOf(context).returns.flatMap(({ firstNamedChild: value }) =>
        value && /^(true|false|none|null|undefined|integer|number)$/.test(value.type) ? [value.text] : [],
      ),
    );
    if (answers.size === 0) for (const { text } of neutralReturns(context).slice(0, 1)) answers.add(text);
    let given = 0;
    for (const [i, one] of names.entries()) {
      for (const other of names.slice(i + 1)) {
        if (given++ >= most) return;
        const condition = `${p.length(one)} ${p.notEqual} ${p.length(other)}`;
        if (context.text.includes(condition)) return;
        for (const [index, answer] of [...answers].slice(0, 2).entries()) {
          yield* offer(
            `return \`${answer}\` when \`${condition}\``,
            0.6 ** index,
            insertBefore(node, p.guarded(condition, [p.simple(`return ${answer}`)]), context),
          );
        }
      }
    }
  },
};

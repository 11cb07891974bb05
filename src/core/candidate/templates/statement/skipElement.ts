import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { offer, prependTo, statementsIn } from '../statements';

/** Skips the elements a loop must leave out, before anything is done with them. */
export const skipElement: FixTemplate = {
  id: 'skipElement',
  bugClass: 'missing case',
  prior: 0.15,
  examples: [
    inPython(
      'def names(users):\n    out = []\n    for user in users:\n        out.append(user.name)\n    return out\n',
      'def names(users):\n    out = []\n    for user in users:\n        if user is None:\n            continue\n        out.append(user.name)\n    return out\n',
    ),
    inJavaScript(
      'function names(users) {\n  const out = [];\n  for (const user of users) {\n    out.push(user.name);\n  }\n  return out;\n}\n',
      'function names(users) {\n  const out = [];\n  for (const user of users) {\n    if (user == null) {\n      continue;\n    }\n    out.push(user.name);\n  }\n  return out;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!/^(for|for_in)_statement$/.test(node.type)) return;
    const left = node.childForFieldName('left');
    const body = node.childForFieldName('body');
    if (left?.type !== 'identifier' || !body || statementsIn(body).length === 0) return;
    const p = phrasesOf(context);
    const conditions = [p.isNull(left.text), p.not(left.text)];
    for (const [index, condition] of conditions.entries()) {
      const lines = p.guarded(condition, [p.simple('continue')]);
      yield* offer(`skip when \`${condition}\``, 0.8 ** index, prependTo(body, lines, context));
    }
  },
};

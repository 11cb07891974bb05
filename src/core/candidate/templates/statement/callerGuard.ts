import type { FixTemplate } from '../../template';
import { rootsOf } from '../roots';
import { inJavaScript, inPython } from './examples';
import { factsOf } from './facts';
import { neutralReturns, phrasesOf } from './phrases';
import { bodyOf, brief, offer, prependTo } from '../statements';

/** What a caller asks before it calls, the function forgets to ask itself. */
export const callerGuard: FixTemplate = {
  id: 'callerGuard',
  bugClass: 'missing case',
  prior: 0.2,
  examples: [
    inPython(
      'def rename(entry, label):\n    entry.label = label\n    return True\n\n\ndef clear(one):\n    if not one.locked:\n        rename(one, "")\n',
      'def rename(entry, label):\n    if entry.locked:\n        return False\n    entry.label = label\n    return True\n\n\ndef clear(one):\n    if not one.locked:\n        rename(one, "")\n',
    ),
    inJavaScript(
      'function mail(user) {\n  return send(user.address);\n}\n\nfunction remind(user) {\n  if (user.active) mail(user);\n}\n',
      'function mail(user) {\n  if (!user.active) {\n    return null;\n  }\n  return send(user.address);\n}\n\nfunction remind(user) {\n  if (user.active) mail(user);\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.id !== context.root.id || context.callers.conditions.length === 0) return;
    const body = bodyOf(node, context);
    if (!body) return;
    const p = phrasesOf(context);
    const scope = new Set([
      ...factsOf(context).parameters,
      ...context.globals,
      'self',
      'this',
      'not',
      'and',
      'or',
      'is',
      'in',
    ]);
    const answers = neutralReturns(context).map(({ text }) => text);
    const { returns } = factsOf(context);
    const opposite = returns.every((r) => r.firstNamedChild?.type === 'true') ? p.false : undefined;
    const none = returns.every((r) => !r.firstNamedChild);
    for (const condition of context.callers.conditions) {
      if (!rootsOf(condition).every((root) => scope.has(root)) || body.text.includes(condition)) continue;
      const bare = /^(?:not |!)([\w$.]+)$/.exec(condition)?.[1];
      const missing = bare ?? p.not(condition);
      const texts = none
        ? ['return']
        : [opposite, ...answers, p.null].filter((text) => text !== undefined).map((text) => `return ${text}`);
      for (const [index, text] of [...new Set(texts)].slice(0, 3).entries()) {
        yield* offer(
          `\`${text}\` when \`${brief(missing)}\``,
          0.7 ** index,
          prependTo(body, p.guarded(missing, [p.simple(text)]), context),
        );
      }
    }
  },
};

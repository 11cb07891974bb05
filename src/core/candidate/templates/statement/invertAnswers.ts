import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { descendants, isFunction, offer, replaceNode } from '../statements';

/** Yes and no are mixed up: every `True` the function returns is a `False` and the other way round. */
export const invertAnswers: FixTemplate = {
  id: 'invertAnswers',
  bugClass: 'wrong return',
  prior: 0.3,
  examples: [
    inPython(
      'def below(xs, limit):\n    for x in xs:\n        if x >= limit:\n            return True\n    return False\n',
      'def below(xs, limit):\n    for x in xs:\n        if x >= limit:\n            return False\n    return True\n',
    ),
    inJavaScript(
      'function every(xs, test) {\n  for (const x of xs) {\n    if (!test(x)) return true;\n  }\n  return false;\n}\n',
      'function every(xs, test) {\n  for (const x of xs) {\n    if (!test(x)) return false;\n  }\n  return true;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!isFunction(node)) return;
    const answers = [...descendants(node)].flatMap((part) => {
      const value = part.type === 'return_statement' ? part.firstNamedChild : null;
      return value && /^(true|false)$/.test(value.type) ? [value] : [];
    });
    const kinds = new Set(answers.map((value) => value.type));
    if (kinds.size < 2) return;
    const turned = (value: SyntaxNode): string =>
      value.type === 'true' ? phrasesOf(context).false : phrasesOf(context).true;
    yield* offer('exchange the answers', 1, ...answers.map((value) => replaceNode(value, turned(value))));
  },
};

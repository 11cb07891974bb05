import { factsOf } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { brief, offer, replaceStatements } from '../statements';

/** A memo that is read and never written. */
export const rememberResult: FixTemplate = {
  id: 'rememberResult',
  bugClass: 'missing statement',
  prior: 0.25,
  examples: [
    inPython(
      'def fib(n, memo):\n    if n in memo:\n        return memo[n]\n    return fib(n - 1, memo) + fib(n - 2, memo)\n',
      'def fib(n, memo):\n    if n in memo:\n        return memo[n]\n    memo[n] = fib(n - 1, memo) + fib(n - 2, memo)\n    return memo[n]\n',
    ),
    inJavaScript(
      'function get(key) {\n  if (cache[key]) return cache[key];\n  return load(key);\n}\n',
      'function get(key) {\n  if (cache[key]) return cache[key];\n  cache[key] = load(key);\n  return cache[key];\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'return_statement' || !node.firstNamedChild) return;
    const value = node.firstNamedChild;
    const p = phrasesOf(context);
    const places = new Set(
      factsOf(context)
        .returns.map((r) => r.firstNamedChild)
        .filter((v) => v !== null && v.type.startsWith('subscript') && v.startIndex < node.startIndex)
        .map((v) => v?.text ?? ''),
    );
    for (const place of places) {
      if (
        value.text === place ||
        context.root.text.includes(`${place} = `) ||
        /^(integer|number|none|null|true|false)$/.test(value.type)
      )
        continue;
      yield* offer(
        `store the result in \`${brief(place)}\``,
        1,
        replaceStatements(node, node, [p.simple(`${place} = ${value.text}`), p.simple(`return ${place}`)], context),
      );
    }
  },
};

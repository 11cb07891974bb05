import { inJavaScript, inPython } from '../statement/examples';
import { lineTemplate, masked, type LineFix } from './lines';

/** `else if` for `elif` and the reverse, a keyword with a slip of the finger (`retrun`), or one left out (`for x xs`). */
export const keywords = lineTemplate(
  'keywords',
  0.9,
  [
    inPython(
      'def f(x):\n    if x:\n        return 1\n    else if x > 2:\n        return 2\n',
      'def f(x):\n    if x:\n        return 1\n    elif x > 2:\n        return 2\n',
    ),
    inPython('def f(x):\n    retrun x\n', 'def f(x):\n    return x\n'),
    inPython('def f(xs):\n    for x xs:\n        print(x)\n', 'def f(xs):\n    for x in xs:\n        print(x)\n'),
    inJavaScript(
      'function f(x) {\n  if (x) { return 1; }\n  elif (x > 2) { return 2; }\n}\n',
      'function f(x) {\n  if (x) { return 1; }\n  else if (x > 2) { return 2; }\n}\n',
    ),
    inJavaScript(
      'function f(xs) {\n  for (const x xs) { g(x); }\n}\n',
      'function f(xs) {\n  for (const x of xs) { g(x); }\n}\n',
    ),
  ],
  function* (line) {
    const { text, python } = line;
    const swap = (pattern: RegExp, by: string, title: string, weight = 1): LineFix[] =>
      pattern.test(text) ? [{ text: text.replace(pattern, by), title, weight }] : [];
    if (python) {
      yield* swap(/\b(else\s+if|elseif|elsif|elsei)\b/, 'elif', '`elif`');
      yield* swap(/^(\s*(?:async )?for\s+[\w, ()]+?)\s+(?:of|=|:)\s+/, '$1 in ', 'add `in`');
      yield* swap(/^(\s*(?:async )?for\s+\w+(?:\s*,\s*\w+)*)\s+(?!in\b)(?=[\w[(])/, '$1 in ', 'add `in`');
      yield* swap(/^(\s*)switch\b/, '$1match', '`match`');
      yield* swap(/^(\s*)(catch)\b\s*(\((\w+)( \w+)?\))?/, '$1except', '`except`');
      yield* swap(/^(\s*)throw\s+(new\s+)?/, '$1raise ', '`raise`');
      yield* swap(/\bnew\s+(?=[A-Z])/, '', 'no `new`');
      yield* swap(/^(\s*)import\s+(\w+)\s+from\s+([\w.]+)/, '$1from $3 import $2', '`from … import`');
    } else {
      yield* swap(
        /\}?\s*\b(elif|elseif|elsif)\b/,
        text.trimStart().startsWith('}')
          ? '} else if'
          : `${line.indentation}else if`.replace(
              /^\s+/,
              /^\s/.test(text) && !/\}\s*el/.test(text) ? line.indentation : '',
            ),
        '`else if`',
      );
      yield* swap(
        /(for\s*\(\s*(?:const|let|var)?\s*[\w[\], {}]+?)\s+(?!of\b|in\b)(?=[\w[(]+\s*\))/,
        '$1 of ',
        'add `of`',
      );
      yield* swap(/^(\s*)except\b.*$/, '$1catch (error) {', '`catch`');
      yield* swap(/^(\s*)raise\s+(\w+)\(/, '$1throw new $2(', '`throw`');
      yield* swap(/^(\s*)pass\s*;?$/, '$1;', 'no `pass`');
    }
    const words = python
      ? [
          'return',
          'if',
          'elif',
          'else',
          'for',
          'while',
          'def',
          'class',
          'try',
          'except',
          'finally',
          'with',
          'import',
          'from',
          'raise',
          'yield',
          'in',
          'not',
          'and',
          'lambda',
          'is',
        ]
      : [
          'return',
          'if',
          'else',
          'for',
          'while',
          'function',
          'const',
          'let',
          'throw',
          'new',
          'switch',
          'case',
          'catch',
          'typeof',
          'of',
          'await',
          'async',
          'break',
          'continue',
        ];
    for (const found of masked(text).matchAll(/[A-Za-z]{2,}/g)) {
      if (words.includes(found[0])) continue;
      for (const word of words) {
        if (word.length < 3 || !nearly(found[0], word)) continue;
        yield {
          text: text.slice(0, found.index) + word + text.slice(found.index + found[0].length),
          title: `\`${found[0]}\` becomes \`${word}\``,
          weight: 0.9,
        };
      }
    }
  },
);

/** One letter changed, missing, added, or two neighbours exchanged. */
function nearly(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  if (left.length <= 1 && right.length <= 1) return true;
  const [first, second] = left;
  return left.length === 2 && right === `${second ?? ''}${first ?? ''}`;
}

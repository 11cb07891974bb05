import { inJavaScript, inPython } from '../statement/examples';
import { codeOf, lineTemplate, masked } from './lines';

/** One `=` where two or three compare; a condition without its parentheses; the signs of a comparison in the wrong order. */
export const conditionSigns = lineTemplate(
  'conditionSigns',
  0.9,
  [
    inPython('def f(x):\n    if x = 1:\n        return 2\n', 'def f(x):\n    if x == 1:\n        return 2\n'),
    inPython('def f(x):\n    return x => 1\n', 'def f(x):\n    return x >= 1\n'),
    inJavaScript(
      'function f(x) {\n  if x > 1 {\n    return x;\n  }\n}\n',
      'function f(x) {\n  if (x > 1) {\n    return x;\n  }\n}\n',
    ),
    inJavaScript(
      'function f(x) {\n  while (x =< 1) x++;\n  return x;\n}\n',
      'function f(x) {\n  while (x <= 1) x++;\n  return x;\n}\n',
    ),
  ],
  function* (line) {
    const { code, comment } = codeOf(line);
    const plain = masked(code);
    for (const match of plain.matchAll(/(?<![=!<>+*/%-])=(?!=|>)/g)) {
      if (!/\b(if|elif|while|return|and|or|not|assert)\b|&&|\|\|/.test(plain.slice(0, match.index))) continue;
      yield {
        text: `${code.slice(0, match.index)}${line.python ? '==' : '==='}${code.slice(match.index + 1)}${comment}`,
        title: '`=` compares',
        weight: 1,
      };
    }
    for (const [pattern, by] of [
      [/=</, '<='],
      [/=>/, '>='],
      [/=!/, '!='],
      [/< =/, '<='],
      [/> =/, '>='],
      [/= =/, '=='],
      [/! =/, '!='],
    ] as const) {
      const at = pattern.exec(plain);
      if (at)
        yield {
          text: code.slice(0, at.index) + by + code.slice(at.index + at[0].length) + comment,
          title: `\`${by}\``,
          weight: 0.9,
        };
    }
    const bare = /^(\s*(?:\}\s*)?(?:else\s+)?(?:if|while|for|switch))\s+(?!\()(.+?)\s*(:|\{)\s*$/.exec(code);
    if (!line.python && bare)
      yield {
        text: `${bare[1] ?? ''} (${bare[2] ?? ''}) {${comment}`,
        title: 'parentheses around the condition',
        weight: 1,
      };
  },
);

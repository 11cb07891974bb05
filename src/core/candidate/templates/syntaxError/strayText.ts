import { inJavaScript, inPython } from '../statement/examples';
import { brief } from '../statements';
import { codeOf, lineTemplate, masked } from './lines';

/** Characters that belong nowhere, or a whole line that does not. */
export const strayText = lineTemplate(
  'strayText',
  0.5,
  [
    inPython('def f(x):\n    return x$\n', 'def f(x):\n    return x\n'),
    inJavaScript('function f(x) {\n  return x @;\n}\n', 'function f(x) {\n  return x ;\n}\n'),
    inPython('def f(x):\n    return x +\n', 'def f(x):\n    return x\n'),
  ],
  function* (line) {
    const { code, comment } = codeOf(line);
    for (const match of masked(code).matchAll(/[$?@;\\!~^`:,.]|[-+*/%=<>&|]+/g)) {
      yield {
        text: (code.slice(0, match.index) + code.slice(match.index + match[0].length)).trimEnd() + comment,
        title: `remove \`${match[0]}\``,
        weight: line.columns.includes(match.index) || match.index + match[0].length === code.length ? 0.9 : 0.3,
      };
    }
    const word = /^(\s*)\w+\s+(?=\w)/.exec(code);
    if (word) yield { text: code.replace(/^(\s*)\w+\s+/, '$1') + comment, title: 'remove the first word', weight: 0.4 };
    if (line.index > 0 && line.columns.length > 0)
      yield { text: null, title: `remove \`${brief(line.text)}\``, weight: 0.3 };
  },
);

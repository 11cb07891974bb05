import { inJavaScript, inPython } from '../statement/examples';
import { lineTemplate, masked } from './lines';

/** The other language's comment sign. */
export const commentSign = lineTemplate(
  'commentSign',
  0.9,
  [
    inPython('def f(x):\n    // doubles\n    return 2 * x\n', 'def f(x):\n    # doubles\n    return 2 * x\n'),
    inJavaScript(
      'function f(x) {\n  # doubles\n  return 2 * x;\n}\n',
      'function f(x) {\n  // doubles\n  return 2 * x;\n}\n',
    ),
  ],
  function* (line) {
    const { text, python } = line;
    const plain = masked(text);
    const sign = python ? /\/\/|\/\*|--(?= )|<!--/.exec(plain) : /#(?![\w]+\s*[=(;.])|--(?= )/.exec(plain);
    if (sign) {
      const rest = text.slice(sign.index + sign[0].length).replace(/\s*(\*\/|-->)$/, '');
      yield {
        text: text.slice(0, sign.index) + (python ? '#' : '//') + rest,
        title: python ? 'comment with `#`' : 'comment with `//`',
        weight: 1,
      };
    }
    if (python && /^\s*\*/.test(text)) yield { text: null, title: 'remove the comment line', weight: 0.5 };
    if (/^\s*[A-Z][\w ,']+[.:]?$/.test(text))
      yield {
        text: `${line.indentation}${python ? '#' : '//'} ${text.trimStart()}`,
        title: 'make it a comment',
        weight: 0.5,
      };
  },
);

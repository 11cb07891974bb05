import { inJavaScript, inPython } from '../statement/examples';
import { codeOf, lineTemplate } from './lines';

/** Blocks in the style of the other language: braces in Python, colons and indentation in JavaScript. */
export const blockStyle = lineTemplate(
  'blockStyle',
  0.6,
  [
    inPython('def f(x) {\n    return x\n}\n', 'def f(x):\n    return x\n'),
    inJavaScript(
      'function f(x) {\n  while (x < 3):\n    x += 1;\n  return x;\n}\n',
      'function f(x) {\n  while (x < 3) {\n    x += 1;\n  }\n  return x;\n}\n',
    ),
  ],
  function* (line) {
    const { code, comment } = codeOf(line);
    const width = (text: string): number => /^\s*/.exec(text)?.[0].length ?? 0;
    const own = width(line.text);
    const rest = line.lines.slice(line.index + 1);
    if (line.python && code.endsWith('{')) {
      const close = rest.findIndex((other) => other.trim().startsWith('}') && width(other) === own);
      const head = `${code.slice(0, -1).trimEnd()}:${comment}`;
      if (close < 0) yield { text: head, title: '`:` for `{`', weight: 0.8 };
      else {
        const tail = (rest[close] ?? '').trim().slice(1).trim();
        yield {
          text: head,
          following: new Map([[close + 1, tail === '' ? null : line.indentation + tail]]),
          title: 'a block by indentation',
          weight: 1,
        };
      }
    }
    if (!line.python && code.endsWith(':') && !/^\s*(case|default)\b/.test(code)) {
      let last = rest.findIndex((other) => other.trim() !== '' && width(other) <= own);
      if (last < 0) last = rest.length;
      const before = rest[last - 1];
      const head = code.slice(0, -1).trimEnd();
      const condition = /^(\s*(?:if|while|for|else if|elif))\s+(?!\()(.+)$/.exec(head);
      const opened = condition ? `${(condition[1] ?? '').replace('elif', 'else if')} (${condition[2] ?? ''})` : head;
      if (before !== undefined)
        yield {
          text: `${opened} {${comment}`,
          following: new Map([[last, `${before}\n${line.indentation}}`]]),
          title: 'a block in braces',
          weight: 1,
        };
    }
  },
);

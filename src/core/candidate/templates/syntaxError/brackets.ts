import { inJavaScript, inPython } from '../statement/examples';
import { codeOf, lineTemplate, masked } from './lines';

/** A bracket that is not closed, closed by the wrong kind, or closed twice. */
export const brackets = lineTemplate(
  'brackets',
  0.9,
  [
    inPython('def f(x):\n    return (x + 1\n', 'def f(x):\n    return (x + 1)\n'),
    inPython('def f(x):\n    return x + 1)\n', 'def f(x):\n    return x + 1\n'),
    inPython('def f(x):\n    y = [1, 2, 3\n    return y\n', 'def f(x):\n    y = [1, 2, 3]\n    return y\n'),
    inJavaScript(
      'function f(x) {\n  if (x > 1 {\n    return x;\n  }\n  return 2;\n}\n',
      'function f(x) {\n  if (x > 1) {\n    return x;\n  }\n  return 2;\n}\n',
    ),
    inJavaScript(
      'function f(xs) {\n  return xs.map((x) => [x, 1);\n}\n',
      'function f(xs) {\n  return xs.map((x) => [x, 1]);\n}\n',
    ),
  ],
  function* (line) {
    const { code, comment } = codeOf(line);
    const plain = masked(code);
    const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
    const stack: { char: string; at: number }[] = [];
    const extra: number[] = [];
    for (let at = 0; at < plain.length; at++) {
      const char = plain[at] ?? '';
      if ('([{'.includes(char)) stack.push({ char, at });
      else if (')]}'.includes(char)) {
        const top = stack.at(-1);
        if (top && closers[top.char] === char) stack.pop();
        else extra.push(at);
      }
    }
    const put = (at: number, text: string, gone = 0): string =>
      code.slice(0, at) + text + code.slice(at + gone) + comment;
    const open = stack.filter(({ char }) => line.python || char !== '{' || extra.length > 0);
    const inner = open.at(-1);
    if (inner) {
      const closing = open
        .map(({ char }) => closers[char] ?? '')
        .reverse()
        .join('');
      const tail = /(\s*[:;,]|\s*\{|\s*=>\s*\{)?$/.exec(plain)?.index ?? code.length;
      yield { text: put(tail, closing), title: `close with \`${closing}\``, weight: 1 };
      yield { text: put(code.length, closing), title: `close with \`${closing}\``, weight: 0.8 };
      const closer = closers[inner.char] ?? '';
      const ends = [...plain.matchAll(/[\w"'`)\]](?=[\s,:;)\]}.+*/<>=!-]|$)/g)]
        .map((m) => m.index + 1)
        .filter((at) => at > inner.at);
      for (const at of ends.slice(-8)) yield { text: put(at, closer), title: `close with \`${closer}\``, weight: 0.6 };
      yield { text: put(inner.at, '', 1), title: `remove \`${inner.char}\``, weight: 0.4 };
    }
    for (const at of extra.slice(-3)) {
      const char = code[at] ?? '';
      if (!line.python && char === '}' && !inner) continue;
      yield { text: put(at, '', 1), title: `remove \`${char}\``, weight: 0.9 };
      if (inner)
        yield {
          text: put(at, closers[inner.char] ?? '', 1),
          title: `\`${char}\` becomes \`${closers[inner.char] ?? ''}\``,
          weight: 0.9,
        };
      const opener = char === ')' ? '(' : char === ']' ? '[' : '{';
      const begins = [...plain.matchAll(/(?<=^|[\s,(=[])[\w"']/g)].map((m) => m.index).filter((from) => from < at);
      for (const from of begins.slice(-5))
        yield { text: put(from, opener), title: `open with \`${opener}\``, weight: 0.5 };
      const after = [...plain.matchAll(/\w(?=\s)/g)].map((m) => m.index + 1).filter((from) => from < at);
      for (const from of after.slice(-3))
        yield { text: put(from, opener), title: `open with \`${opener}\``, weight: 0.4 };
    }
  },
);

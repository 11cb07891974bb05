import { inJavaScript, inPython } from '../statement/examples';
import { codeOf, lineTemplate, masked } from './lines';

/** A comma, colon or operator missing between two values. */
export const separators = lineTemplate(
  'separators',
  0.7,
  [
    inPython('def f(x, y):\n    return g(x y)\n', 'def f(x, y):\n    return g(x, y)\n'),
    inPython(
      "def f(x):\n    d = {'a': 1 'b': 2}\n    return d\n",
      "def f(x):\n    d = {'a': 1, 'b': 2}\n    return d\n",
    ),
    inPython('def f(x, y):\n    return x y\n', 'def f(x, y):\n    return x + y\n'),
    inJavaScript(
      'function f(x) {\n  const o = { a: 1 b: 2 };\n  return o;\n}\n',
      'function f(x) {\n  const o = { a: 1, b: 2 };\n  return o;\n}\n',
    ),
    inJavaScript(
      'function f(xs) {\n  let s = 0;\n  for (let i = 0, i < xs.length, i++) s += xs[i];\n  return s;\n}\n',
      'function f(xs) {\n  let s = 0;\n  for (let i = 0; i < xs.length; i++) s += xs[i];\n  return s;\n}\n',
    ),
  ],
  function* (line) {
    const { code, comment } = codeOf(line);
    const plain = masked(code);
    const header = /^(\s*for\s*\()(.*?)(\)[^)]*)$/.exec(code);
    if (!line.python && header?.[2]?.includes(',')) {
      const parts = header[2].split(',');
      if (parts.length === 3)
        yield {
          text: `${header[1] ?? ''}${parts.join(';')}${header[3] ?? ''}${comment}`,
          title: 'semicolons in the loop header',
          weight: 1,
        };
    }
    const gaps = [...plain.matchAll(/(?<=[\w"'`)\]}]) +(?=[\w"'`([{])/g)].filter(
      (m) =>
        !/\b(return|if|elif|else|for|in|is|not|and|or|def|class|while|import|from|as|with|yield|await|async|lambda|raise|del|assert|global|nonlocal|const|let|var|function|new|typeof|of|throw|case|instanceof|export|static)$/.test(
          plain.slice(0, m.index),
        ) && !/^\s+(if|else|for|in|is|not|and|or|as|from|of|instanceof)\b/.test(plain.slice(m.index)),
    );
    const near = (at: number): number => (line.columns.some((column) => Math.abs(column - at) < 12) ? 1 : 0.6);
    for (const gap of gaps.slice(0, 6)) {
      const put = (text: string): string =>
        code.slice(0, gap.index) + text + code.slice(gap.index + gap[0].length) + comment;
      const deep =
        (plain.slice(0, gap.index).match(/[([{]/g)?.length ?? 0) >
        (plain.slice(0, gap.index).match(/[)\]}]/g)?.length ?? 0);
      yield { text: put(', '), title: 'add a comma', weight: (deep ? 1 : 0.4) * near(gap.index) };
      if (plain.slice(0, gap.index).includes('{'))
        yield { text: put(': '), title: 'add a colon', weight: 0.8 * near(gap.index) };
      for (const [operator, weight] of [
        [' + ', 0.5],
        [' - ', 0.3],
        [' * ', 0.35],
        [' = ', 0.5],
        [line.python ? ' == ' : ' === ', 0.4],
        [line.python ? ' and ' : ' && ', 0.35],
        [line.python ? ' in ' : ' of ', 0.3],
        [' < ', 0.2],
        [' % ', 0.2],
        ['.', 0.3],
        ['', 0.2],
      ] as const) {
        yield { text: put(operator), title: `add \`${operator.trim()}\``, weight: weight * near(gap.index) };
      }
    }
    if (/[\w"'`)\]}]$/.test(plain)) yield { text: `${code},${comment}`, title: 'add a comma', weight: 0.5 };
  },
);

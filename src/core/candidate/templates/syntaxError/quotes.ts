import { inJavaScript, inPython } from '../statement/examples';
import { lineTemplate } from './lines';

/** A string that is never closed, closed by another kind of quote, or not opened. */
export const quotes = lineTemplate(
  'quotes',
  0.9,
  [
    inPython("def f(x):\n    return 'abc\n", "def f(x):\n    return 'abc'\n"),
    inPython("def f(x):\n    return x.get('abc, 1)\n", "def f(x):\n    return x.get('abc', 1)\n"),
    inJavaScript("function f(x) {\n  return 'abc;\n}\n", "function f(x) {\n  return 'abc';\n}\n"),
    inJavaScript('function f(x) {\n  return "abc\';\n}\n', 'function f(x) {\n  return "abc";\n}\n'),
    inJavaScript('function f(x) {\n  return `a${x};\n}\n', 'function f(x) {\n  return `a${x}`;\n}\n'),
  ],
  function* (line) {
    const { text } = line;
    for (const quote of ["'", '"', '`']) {
      if (quote === '`' && line.python) continue;
      const at = [...text.matchAll(new RegExp(`(?<!\\\\)${quote}`, 'g'))].map((m) => m.index);
      if (at.length % 2 === 0) continue;
      const last = at.at(-1) ?? 0;
      const ends = [...text.slice(last + 1).matchAll(/(?=[)\]},;:]*\s*$)|(?=,\s)|(?=[)\]])/g)].map(
        (m) => m.index + last + 1,
      );
      for (const [index, end] of [...new Set([...ends.filter((e) => e > last + 1), text.length])]
        .slice(0, 6)
        .entries()) {
        yield { text: text.slice(0, end) + quote + text.slice(end), title: 'close the string', weight: 0.9 ** index };
      }
      for (const other of ["'", '"', '`'].filter((q) => q !== quote)) {
        const wrong = text.lastIndexOf(other);
        if (wrong < 0) continue;
        if (wrong > last)
          yield {
            text: text.slice(0, wrong) + quote + text.slice(wrong + 1),
            title: 'close the string with the same quote',
            weight: 0.9,
          };
        yield { text: text.slice(0, last) + other + text.slice(last + 1), title: 'one kind of quote', weight: 0.9 };
      }
      const word = /[\w-]+$/.exec(text.slice(0, last));
      if (word)
        yield {
          text: text.slice(0, word.index) + quote + text.slice(word.index),
          title: 'open the string',
          weight: 0.7,
        };
      yield { text: text.slice(0, last) + text.slice(last + 1), title: 'remove the quote', weight: 0.4 };
    }
  },
);

import { inJavaScript } from '../statement/examples';
import { codeOf, lineTemplate } from './lines';

/** A block without its opening or closing brace, or with one too many. Where the closing one belongs is read off the indentation. */
export const blockBraces = lineTemplate(
  'blockBraces',
  0.85,
  [
    inJavaScript(
      'function f(x) {\n  if (x > 1) {\n    return x;\n  return 2;\n}\n',
      'function f(x) {\n  if (x > 1) {\n    return x;\n  }\n  return 2;\n}\n',
    ),
    inJavaScript('function f(x)\n  return x;\n}\n', 'function f(x) {\n  return x;\n}\n'),
    inJavaScript(
      'function f(x) {\n  if (x) {\n    return 1;\n  }}\n  return 2;\n}\n',
      'function f(x) {\n  if (x) {\n    return 1;\n  }\n  return 2;\n}\n',
    ),
  ],
  function* (line) {
    if (line.python) return;
    const { code, comment } = codeOf(line);
    if (
      /^\s*(export\s+)?(async\s+)?(function|if|else|for|while|switch|try|catch|finally|do|class)\b/.test(code) &&
      !/[{};]$/.test(code)
    ) {
      yield { text: `${code} {${comment}`, title: 'add `{`', weight: 1 };
    }
    if (/=>$|\)$/.test(code)) yield { text: `${code} {${comment}`, title: 'add `{`', weight: 0.5 };
    const above = line.lines[line.index - 1];
    const width = (text: string): number => /^\s*/.exec(text)?.[0].length ?? 0;
    if (above !== undefined && width(above) > width(line.text) && code.trim() !== '') {
      if (!/^\s*[})]/.test(code)) yield { text: `${line.indentation}}\n${line.text}`, title: 'add `}`', weight: 1 };
      else yield { text: `${line.indentation}${line.unit}}\n${line.text}`, title: 'add `}`', weight: 0.9 };
      if (/^\s*(else|catch|finally)\b/.test(code))
        yield { text: `${line.indentation}} ${code.trimStart()}${comment}`, title: 'add `}`', weight: 1 };
    }
    if (line.index === line.lines.length - 1)
      yield { text: `${line.text}\n}`, title: 'add `}` at the end', weight: 0.7 };
    const last = code.lastIndexOf('}');
    if (last >= 0) {
      const rest = code.slice(0, last) + code.slice(last + 1);
      yield { text: rest.trim() === '' ? null : rest.trimEnd() + comment, title: 'remove `}`', weight: 0.8 };
    }
    if (code.endsWith('{')) yield { text: code.slice(0, -1).trimEnd() + comment, title: 'remove `{`', weight: 0.3 };
  },
  'function',
);

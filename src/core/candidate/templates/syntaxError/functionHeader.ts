import { inJavaScript, inPython } from '../statement/examples';
import { lineTemplate, type LineFix } from './lines';

/** The words and signs that make a function: `def`, `function`, `=>`, the parentheses. */
export const functionHeader = lineTemplate(
  'functionHeader',
  0.85,
  [
    inPython(
      'def f(xs):\n    function double(x):\n        return 2 * x\n    return double(xs)\n',
      'def f(xs):\n    def double(x):\n        return 2 * x\n    return double(xs)\n',
    ),
    inJavaScript(
      'function f(xs) {\n  const double = (x) {\n    return 2 * x;\n  };\n  return xs.map(double);\n}\n',
      'function f(xs) {\n  const double = (x) => {\n    return 2 * x;\n  };\n  return xs.map(double);\n}\n',
    ),
  ],
  function* (line) {
    const { text, python } = line;
    const replace = (pattern: RegExp, by: string, title: string, weight = 1): LineFix[] =>
      pattern.test(text) ? [{ text: text.replace(pattern, by), title, weight }] : [];
    if (python) {
      yield* replace(/^(\s*)(?:function|func|fn|define|fun|sub|public|void)\s+(?=\w+\s*\()/, '$1def ', '`def`');
      yield* replace(/^(\s*)(?=\w+\([\w\s,=*:.[\]]*\)\s*(->.*)?:\s*$)/, '$1def ', 'add `def`', 0.8);
      yield* replace(/^(\s*(?:async )?def\s+\w+)\s*:/, '$1():', 'add the parentheses');
      yield* replace(/^(\s*(?:async )?def\s+\w+)\s+(\w[\w, =]*):/, '$1($2):', 'add the parentheses');
      yield* replace(/\((\w+)\)\s*=>\s*|\b(\w+)\s*=>\s*/, 'lambda $1$2: ', '`lambda`');
      yield* replace(/\)\s*=>\s*(?=\w+\s*:)/, ') -> ', '`->`', 0.6);
    } else {
      yield* replace(
        /^(\s*(?:export )?(?:async )?)(?:def|func|fn|fun|sub|void)\s+(?=\w+\s*\()/,
        '$1function ',
        '`function`',
      );
      yield* replace(/^(\s*)(?=\w+\([\w\s,={}[\]]*\)\s*\{\s*$)/, '$1function ', 'add `function`', 0.6);
      yield* replace(/(\([\w\s,={}[\].]*\)|[=(,]\s*\b\w+)\s*(?:->|=|>)?\s*\{\s*$/, '$1 => {', 'add `=>`', 0.8);
      yield* replace(/->/, '=>', '`=>`');
      yield* replace(/=\s+>|= >/, '=>', '`=>`');
      yield* replace(/\blambda\s+([\w, ]*):\s*/, '($1) => ', '`=>`');
      yield* replace(/^(\s*function\s+\w+)\s*\{/, '$1() {', 'add the parentheses');
    }
  },
);

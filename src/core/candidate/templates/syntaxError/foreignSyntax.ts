import { inJavaScript, inPython } from '../statement/examples';
import { brief } from '../statements';
import { codeOf, lineTemplate, masked } from './lines';

/** Operators, words and declarations of the other language. */
export const foreignSyntax = lineTemplate(
  'foreignSyntax',
  0.9,
  [
    inPython(
      'def f(x, y):\n    if x && !y:\n        return 1\n    return 2\n',
      'def f(x, y):\n    if x and not y:\n        return 1\n    return 2\n',
    ),
    inPython('def f(x):\n    x++\n    return x\n', 'def f(x):\n    x += 1\n    return x\n'),
    inPython('def f(x):\n    const y = 1\n    return x + y\n', 'def f(x):\n    y = 1\n    return x + y\n'),
    inPython('def f(x):\n    return x > 0 ? 1 : 2\n', 'def f(x):\n    return 1 if x > 0 else 2\n'),
    inJavaScript(
      'function f(x, y) {\n  if (x and not y) return 1;\n  return 2;\n}\n',
      'function f(x, y) {\n  if (x && !y) return 1;\n  return 2;\n}\n',
    ),
    inJavaScript('function f(x) {\n  return 1 if x > 0 else 2;\n}\n', 'function f(x) {\n  return x > 0 ? 1 : 2;\n}\n'),
  ],
  function* (line) {
    const { code, comment } = codeOf(line);
    const table: readonly (readonly [RegExp, string])[] = line.python
      ? [
          [/\s*&&\s*/g, ' and '],
          [/\s*\|\|\s*/g, ' or '],
          [/!(?!=)\s*(?=[\w(])/g, 'not '],
          [/===/g, '=='],
          [/!==/g, '!='],
          [/\btrue\b/g, 'True'],
          [/\bfalse\b/g, 'False'],
          [/\b(null|undefined|nil)\b/g, 'None'],
          [/;\s*$/g, ''],
          [/^(\s*)(?:const|let|var|int|float|str|auto|final)\s+(?=\w+\s*(:[^=]+)?=)/g, '$1'],
          [/\b(\w+(?:\.\w+|\[\w+\])*)\+\+/g, '$1 += 1'],
          [/\b(\w+(?:\.\w+|\[\w+\])*)--/g, '$1 -= 1'],
          [/\+\+(\w+)/g, '$1 += 1'],
          [/<>/g, '!='],
          [/\bthis\./g, 'self.'],
          [/:=(?=\s*[^=])/g, '='],
        ]
      : [
          [/\s+and\s+/g, ' && '],
          [/\s+or\s+/g, ' || '],
          [/\bnot\s+(?!in\b)/g, '!'],
          [/\s+is\s+not\s+/g, ' !== '],
          [/\s+is\s+/g, ' === '],
          [/\bTrue\b/g, 'true'],
          [/\bFalse\b/g, 'false'],
          [/\bNone\b/g, 'null'],
          [/<>/g, '!=='],
          [/:=/g, '='],
          [/^(\s*)(?:int|float|double|string|auto|val|my|dim)\s+(?=\w+\s*=)/g, '$1let '],
          [/\bself\./g, 'this.'],
          [/\/\/(?=\s*\w)/g, '/'],
          [/\bf(?=["'])/g, ''],
        ];
    const apply = (pattern: RegExp, by: string): string => {
      const plain = masked(code);
      let changed = '';
      let at = 0;
      for (const match of plain.matchAll(pattern)) {
        changed +=
          code.slice(at, match.index) + by.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
        at = match.index + match[0].length;
      }
      return changed + code.slice(at);
    };
    let every = code;
    for (const [pattern, by] of table) {
      const one = apply(pattern, by);
      if (one === code) continue;
      yield { text: one + comment, title: `\`${brief(one)}\``, weight: 0.8 };
      every = every.replace(pattern, by);
    }
    if (every !== code) yield { text: every + comment, title: `\`${brief(every)}\``, weight: 1 };
    const choice = line.python
      ? /^(\s*(?:return |[\w.]+ = )?)(.+?)\s*\?\s*(.+?)\s*:\s*(.+)$/.exec(code)
      : /^(\s*(?:return |(?:const |let )?[\w.]+ = )?)(.+?)\s+if\s+(.+?)\s+else\s+(.+?)(;?)$/.exec(code);
    if (choice) {
      const [, lead = '', a = '', b = '', c = '', end = ''] = choice;
      yield {
        text: `${lead}${line.python ? `${b} if ${a} else ${c}` : `${b} ? ${a} : ${c}${end}`}${comment}`,
        title: 'the language’s own conditional',
        weight: 1,
      };
    }
  },
);

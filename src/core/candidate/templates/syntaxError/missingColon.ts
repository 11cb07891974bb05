import { inPython } from '../statement/examples';
import { codeOf, lineTemplate } from './lines';

/** `if x`, `else`, `def f()` without the colon; a brace, `then` or `do` in its place. */
export const missingColon = lineTemplate(
  'missingColon',
  0.95,
  [
    inPython(
      'def f(x):\n    if x > 1\n        return x\n    return 2\n',
      'def f(x):\n    if x > 1:\n        return x\n    return 2\n',
    ),
    inPython('def f(x)\n    return x\n', 'def f(x):\n    return x\n'),
  ],
  function* (line) {
    if (!line.python) return;
    const { code, comment } = codeOf(line);
    if (
      !/^\s*(async\s+)?(if|elif|else|for|while|def|class|try|except|finally|with|match|case)\b/.test(code) ||
      /(?<!\b(do|then)\s*):$/.test(code)
    )
      return;
    yield {
      text: `${code.replace(/\s*(\{|;|,|\b(then|do)\s*:?)$/, '')}:${comment}`,
      title: 'add the colon',
      weight: 1,
    };
  },
);

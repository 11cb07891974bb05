import assert from 'node:assert/strict';
import { generate } from '../../../../../src/core/candidate/generate';
import { syntaxErrorTemplates } from '../../../../../src/core/candidate/templates/syntaxError/registry';
import type { LanguageId } from '../../../../../src/core/model/focalFunction';
import { templateContext } from '../../../../doubles/templateContext';
import { syntax } from '../../../../doubles/grammars';

/** Broken functions with the repair that must be among the first candidates. */
const broken: readonly (readonly [string, LanguageId, string, string, number])[] = [
  [
    'a colon',
    'python',
    'def f(x):\n    for y in x\n        print(y)\n',
    'def f(x):\n    for y in x:\n        print(y)\n',
    3,
  ],
  ['a dedented body', 'python', 'def f(x):\n    y = x\n  return y\n', 'def f(x):\n    y = x\n    return y\n', 6],
  [
    'an empty branch',
    'python',
    'def f(x):\n    if x:\n    return 1\n    return 2\n',
    'def f(x):\n    if x:\n        return 1\n    return 2\n',
    6,
  ],
  ['an unclosed call', 'python', 'def f(x):\n    return sorted(x[0:2]\n', 'def f(x):\n    return sorted(x[0:2])\n', 4],
  [
    'a slip in a keyword',
    'python',
    'def f(x):\n    whlie x > 1:\n        x -= 1\n    return x\n',
    'def f(x):\n    while x > 1:\n        x -= 1\n    return x\n',
    4,
  ],
  [
    'three mistakes',
    'python',
    'def f(x)\n    if x = 1:\n        return (x\n    return 2\n',
    'def f(x):\n    if x == 1:\n        return (x)\n    return 2\n',
    12,
  ],
  [
    'an unclosed block',
    'javascript',
    'function f(x) {\n  for (const y of x) {\n    g(y);\n  return x;\n}\n',
    'function f(x) {\n  for (const y of x) {\n    g(y);\n  }\n  return x;\n}\n',
    6,
  ],
  [
    'an unclosed condition',
    'javascript',
    'function f(x) {\n  if ((x > 1) && (x < 3) {\n    return x;\n  }\n}\n',
    'function f(x) {\n  if ((x > 1) && (x < 3)) {\n    return x;\n  }\n}\n',
    4,
  ],
  [
    'words of Python',
    'typescript',
    'function f(x: number): number | null {\n  if (x > 1 and x < 3) return None;\n  return x;\n}\n',
    'function f(x: number): number | null {\n  if (x > 1 && x < 3) return null;\n  return x;\n}\n',
    4,
  ],
];

describe('syntax error templates', () => {
  for (const [what, languageId, buggy, fixed, within] of broken) {
    it(`repair ${what} (${languageId})`, async () => {
      const context = await templateContext(languageId, buggy);
      assert.ok(context.focal.syntaxErrors.length > 0, 'the example must be broken');
      const sources = [...generate(context, await syntax.parser(languageId), syntaxErrorTemplates)].map(
        (c) => c.source,
      );
      const at = sources.indexOf(fixed);
      assert.ok(at >= 0 && at < within, `place ${at}:\n${sources.slice(0, within).join('\n---\n')}`);
    });
  }

  it('keep CRLF', async () => {
    const buggy = 'def f(x):\r\n    if x\r\n        return 1\r\n    return 2\r\n';
    const context = await templateContext('python', buggy);
    const [first] = generate(context, await syntax.parser('python'), syntaxErrorTemplates);
    assert.equal(first?.source, buggy.replace('if x', 'if x:'));
  });

  it('leave a function that parses alone', async () => {
    for (const [languageId, text] of [
      ['python', 'def f(x):\n    """Half // of x."""\n    return x // 2\n'],
      ['javascript', 'function f(x) {\n  return x > 1 ? `a${x}` : "and";\n}\n'],
    ] as const) {
      const context = await templateContext(languageId, text);
      assert.deepEqual([...generate(context, await syntax.parser(languageId), syntaxErrorTemplates)], []);
    }
  });
});

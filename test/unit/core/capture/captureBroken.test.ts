import * as assert from 'node:assert/strict';
import type { LanguageId } from '../../../../src/core/model/focalFunction';
import { captureText, focalOf, rangeText } from '../../../doubles/focal';

interface Case {
  readonly fault: string;
  readonly text: string;
  /** The text the function `broken` is expected to span. */
  readonly spans: string;
  /** Where its body is expected to begin. */
  readonly body: string;
}

const python: readonly Case[] = [
  {
    fault: 'missing colon',
    text: 'def broken(x)\n    return x\n',
    spans: 'def broken(x)\n    return x',
    body: 'return x',
  },
  {
    fault: 'open bracket',
    text: 'def broken(x):\n    y = f(x, 1\n    return y\n',
    spans: 'def broken(x):\n    y = f(x, 1\n    return y',
    body: 'y = f',
  },
  {
    fault: 'open bracket in the head',
    text: 'def broken(x, y:\n    return y\n',
    spans: 'def broken(x, y:\n    return y',
    body: 'return y',
  },
  {
    fault: 'open string',
    text: "def broken(x):\n    y = 'abc\n    return y\n",
    spans: "def broken(x):\n    y = 'abc\n    return y",
    body: "y = 'abc",
  },
  {
    fault: 'open docstring',
    text: 'def broken(x):\n    """Doc.\n    return x\n',
    spans: 'def broken(x):\n    """Doc.\n    return x',
    body: '"""Doc.',
  },
  {
    fault: 'dedent to no level',
    text: 'def broken(x):\n    y = x\n  return y\n',
    spans: 'def broken(x):\n    y = x\n  return y',
    body: 'y = x',
  },
  {
    fault: 'unexpected indent',
    text: 'def broken(x):\n    y = x\n      z = y\n    return z\n',
    spans: 'def broken(x):\n    y = x\n      z = y\n    return z',
    body: 'y = x',
  },
  {
    fault: 'missing indentation',
    text: 'def broken(x):\nreturn x\n',
    spans: 'def broken(x):\nreturn x',
    body: 'return x',
  },
  {
    fault: 'missing colon inside',
    text: 'def broken(x):\n    if x\n        return 1\n    else:\n        return 2\n',
    spans: 'def broken(x):\n    if x\n        return 1\n    else:\n        return 2',
    body: 'if x',
  },
  {
    fault: 'a stray bracket',
    text: 'def broken(x):\n    return x)\n',
    spans: 'def broken(x):\n    return x)',
    body: 'return x',
  },
  {
    fault: 'CRLF and tabs',
    text: 'def broken(x)\r\n\tif x:\r\n\t\treturn x\r\n',
    spans: 'def broken(x)\r\n\tif x:\r\n\t\treturn x',
    body: 'if x',
  },
];
const javascript: readonly Case[] = [
  {
    fault: 'open bracket',
    text: 'function broken(x) {\n  if (x {\n    return 1;\n  }\n}\n',
    spans: 'function broken(x) {\n  if (x {\n    return 1;\n  }\n}',
    body: '{\n  if',
  },
  {
    fault: 'missing closing brace',
    text: 'function broken(x) {\n  if (x) {\n    return 1;\n}\n',
    spans: 'function broken(x) {\n  if (x) {\n    return 1;\n}',
    body: '{\n  if',
  },
  {
    fault: 'open string',
    text: "const broken = (x) => {\n  return 'abc;\n};\n",
    spans: "const broken = (x) => {\n  return 'abc;\n};",
    body: '{\n  return',
  },
  {
    fault: 'open bracket in the head',
    text: 'function broken(x {\n  return x;\n}\n',
    spans: 'function broken(x {\n  return x;\n}',
    body: '{\n  return',
  },
  {
    fault: 'missing opening brace',
    text: 'function broken(x)\n  return x;\n}\n',
    spans: 'function broken(x)\n  return x;\n}',
    body: 'return x',
  },
  {
    fault: 'a stray operator',
    text: 'export async function broken(x) {\n  return x + ;\n}\n',
    spans: 'export async function broken(x) {\n  return x + ;\n}',
    body: '{\n  return',
  },
];

function check(languageId: LanguageId, cases: readonly Case[], before: string, after: string): void {
  for (const { fault, text, spans, body } of cases) {
    it(`${fault}: found with its range, neighbours whole`, async () => {
      const source = before + text + after;
      const found = await captureText(languageId, source);
      assert.deepEqual(
        found.map((f) => f.qualifiedName),
        ['first', 'broken', 'last', 'Box.inner'],
      );
      const [first, broken, last] = found;
      assert.ok(first && broken && last);
      assert.equal(rangeText(broken, broken.range), spans);
      assert.ok(rangeText(broken, broken.bodyRange).startsWith(body), rangeText(broken, broken.bodyRange));
      assert.ok(broken.syntaxErrors.length > 0, 'the fault is reported');
      assert.ok(broken.syntaxErrors.every((e) => e.start >= broken.range.start && e.end <= broken.range.end));
      assert.equal(broken.parameters[0]?.name, 'x');
      assert.ok(source.startsWith(rangeText(first, first.range), first.range.start));
      assert.deepEqual(first.syntaxErrors, []);
      assert.deepEqual(
        rangeText(last, last.range),
        after.slice(after.search(/(def|function) last/), after.indexOf('\n\n', 2)),
      );
    });
  }
}

describe('capture: broken Python', () => {
  check(
    'python',
    python,
    'def first(a):\n    return a\n\n',
    '\ndef last(b):\n    return b\n\nclass Box:\n    def inner(self):\n        return 1\n',
  );

  it('finds a broken method in its class, once', async () => {
    const found = await captureText(
      'python',
      'class A:\n    def f(self, x:\n        return x\n\n    def g(self):\n        return 1\n',
    );
    assert.deepEqual(
      found.map((f) => [f.qualifiedName, f.kind]),
      [
        ['A.f', 'method'],
        ['A.g', 'method'],
      ],
    );
  });

  it('leaves functions alone that a syntax error elsewhere does not touch', async () => {
    const good = await focalOf('python', 'x = (1,\n\ndef good(a, b=2):\n    """Doc."""\n    return a\n', 'good');
    assert.deepEqual(good.syntaxErrors, []);
    assert.equal(good.docstring, 'Doc.');
    assert.equal(good.parameters.length, 2);
  });

  it('does not take code in a docstring for code', async () => {
    const text =
      'def real():\n    """Shows:\n\ndef shown():\n    pass\n    """\n    return 1\n\ndef broken(x)\n    return x\n';
    assert.deepEqual(
      (await captureText('python', text)).map((f) => f.name),
      ['real', 'broken'],
    );
  });

  it('takes valid indentation of every kind as valid', async () => {
    const text = `def fine(x,
      y):
\tif x:
\t\t# remark
# at the margin
\t\treturn (x +
			y)
\telse: return \\
  y
\ts = """
margin
"""

\treturn s
`;
    const [fine, ...rest] = await captureText('python', text);
    assert.deepEqual([fine?.syntaxErrors, rest], [[], []]);
    assert.ok(fine && rangeText(fine, fine.range).endsWith('return s'));
  });
});

describe('capture: broken JavaScript', () => {
  const after = '\nfunction last(b) { return b; }\n\nclass Box {\n  inner() { return 1; }\n}\n';
  check('javascript', javascript, 'function first(a) {\n  return a;\n}\n\n', after);
  check('typescript', javascript, 'function first(a) {\n  return a;\n}\n\n', after);

  it('finds a broken method in its class, once', async () => {
    const found = await captureText('javascript', 'class A {\n  f(x {\n    return x;\n  }\n  g() { return 2; }\n}\n');
    assert.deepEqual(
      found.map((f) => f.qualifiedName),
      ['A.f', 'A.g'],
    );
    assert.ok((found[0]?.syntaxErrors.length ?? 0) > 0);
    assert.deepEqual(found[1]?.syntaxErrors, []);
  });
});

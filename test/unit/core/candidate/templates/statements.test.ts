import assert from 'node:assert/strict';
import type { TemplateContext } from '../../../../../src/core/candidate/template';
import {
  insertAfter,
  insertBefore,
  isStatement,
  layoutOf,
  linesOf,
  offer,
  prependTo,
  removeStatement,
  replaceStatements,
  bodyOf,
} from '../../../../../src/core/candidate/templates/statements';
import type { SyntaxNode } from '../../../../../src/core/capture/syntax';
import { applyEdits, type TextEdit } from '../../../../../src/core/model/text';
import { templateContext } from '../../../../doubles/templateContext';

function statement(context: TemplateContext, text: string): SyntaxNode {
  const find = (node: SyntaxNode): SyntaxNode | undefined =>
    isStatement(node, context) && node.text === text ? node : node.namedChildren.map(find).find((n) => n !== undefined);
  const found = find(context.root);
  assert.ok(found, `no statement ${text}`);
  return found;
}

const apply = (context: TemplateContext, ...edits: (TextEdit | undefined)[]): string =>
  applyEdits(
    context.text,
    edits.filter((e) => e !== undefined),
  );

describe('statement edits', () => {
  it('reads tabs, CRLF and missing semicolons off the file', async () => {
    const tabs = await templateContext('javascript', 'function f(x) {\r\n\tif (x) {\r\n\t\tx++\r\n\t}\r\n}\r\n');
    assert.deepEqual(layoutOf(tabs), { python: false, newline: '\r\n', unit: '\t', end: '' });
    const two = await templateContext('python', 'def f(x):\n  if x:\n    return 1\n');
    assert.equal(layoutOf(two).unit, '  ');
    const bare = await templateContext('python', 'def f(x): return x\n');
    assert.equal(layoutOf(bare).unit, '    ');
  });

  it('keeps CRLF and tabs when it inserts and wraps', async () => {
    const context = await templateContext('python', 'def f(x):\r\n\tx += 1\r\n\treturn x\r\n');
    const update = statement(context, 'x += 1');
    assert.equal(
      apply(context, replaceStatements(update, update, ['if x:', '\tx += 1'], context)),
      'def f(x):\r\n\tif x:\r\n\t\tx += 1\r\n\treturn x\r\n',
    );
    assert.equal(
      apply(context, insertAfter(update, ['y = x'], context)),
      'def f(x):\r\n\tx += 1\r\n\ty = x\r\n\treturn x\r\n',
    );
    assert.equal(apply(context, removeStatement(update, context)), 'def f(x):\r\n\treturn x\r\n');
  });

  it('inserts behind a trailing comment and a docstring', async () => {
    const context = await templateContext('python', 'def f(x):\n    """Doc."""\n    x += 1  # why\n    return x\n');
    assert.equal(
      apply(context, insertAfter(statement(context, 'x += 1'), ['y = x'], context)),
      'def f(x):\n    """Doc."""\n    x += 1  # why\n    y = x\n    return x\n',
    );
    const body = bodyOf(context.root, context);
    assert.ok(body);
    assert.equal(
      apply(context, prependTo(body, ['y = x'], context)),
      'def f(x):\n    """Doc."""\n    y = x\n    x += 1  # why\n    return x\n',
    );
  });

  it('never leaves a Python block empty', async () => {
    const context = await templateContext('python', 'def f(x):\n    if x:\n        x += 1\n    return x\n');
    assert.equal(
      apply(context, removeStatement(statement(context, 'x += 1'), context)),
      'def f(x):\n    if x:\n        pass\n    return x\n',
    );
  });

  it('gives a statement without braces its braces', async () => {
    const context = await templateContext('javascript', 'function f(x) {\n  if (x) return 1;\n  return 2;\n}\n');
    assert.equal(
      apply(context, insertBefore(statement(context, 'return 1;'), ['log(x);'], context)),
      'function f(x) {\n  if (x) {\n    log(x);\n    return 1;\n  }\n  return 2;\n}\n',
    );
  });

  it('stays on the line of a one-line block', async () => {
    const context = await templateContext('javascript', 'function f(x) { x++; return x; }\n');
    assert.equal(apply(context, removeStatement(statement(context, 'x++;'), context)), 'function f(x) { return x; }\n');
    assert.equal(
      apply(context, insertAfter(statement(context, 'x++;'), ['x--;'], context)),
      'function f(x) { x++; x--; return x; }\n',
    );
    const python = await templateContext('python', 'def f(x):\n    if x: x += 1; x -= 1\n    return x\n');
    assert.equal(
      apply(python, removeStatement(statement(python, 'x -= 1'), python)),
      'def f(x):\n    if x: x += 1\n    return x\n',
    );
  });

  it('moves a block with its inner indentation and leaves multi-line strings as they are', async () => {
    const text = 'def f(x):\n    while x:\n        t = """a\n  b"""\n        if x:\n            x -= 1\n    return x\n';
    const context = await templateContext('python', text);
    assert.deepEqual(linesOf(statement(context, 'if x:\n            x -= 1'), context), ['if x:', '    x -= 1']);
    const string = statement(context, 't = """a\n  b"""');
    const loop = statement(context, text.slice(text.indexOf('while'), text.indexOf('\n    return')));
    const lines = linesOf(string, context);
    assert.equal(
      apply(context, removeStatement(string, context), insertAfter(loop, lines, context)),
      'def f(x):\n    while x:\n        if x:\n            x -= 1\n    t = """a\n  b"""\n    return x\n',
    );
  });

  it('lets a moved last statement take its own place one level up', async () => {
    const context = await templateContext(
      'python',
      'def f(x):\n    while x:\n        x -= 1\n        y = x\n    return y\n',
    );
    const last = statement(context, 'y = x');
    const loop = last.parent?.parent;
    assert.ok(loop);
    const [proposal] = offer('', 2, removeStatement(last, context), insertAfter(loop, linesOf(last, context), context));
    assert.equal(
      apply(context, ...(proposal?.edits ?? [])),
      'def f(x):\n    while x:\n        x -= 1\n    y = x\n    return y\n',
    );
    assert.equal(proposal?.weight, 1);
    assert.deepEqual(offer('', 1, undefined), []);
  });
});

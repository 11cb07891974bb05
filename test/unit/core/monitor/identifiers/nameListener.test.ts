import * as assert from 'node:assert/strict';
import { captureTools } from '../../../../../src/core/capture/outline';
import { IdentifierMonitor } from '../../../../../src/core/monitor/identifiers/identifierMonitor';
import { NameListener, sketchOf } from '../../../../../src/core/monitor/identifiers/nameListener';
import { captureText } from '../../../../doubles/focal';
import { syntax } from '../../../../doubles/grammars';
import { ScriptedServer } from '../../../../doubles/languageServer';

const signal = new AbortController().signal;
const text = 'def f(xs):\n    return xs\n';
const server = () =>
  new ScriptedServer({
    members: { 'xs.': ['append', 'copy', 'index', 'sort'], 'self.': ['copy'] },
    types: { '= x': '(parameter) xs: list[int]' },
  });

async function look(answer: string) {
  const [focal] = await captureText('python', text);
  assert.ok(focal);
  const listener = new NameListener(new IdentifierMonitor(syntax, server()), focal, () =>
    captureTools(syntax, 'python'),
  );
  return listener.look(answer, signal);
}

describe('a listener for names that do not exist', () => {
  it('cuts at the first member that exists nowhere, and says which do', async () => {
    const cut = await look('Flat.\n\n```python\ndef f(xs):\n    flat = xs.flattened()\n');
    assert.equal(cut?.reason, 'Cut short: xs has no member flattened.');
    assert.match(cut.advice[0] ?? '', /Legal names of xs \(xs: list\[int\]\): .*append/);
  });

  it('cuts inside of open brackets', async () => {
    assert.ok(await look('```python\ndef f(xs):\n    flat = sorted(\n        xs.flattened(),\n'));
  });

  for (const [why, answer] of [
    ['no code has come', 'xs.flattened() is what I would use.\n'],
    ['every member exists', '```python\ndef f(xs):\n    flat = xs.copy()\n'],
    ['it is plain what was meant', '```python\ndef f(xs):\n    flat = xs.copyy()\n'],
    ['the rest may define it', '```python\ndef f(xs):\n    flat = self.flattened()\n'],
    ['a string is open', '```python\ndef f(xs):\n    flat = """\n        xs.flattened()\n'],
    ['nothing can be read yet', '```python\ndef f(xs):\n'],
    ['it is another function', '```python\ndef g(xs):\n    return xs.flattened()\n'],
  ] as const)
    it(`goes on where ${why}`, async () => assert.equal(await look(answer), undefined));

  it('closes what is open and nothing else', () => {
    assert.equal(sketchOf('```js\nf({ a: [1, "(" // {\n'), '```js\nf({ a: [1, "(" // {\n]})\n```\n');
    assert.equal(sketchOf('```js\nf()\n```\nDone.\n'), '```js\nf()\n```\nDone.\n');
    assert.equal(sketchOf('Words only.\n'), undefined);
  });
});

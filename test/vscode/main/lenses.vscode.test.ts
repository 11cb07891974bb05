import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { setting } from '../../../src/vscode/ids';
import { closeEverything, lenses, lensTitled, write } from '../support/eider';
import { until } from '../support/until';

describe('code lenses', () => {
  afterEach(closeEverything);

  it('stand above functions, methods and nested functions, once each', async () => {
    const text =
      'def outer():\n    def inner():\n        return 1\n    return inner\n\n\nclass C:\n    def method(self):\n        return 2\n';
    const { document } = await write('python/shapes.py', text);
    await lensTitled(document, /Fix/);
    const all = await lenses(document);
    for (const title of [/Fix/, /Generate tests/]) {
      const lines = all.filter((lens) => title.test(lens.command?.title ?? '')).map((lens) => lens.range.start.line);
      assert.deepEqual(lines, [0, 1, 7], String(title));
    }
    assert.equal(all.length, 6);
  });

  it('of 10,000 lines come from the cache fast', async () => {
    const functions = Array.from({ length: 2500 }, (_, i) => `def f${i}(x):\n    return x + ${i}\n\n\n`).join('');
    const { document } = await write('python/long.py', functions);
    await lensTitled(document, /Fix/);
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const started = performance.now();
      const all = await vscode.commands.executeCommand<unknown[]>('vscode.executeCodeLensProvider', document.uri);
      assert.ok(all.length >= 2500);
      times.push(performance.now() - started);
    }
    // The whole way through VS Code and back; the provider's own share is measured by the editor benchmark.
    assert.ok(Math.min(...times) < 500, `${times.map(Math.round).join(', ')} ms`);
  });

  it('can be switched off for one language', async () => {
    const { document } = await write('python/quiet.py', 'def f():\n    return 1\n');
    await lensTitled(document, /Fix/);
    const configuration = vscode.workspace.getConfiguration('', { languageId: 'python' });
    await configuration.update(setting.codeLens, false, vscode.ConfigurationTarget.Global, true);
    try {
      await until(async () => (await lenses(document)).length === 0, { what: 'no lenses' });
    } finally {
      await configuration.update(setting.codeLens, undefined, vscode.ConfigurationTarget.Global, true);
    }
    await lensTitled(document, /Fix/);
  });
});

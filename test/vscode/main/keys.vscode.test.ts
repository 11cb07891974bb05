import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Binding {
  readonly key: string;
  readonly command: string;
}

describe('key bindings', () => {
  it('clash with no default of VS Code and with none another', async () => {
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const defaults = JSON.parse(text.replace(/^\s*\/\/.*$/gm, '').replace(/,(\s*[\]}])/g, '$1')) as Binding[];
    assert.ok(defaults.length > 500, `${defaults.length} default bindings`);
    const foreign = new Set(defaults.filter((b) => !b.command.startsWith('eider.')).map((b) => b.key));
    const eider = vscode.extensions.getExtension('eider.eider');
    assert.ok(eider);
    const { contributes } = eider.packageJSON as { contributes: { keybindings: readonly Binding[] } };
    const own = contributes.keybindings.map((b) => b.key);
    assert.deepEqual(
      own.filter((key) => foreign.has(key)),
      [],
    );
    assert.equal(new Set(own).size, own.length);
  });
});

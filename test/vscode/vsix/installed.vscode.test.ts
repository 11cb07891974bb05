import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the packaged extension', () => {
  it('is the installed one, not the source folder', async () => {
    const eider = vscode.extensions.getExtension('eider.eider');
    assert.ok(eider, 'VS Code lists the extension');
    assert.match(eider.extensionPath, /extensions\/eider\.eider-/);
    await eider.activate();
    assert.equal(eider.isActive, true);
  });
});

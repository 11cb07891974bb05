import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('Eider in VS Code', () => {
  it('is installed and activates without an error', async () => {
    const eider = vscode.extensions.getExtension('eider.eider');
    assert.ok(eider, 'VS Code lists the extension');
    await eider.activate();
    assert.equal(eider.isActive, true);
    const { version } = eider.packageJSON as { version: string };
    assert.match(version, /^\d+\.\d+\.\d+$/);
  });

  it('opens a copy of the sample workspace, not the project', () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    assert.match(folder, /sample-workspace$/);
    assert.ok(!folder.includes('/test/'), `${folder} is a copy`);
    assert.equal(vscode.workspace.isTrusted, true);
  });
});

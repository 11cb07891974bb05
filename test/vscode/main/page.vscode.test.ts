import * as assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { ui, uiAvailable } from '../support/ui';
import { until } from '../support/until';

describe('the page as tests see it', () => {
  before(function () {
    if (!uiAvailable) this.skip();
  });

  it('shows a file that is opened, takes keys and gives pictures', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root);
    const file = vscode.Uri.joinPath(root, 'python/inventory.py');
    const editor = await vscode.window.showTextDocument(file);
    await ui.waitText('to_reorder');
    const tabs = await ui.texts('.tab.active');
    assert.deepEqual(
      // The name and its ending are elements of their own.
      tabs.map((text) => text.replaceAll(/\s/g, '')),
      ['inventory.py'],
    );
    await ui.press('Control+End');
    const last = editor.document.lineCount - 1;
    await until(() => editor.selection.active.line === last, { what: 'the cursor at the end', timeout: 5000 });
    assert.ok(statSync(await ui.screenshot('sample')).size > 10_000);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('says what it waited for in vain', async () => {
    await assert.rejects(ui.waitText('no such words are here', { timeout: 300 }), /no such words are here/);
  });
});

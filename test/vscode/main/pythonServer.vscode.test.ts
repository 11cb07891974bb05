import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until';

describe('the Python language server for tests', () => {
  before(function () {
    if (!vscode.extensions.getExtension('eider-tests.python')) this.skip();
  });

  after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('knows the members of a value', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'python',
      content: 'import collections\n\nseen = collections.OrderedDict()\nseen.\n',
    });
    await vscode.window.showTextDocument(document);
    const item = await until(
      async () => {
        const list = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          new vscode.Position(3, 5),
          '.',
        );
        return list.items.find(({ label }) => (typeof label === 'string' ? label : label.label) === 'move_to_end');
      },
      { what: "the server's completions", timeout: 45_000 },
    );
    // Word-based suggestions have no kind Method: this one comes from the server.
    assert.equal(item.kind, vscode.CompletionItemKind.Method);
  });
});

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command, tool } from '../../../src/vscode/ids';
import { fix, lensTitled, show } from '../support/eider';
import { textOf } from '../support/tools';
import { ui, uiAvailable } from '../support/ui';

describe('an untrusted workspace', () => {
  it('is what this window shows', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('runs nothing, consent or not, and says why', async () => {
    const { document } = await show('python/inventory.py');
    await lensTitled(document, /Fix/);
    const started: string[] = [];
    const listener = vscode.tasks.onDidStartTask((e) => started.push(e.execution.task.name));
    await vscode.commands.executeCommand(command.allowRuns);
    assert.equal(await fix(document, 'to_reorder'), undefined);
    listener.dispose();
    assert.deepEqual(started, []);
    assert.equal(vscode.window.terminals.length, 0);
    if (!uiAvailable) return;
    await vscode.commands.executeCommand('notifications.showList');
    await ui.waitText('This workspace is not trusted, so Eider runs nothing in it.');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('is no place for a chat agent either: every tool refuses in a sentence it can pass on', async () => {
    const input = { filePath: 'python/inventory.py', functionName: 'to_reorder', code: 'def to_reorder(): ...' };
    for (const name of Object.values(tool)) {
      const text = textOf(await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }));
      assert.equal(
        text,
        'This workspace is not trusted, so Eider runs nothing in it. Trust the workspace to let Eider run its functions and tests.',
        name,
      );
    }
  });

  it('has a view that explains it', async function () {
    if (!uiAvailable) this.skip();
    await vscode.commands.executeCommand('eider.candidates.focus');
    await ui.waitText('finding a fix means running your functions and tests');
    await ui.screenshot('untrusted');
  });
});

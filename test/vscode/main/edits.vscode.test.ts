import * as assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import * as vscode from 'vscode';
import { command } from '../../../src/vscode/ids';
import { allowRuns, closeEverything, fix, write } from '../support/eider';
import { ui, uiAvailable } from '../support/ui';
import { until } from '../support/until';

const text = `def smaller(a, b):
    """The smaller one.

    >>> smaller(1, 2)
    1
    >>> smaller(5, 3)
    3
    """
    if a > b:
        return a
    return b


def unrelated():
    return 1
`;

async function edit(document: vscode.TextDocument, at: number, length: number, replacement: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + length));
  change.replace(document.uri, range, replacement);
  assert.ok(await vscode.workspace.applyEdit(change));
}

/** The notification is there; its words are on the page when it can be seen. */
async function said(words: string): Promise<void> {
  if (!uiAvailable) return;
  await vscode.commands.executeCommand('notifications.showList');
  await ui.waitText(words);
  await vscode.commands.executeCommand('notifications.clearAll');
}

describe('a document that changes while or after a fix is looked for', () => {
  let count = 0;
  const fresh = () => write(`python/edited${++count}.py`, text);
  const files = vscode.workspace.getConfiguration('files');
  // In a browser VS Code saves by itself after a second.
  before(() => files.update('autoSave', 'off', vscode.ConfigurationTarget.Global));
  before(allowRuns);
  after(() => files.update('autoSave', undefined, vscode.ConfigurationTarget.Global));
  afterEach(closeEverything);

  it('takes the fix when the change is elsewhere, at the place where the function is now', async () => {
    const { document } = await fresh();
    const run = fix(document, 'smaller');
    await edit(document, 0, 0, '# a note\nimport os\n\n');
    await edit(document, document.getText().indexOf('return 1'), 8, 'return 2');
    assert.equal((await run)?.outcome, 'fixed');
    const before = document.getText();
    await vscode.commands.executeCommand(command.apply, { run: (await run)?.run });
    const after = document.getText();
    assert.notEqual(after, before);
    assert.ok(after.startsWith('# a note\nimport os\n\ndef smaller'), after);
    assert.ok(after.endsWith('    return 2\n'), after);
  });

  it('refuses the fix with the reason when the function changed, and touches nothing', async () => {
    const { document } = await fresh();
    const run = fix(document, 'smaller');
    await edit(document, document.getText().indexOf('return b'), 8, 'return b  # mine');
    assert.equal((await run)?.outcome, 'fixed');
    const before = document.getText();
    await vscode.commands.executeCommand(command.apply, { run: (await run)?.run });
    assert.equal(document.getText(), before);
    await said('no longer as it was when the fix was tested');
  });

  it('is never saved by a run', async () => {
    const { document } = await fresh();
    await edit(document, 0, 0, '# unsaved\n');
    assert.equal((await fix(document, 'smaller'))?.outcome, 'fixed');
    assert.equal(document.isDirty, true);
    const stored = Buffer.from(await vscode.workspace.fs.readFile(document.uri)).toString();
    assert.equal(stored, text);
  });

  it('keeps a read-only file as it is, and says so', async () => {
    const { document } = await fresh();
    const summary = await fix(document, 'smaller');
    assert.equal(summary?.outcome, 'fixed');
    await chmod(document.uri.fsPath, 0o444);
    await vscode.commands.executeCommand(command.apply, { run: summary.run });
    assert.equal(document.getText(), text);
    await said('is read-only');
    await chmod(document.uri.fsPath, 0o644);
  });

  it('remembers a rejection and goes on to the other candidates', async () => {
    const { document } = await fresh();
    const summary = await fix(document, 'smaller');
    assert.ok(summary && summary.plausible > 0);
    await vscode.commands.executeCommand(command.review, { run: summary.run });
    const title = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';
    const first = await until(() => title().startsWith('smaller:') && title(), { what: 'the diff' });
    await vscode.commands.executeCommand(command.reject, { run: summary.run, reason: 'Hard to read' });
    assert.notEqual(title(), first);
  });
});

describe('what Eider cannot do', () => {
  before(allowRuns);
  afterEach(closeEverything);

  it('says that there is no function at the cursor', async () => {
    const editor = await write('python/nothing.py', 'x = 1\n');
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    assert.equal(await vscode.commands.executeCommand(command.fix), undefined);
    await said('There is no function at the cursor');
  });

  it('says that it does not know the language', async () => {
    await write('notes.txt', 'def f(): pass\n');
    assert.equal(await vscode.commands.executeCommand(command.fix), undefined);
    await said('does not know the language');
  });
});

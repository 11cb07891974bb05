import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command } from '../../../src/vscode/ids';
import { candidateInFront, closeEverything, lensTitled, show, undo } from '../support/eider';
import { chord, keyboardIn } from '../support/keyboard';
import { ui, uiAvailable } from '../support/ui';
import { until } from '../support/until';

/** A person's way from the lens to the applied fix, with the mouse, in one sample. */
describe('a first fix, by hand', function () {
  // The budget of a run, and the editor around it.
  this.timeout(120_000);
  const ended: string[] = [];
  let listener: vscode.Disposable;

  before(async function () {
    if (!uiAvailable) this.skip();
    await vscode.commands.executeCommand(command.forbidRuns);
    listener = vscode.tasks.onDidEndTask(({ execution: { task } }) => {
      if (task.source === 'Eider') ended.push(task.name);
    });
  });
  after(async () => {
    listener.dispose();
    await closeEverything();
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('asks once, without a dialog, before any code is run', async () => {
    const editor = await show('python/inventory.py');
    await lensTitled(editor.document, /Fix/);
    await ui.waitText('Fix');
    // A click on a lens that has just appeared may be lost to its refresh.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await ui.screenshot('lens');
    await ui.click('.codelens-decoration a');
    await vscode.commands.executeCommand('notifications.showList');
    await ui.waitText('Allow in This Workspace');
    await ui.screenshot('consent');
    assert.equal(vscode.tasks.taskExecutions.length, 0);
  });

  it('shows that the run has begun at once, then the fixes in the lens, the task and the view', async () => {
    await ui.clickText('Allow in This Workspace');
    await ui.waitText('Eider: to_reorder');
    const { document } = await show('python/inventory.py');
    const lens = await lensTitled(document, /plausible fix(es)? · Review/, 90_000);
    assert.match(lens.command?.title ?? '', /^\d+ plausible/);
    await lensTitled(document, /tests? fails? · Explain/);
    await until(() => ended.length > 0, { what: 'the end of the task' });
    assert.deepEqual(ended, ['Fix to_reorder (inventory.py)']);
    await ui.waitText('· Review');
    await ui.screenshot('run', { readme: true });
    await vscode.commands.executeCommand('eider.candidates.focus');
    await ui.waitText('Plausible fixes');
    await ui.screenshot('candidates');
  });

  it('opens the first candidate as a diff of the captured text', async () => {
    const { document } = await show('python/inventory.py');
    await ui.clickText('· Review');
    const diff = await until(candidateInFront, { what: 'the diff' });
    const [left, right] = await Promise.all([
      vscode.workspace.openTextDocument(diff.original),
      vscode.workspace.openTextDocument(diff.modified),
    ]);
    assert.equal(left.getText(), document.getText());
    assert.notEqual(right.getText(), left.getText());
    assert.equal(right.languageId, 'python');
    await ui.screenshot('diff', { readme: true });
  });

  it('applies it as one edit that one undo takes back', async () => {
    const { document } = await show('python/inventory.py');
    const before = document.getText();
    await vscode.commands.executeCommand(command.review);
    const diff = await until(candidateInFront, { what: 'the diff' });
    const wanted = (await vscode.workspace.openTextDocument(diff.modified)).getText();
    await vscode.commands.executeCommand(command.apply);
    assert.equal(document.getText(), wanted);
    assert.equal(candidateInFront(), undefined);
    await undo(document);
    assert.equal(document.getText(), before);
  });

  it('explains the failure in a document of its own language', async () => {
    await vscode.commands.executeCommand(command.explain);
    const report = await until(() => vscode.window.activeTextEditor?.document, { what: 'the report' });
    assert.equal(report.languageId, 'eider-report');
    assert.match(report.getText(), /## What fails\n\nTest: .*\n/);
    assert.match(report.getText(), /Expected: .*\nActual: /);
    assert.match(report.getText(), /\| failed \| passed \|/);
    assert.match(report.getText(), /^Containment: sandboxed$/m);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', report.uri);
    assert.ok(links.some((link) => link.target?.path.endsWith('python/inventory.py')));
    await ui.screenshot('report');
  });

  it('can be done by keyboard alone', async () => {
    const { document } = await show('python/inventory.py');
    const before = document.getText();
    await chord('Alt+V');
    const diff = await until(candidateInFront, { what: 'the diff after Ctrl+K Alt+V' });
    const wanted = (await vscode.workspace.openTextDocument(diff.modified)).getText();
    await chord('Alt+N');
    await until(candidateInFront, { what: 'the diff after Ctrl+K Alt+N' });
    await chord('Alt+P');
    await until(() => candidateInFront()?.modified.toString() === diff.modified.toString(), {
      what: 'the first diff again',
    });
    await chord('Alt+A');
    await until(() => document.getText() === wanted, { what: 'the applied fix' });
    await until(() => vscode.window.activeTextEditor?.document === document, { what: 'the file in front' });
    await keyboardIn(document.uri);
    await ui.press('Control+Z');
    await until(() => document.getText() === before, { what: 'the text after Ctrl+Z' });
    await chord('Alt+E');
    await until(() => vscode.window.activeTextEditor?.document.languageId === 'eider-report', { what: 'the report' });
  });

  it('offers the verified fix in the light bulb, never as the preferred one', async () => {
    const { document } = await show('python/inventory.py');
    const at = document.positionAt(document.getText().indexOf('item.stock <'));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(at, at),
    );
    const own = actions.filter((action) => action.command?.command.startsWith('eider.'));
    const rewrite = own.find((a) => a.title === 'Fix to_reorder with Eider');
    assert.equal(rewrite?.kind?.value, vscode.CodeActionKind.RefactorRewrite.value);
    for (const action of own) assert.notEqual(action.isPreferred, true);
    const quick = own.filter((a) => a.kind && vscode.CodeActionKind.QuickFix.contains(a.kind));
    for (const action of quick) assert.match(action.title, /verified/);
  });
});

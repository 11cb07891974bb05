import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { allowRuns, candidateInFront, closeEverything, lensTitled, show, workspaceFile, write } from '../support/eider';
import { chord, inThemes } from '../support/keyboard';
import { ui, uiAvailable } from '../support/ui';
import { earlier, nextPhase } from '../support/reload';
import { until } from '../support/until';

const path = 'review/positions.py';
const source = `def last_index(values, wanted):
    """Index of the last value equal to wanted, -1 without one.

    >>> last_index([1, 2, 1], 1)
    2
    """
    for i in range(len(values)):
        if values[i] == wanted:
            return i
    return -1
`;
const firstName = () => candidateInFront()?.modified.path.split('/')[1];
const review = async () => {
  await chord('Alt+V');
  const name = await until(() => firstName(), { what: 'the diff after Ctrl+K Alt+V' });
  await keyboardIsThere();
  return name;
};

/** The whole of it without the mouse, in one window that reloads in the middle. */
describe('a review by keyboard alone', function () {
  this.timeout(60_000);
  let document: vscode.TextDocument;
  let failed = false;
  /** Name of the candidate in front before the answer. */
  let first = '';

  before(function () {
    if (!uiAvailable) this.skip();
  });
  afterEach(function () {
    failed ||= this.currentTest?.state === 'failed';
  });

  const beforeReload = () => {
    before(async () => {
      await allowRuns();
      document = (await write(path, source)).document;
    });

    it('fixes the function at the cursor, and says in a lens that there is a question', async () => {
      await lensTitled(document, /Fix/);
      const editor = await show(path);
      editor.selection = new vscode.Selection(7, 8, 7, 8);
      await ui.waitText('Fix');
      await chord('Alt+F');
      await lensTitled(document, /plausible fixes · Review/, 40_000);
      await lensTitled(document, /1 question · Answer/);
      await vscode.commands.executeCommand('workbench.action.closePanel');
      await vscode.commands.executeCommand('eider.candidates.focus');
      await ui.waitText('Which is right?');
      await ui.screenshot('question-tree');
    });

    it('accepts one of two changes and undoes it', async () => {
      await show(path);
      first = await review();
      for (let tries = 0; ; tries++) {
        const modified = candidateInFront()?.modified;
        assert.ok(modified && tries < 12, 'there is a candidate with two changes');
        // A tab is there a moment before its text.
        await vscode.workspace.openTextDocument(modified);
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          modified,
          99,
        );
        if (lenses.some((lens) => lens.command?.title === 'Apply only this change')) break;
        await chord('Alt+N');
        await until(() => candidateInFront()?.modified.toString() !== modified.toString(), { what: 'the next diff' });
      }
      await inThemes('hunks');
      await chord('Alt+H');
      await until(() => document.getText() !== source, { what: 'one change in the file' });
      await until(() => vscode.window.activeTextEditor?.document === document, { what: 'the file in front' });
      await undo(document, source);
    });

    it('answers the question, and the order of the fixes changes at once', async () => {
      const fixes = await plausibleFixes(document);
      await chord('Alt+Q');
      await ui.waitText('which is right?');
      await inThemes('question', { readme: true });
      // The outputs are the last indexes that the fixes gave for the input asked about: the right one is chosen by its text.
      const call = /last_index\(\[(.*)\], (.*)\)/.exec(await ui.text('.quick-input-title'));
      assert.ok(call, 'a question about last_index');
      const right = (call[1] ?? '').split(', ').lastIndexOf(call[2] ?? '');
      await ui.type(String(right));
      await ui.press('Enter');
      await ui.waitText('Answer kept as a trusted test');
      await until(async () => (await plausibleFixes(document)) < fixes, {
        what: 'fewer plausible fixes',
        timeout: 10_000,
      });
      await show(path);
      const now = await review();
      assert.notEqual(now.replace(/^\d+\. /, ''), first.replace(/^\d+\. /, ''));
      assert.match(now, /^1\. /);
    });

    it('reloads the window', async function () {
      assert.ok(!failed, 'everything before the reload went well');
      await closeEverything();
      nextPhase();
      await vscode.commands.executeCommand('workbench.action.reloadWindow');
      // The extension host ends here; the tests begin again in a new one.
      await new Promise((resolve) => setTimeout(resolve, 50_000));
      assert.fail('the window did not reload');
    });
  };

  const afterReload = () => {
    before(async () => {
      document = (await show(path)).document;
    });
    after(async () => {
      await vscode.workspace.getConfiguration('workbench').update('colorTheme', undefined, true);
      await closeEverything();
    });

    it('finds the fixes where they were, without running anything', async () => {
      await lensTitled(document, /^\d+ plausible fix(es)? · Review/, 15_000);
      await assert.rejects(lensTitled(document, /question/, 300));
      assert.equal(vscode.tasks.taskExecutions.length, 0);
      await vscode.commands.executeCommand('eider.candidates.focus');
      await ui.waitText('Your answers');
      await ui.screenshot('after-reload');
    });

    it('shows the verdicts as a table that the keyboard walks through', async () => {
      await show(path);
      await chord('Alt+M');
      const page = () =>
        until(async () => (await ui.frameTexts()).find((text) => /^\s*Verdicts of last_index/.test(text)), {
          what: 'the matrix',
        });
      assert.match(await page(), /Trusted tests/);
      await inThemes('matrix', { readme: true });
      await ui.press('ArrowDown');
      await ui.press('ArrowDown');
      await ui.press('ArrowRight');
      await until(async () => (await page()).includes('last_index([1, 2, 1], 1) == 2: passed'), {
        what: 'the verdict in focus in words',
      });
      await ui.press('Enter');
      await until(() => candidateInFront(), { what: 'the diff of the fix in focus' });
    });

    it('goes on: opens the report, applies the fix, undoes it', async () => {
      await show(path);
      await chord('Alt+E');
      await until(() => vscode.window.activeTextEditor?.document.languageId === 'eider-report', { what: 'the report' });
      await inThemes('report', { readme: true });
      await closeEverything();
      await show(path);
      await review();
      await chord('Alt+A');
      await until(() => document.getText() !== source, { what: 'the applied fix' });
      await until(() => vscode.window.activeTextEditor?.document === document, { what: 'the file in front' });
      await undo(document, source);
    });

    it('has a walkthrough, and tells things without a dialog', async () => {
      await closeEverything();
      await vscode.commands.executeCommand('eider.openWalkthrough');
      await ui.waitText('Get started with Eider');
      await vscode.commands.executeCommand('eider.fix');
      await vscode.commands.executeCommand('notifications.showList');
      await inThemes('walkthrough');
      await vscode.commands.executeCommand('notifications.clearAll');
    });

    it('keeps the answer in a test of the project, after a look at it, as one edit', async () => {
      await closeEverything();
      await show(path);
      await ui.press('F1');
      await ui.type('Keep the Answer');
      await ui.waitText("Keep the Answer in the Project's Tests");
      await ui.press('Enter');
      const file = 'review/test_positions.py';
      await until(() => vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes('not written yet'), {
        what: 'the test as a diff',
      });
      await assert.rejects(Promise.resolve(vscode.workspace.fs.stat(workspaceFile(file))));
      await ui.screenshot('answer-as-test');
      await vscode.commands.executeCommand('eider.applyTests');
      const written = await vscode.workspace.openTextDocument(workspaceFile(file));
      assert.match(
        written.getText(),
        /^# Eider: last_index, your answer, [\da-f]{8}\ndef test_\w+\(\):\n {4}assert last_index\(.*\) == \d$/m,
      );
      await vscode.workspace.fs.delete(workspaceFile(file));
    });

    it('says that a run is about an earlier text once the function is edited', async () => {
      const editor = await show(path);
      await editor.edit((edit) => edit.insert(new vscode.Position(6, 0), '    values = list(values)\n'));
      await vscode.commands.executeCommand('eider.candidates.focus');
      await ui.waitText('was changed since it was run');
    });
  };

  const { phase } = earlier();
  if (phase === 0) describe('before the reload', beforeReload);
  else if (phase === 1) describe('after the reload', afterReload);
});

async function plausibleFixes(document: vscode.TextDocument): Promise<number> {
  const lens = await lensTitled(document, /^\d+ plausible/, 5000);
  return parseInt(lens.command?.title ?? '', 10);
}

async function undo(document: vscode.TextDocument, wanted: string): Promise<void> {
  await keyboardIsThere();
  await ui.press('Control+Z');
  await until(() => document.getText() === wanted, { what: 'the text after Ctrl+Z' });
}

/** The extension host knows an editor a moment before the page has given it the keyboard. */
const keyboardIsThere = () => new Promise((resolve) => setTimeout(resolve, 1000));

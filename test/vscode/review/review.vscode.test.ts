import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command, webview } from '../../../src/vscode/ids';
import {
  allowRuns,
  candidateInFront,
  closeEverything,
  fix,
  lensTitled,
  questions,
  show,
  workspaceFile,
  write,
} from '../support/eider';
import { chord, inThemes, keyboardIn } from '../support/keyboard';
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
const twice = 'review/twice.py';
/** Wrong in two places, so that every fix has two changes. */
const wrongTwice = `def last_place(values, wanted):
    """Index of the last value equal to wanted, -1 without one.

    >>> last_place([1, 2, 1], 1)
    2
    >>> last_place([3], 1)
    -1
    """
    for i in range(len(values)):
        if values[i] == wanted:
            return i
    return 0
`;
/** Opens the diff of the first fix and answers the fix's name. */
const review = async () => {
  await chord('Alt+V');
  const { modified } = await until(candidateInFront, { what: 'the diff after Ctrl+K Alt+V' });
  await keyboardIn(modified);
  return modified.path.split('/')[1] ?? '';
};

/** The whole of it without the mouse, in one window that reloads in the middle. */
describe('a review by keyboard alone', function () {
  this.timeout(120_000);
  let document: vscode.TextDocument;
  let failed = false;

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

    it('accepts one of two changes and undoes it', async () => {
      const other = (await write(twice, wrongTwice)).document;
      await keyboardIn(other.uri);
      assert.equal((await fix(other, 'last_place'))?.outcome, 'fixed');
      await show(twice);
      await review();
      const { modified } = await until(candidateInFront, { what: 'the diff' });
      await until(
        async () =>
          (
            await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', modified, 99)
          ).some((lens) => lens.command?.title === 'Apply only this change'),
        { what: 'two changes in the fix' },
      );
      await inThemes('hunks');
      await chord('Alt+H');
      await until(() => other.getText() !== wrongTwice, { what: 'one change in the file' });
      const changed = other
        .getText()
        .split('\n')
        .filter((line, i) => line !== wrongTwice.split('\n')[i]);
      assert.equal(changed.length, 1);
      await undo(other, wrongTwice);
      await closeEverything();
    });

    it('fixes the function at the cursor, and says in a lens that there is a question', async () => {
      await lensTitled(document, /Fix/);
      const editor = await show(path);
      editor.selection = new vscode.Selection(7, 8, 7, 8);
      await keyboardIn(document.uri);
      await chord('Alt+F');
      await lensTitled(document, /1 question · Answer/, 50_000);
      await lensTitled(document, /plausible fixes · Review/);
      await vscode.commands.executeCommand('workbench.action.closePanel');
      await vscode.commands.executeCommand('eider.candidates.focus');
      await ui.waitText('Which is right?');
      await ui.screenshot('question-tree');
    });

    it('answers the question, and the order of the fixes changes at once', async () => {
      await show(path);
      const first = await review();
      await show(path);
      const fixes = await plausibleFixes(document);
      await chord('Alt+Q');
      await ui.waitText('which is right?');
      await inThemes('question', { readme: true });
      // The first output is the one of the fix in front: another one, the right one if it is there, changes the order.
      const call = /last_index\(\[(.*)\], (.*)\)/.exec(await ui.text('.quick-input-title'));
      assert.ok(call, 'a question about last_index');
      const right = String((call[1] ?? '').split(', ').lastIndexOf(call[2] ?? ''));
      const outputs = await ui.texts('.quick-input-list .monaco-list-row .label-name');
      const others = outputs.slice(1).filter((output) => /^-?\d+$/.test(output));
      const chosen = others.includes(right) ? right : others[0];
      assert.ok(chosen !== undefined, outputs.join(' | '));
      for (let i = 0; i < outputs.lastIndexOf(chosen); i++) await ui.press('ArrowDown');
      await ui.press('Enter');
      await ui.waitText('Answer kept as a trusted test');
      await until(async () => (await plausibleFixes(document)) < fixes, { what: 'fewer plausible fixes' });
      await show(path);
      const now = await review();
      assert.notEqual(now.replace(/^\d+\. /, ''), first.replace(/^\d+\. /, ''));
      assert.match(now, /^1\. /);
    });

    it('reloads the window', async function () {
      assert.ok(!failed, 'everything before the reload went well');
      await closeEverything();
      await show(path);
      await chord('Alt+M');
      await matrix();
      // What a page says when its script runs: from here on the table can be made again.
      await until(async () => (await matrix()).includes('tests passed · '), { what: 'the fix in focus in words' });
      nextPhase();
      await vscode.commands.executeCommand('workbench.action.reloadWindow');
      // The extension host ends here; the tests begin again in a new one.
      await new Promise((resolve) => setTimeout(resolve, 100_000));
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

    it('shows the table of verdicts again that was open', async () => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      const kept = tabs.some(
        ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes(webview.matrix),
      );
      // A page that is reloaded does not always get to write down its tabs.
      if (kept) assert.match(await matrix(), /Trusted tests/);
      await closeEverything();
      await show(path);
    });

    it('finds the fixes where they were, without running anything', async () => {
      await lensTitled(document, /^\d+ plausible fix(es)? · Review/, 15_000);
      assert.deepEqual(await questions(document), []);
      assert.equal(vscode.tasks.taskExecutions.length, 0);
      await vscode.commands.executeCommand('eider.candidates.focus');
      await ui.waitText('Your answers');
      await ui.screenshot('after-reload');
    });

    it('shows the verdicts as a table that the keyboard walks through', async () => {
      await show(path);
      await chord('Alt+M');
      assert.match(await matrix(), /Trusted tests/);
      await inThemes('matrix', { readme: true });
      await ui.press('ArrowDown');
      await ui.press('ArrowDown');
      await ui.press('ArrowRight');
      await until(async () => (await matrix()).includes('last_index([1, 2, 1], 1) == 2: passed'), {
        what: 'the verdict in focus in words',
      });
      await ui.press('Enter');
      await until(() => candidateInFront(), { what: 'the diff of the fix in focus' });
    });

    it('goes on: opens the report, which folds at its headings', async () => {
      await closeEverything();
      await show(path);
      await chord('Alt+E');
      const report = await documentInFront('eider-report');
      await inThemes('report', { readme: true });
      const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
        'vscode.executeFoldingRangeProvider',
        report.uri,
      );
      assert.ok(folds.length > 1);
      for (const { start } of folds) assert.match(report.lineAt(start).text, /^## /);
    });

    it('makes a comment for a pull request of it', async () => {
      await vscode.commands.executeCommand(command.exportReport);
      const comment = await documentInFront('markdown');
      assert.match(comment.getText(), /^### Fix for `last_index` in `positions\.py`\n/);
      assert.match(comment.getText(), /\n```diff\n/);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await closeEverything();
    });

    it('applies the fix and undoes it', async () => {
      document = (await show(path)).document;
      await review();
      await chord('Alt+A');
      await until(() => document.getText() !== source, { what: 'the applied fix' });
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
        /^# Eider: last_index, your answer, [\da-f]{8}\ndef test_\w+\(\):\n {4}assert last_index\(.*\) == -?\d+$/m,
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

/** The text of the table of verdicts, once it is there. */
const matrix = () =>
  until(async () => (await ui.frameTexts()).find((text) => /^\s*Verdicts of last_index/.test(text)), {
    what: 'the matrix',
  });

const documentInFront = (language: string) =>
  until(
    () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.languageId === language && document;
    },
    { what: `a document in ${language}` },
  );

async function plausibleFixes(document: vscode.TextDocument): Promise<number> {
  const lens = await lensTitled(document, /^\d+ plausible/, 5000);
  return parseInt(lens.command?.title ?? '', 10);
}

async function undo(document: vscode.TextDocument, wanted: string): Promise<void> {
  await until(() => vscode.window.activeTextEditor?.document === document, { what: 'the file in front' });
  await keyboardIn(document.uri);
  await ui.press('Control+Z');
  await until(() => document.getText() === wanted, { what: 'the text after Ctrl+Z' });
}

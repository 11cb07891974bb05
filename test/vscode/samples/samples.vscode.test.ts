import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command } from '../../../src/vscode/ids';
import { samples } from '../../samples';
import { allowRuns, candidateInFront, closeEverything, lensTitled, press, show, undo } from '../support/eider';
import { until } from '../support/until';

describe('every sample', function () {
  // The budget of a run, and the editor around it.
  this.timeout(120_000);
  before(allowRuns);
  afterEach(closeEverything);

  for (const sample of samples) {
    it(`${sample.file}: lens, task, first candidate, apply, undo`, async function () {
      const { document } = await show(sample.file);
      const before = document.getText();
      const fixLens = await until(
        async () => {
          await lensTitled(document, /Fix/);
          const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
            'vscode.executeCodeLensProvider',
            document.uri,
            100,
          );
          return all.find((l) => {
            const [argument] = (l.command?.arguments ?? []) as { name?: string }[];
            return l.command?.command === command.fix && argument?.name?.split('.').at(-1) === sample.function;
          });
        },
        { what: `a lens above ${sample.function}` },
      );
      const clicked = performance.now();
      const summary = (await press(fixLens)) as { outcome: string; plausible: number; message: string } | undefined;
      const seconds = (performance.now() - clicked) / 1000;
      if (this.test) this.test.title += ` (${seconds.toFixed(1)} s from the click to the ranked candidates)`;
      assert.equal(summary?.outcome, 'fixed', summary?.message);
      assert.equal(document.getText(), before, 'a run changes nothing');
      await press(await lensTitled(document, /· Review/));
      const diff = await until(candidateInFront, { what: 'the diff' });
      const wanted = (await vscode.workspace.openTextDocument(diff.modified)).getText();
      await vscode.commands.executeCommand(command.apply);
      assert.equal(document.getText(), wanted);
      await undo(document);
      assert.equal(document.getText(), before);
      assert.equal(document.isDirty, false);
      await vscode.commands.executeCommand(command.explain);
      const report = await until(
        () =>
          vscode.window.visibleTextEditors.find((editor) => editor.document.languageId === 'eider-report')?.document,
        { what: 'the report' },
      );
      assert.match(report.getText(), /^Containment: sandboxed$/m);
    });
  }
});

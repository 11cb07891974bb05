import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { descendants } from '../../../src/node/process/tree';
import {
  allowRuns,
  candidateInFront,
  closeEverything,
  fix,
  lensTitled,
  press,
  show,
  workspaceFile,
  write,
} from '../support/eider';
import { earlier, killExtensionHost, nextPhase } from '../support/reload';
import { ui, uiAvailable } from '../support/ui';
import { until } from '../support/until';
import { workspaceDigest } from '../support/workspaceDigest';

const file = 'review/pairs.py';
/** Slow enough to be in the middle of a run for some seconds. */
const source = `import time


def count_pairs(values, total):
    """How many pairs of different positions add up to total.

    >>> count_pairs([1, 3, 2, 2], 4)
    2
    >>> count_pairs([1, 1, 1], 2)
    3
    """
    time.sleep(0.03)
    found = 0
    for i in range(len(values)):
        for j in range(i, len(values)):
            if values[i] + values[j] == total:
                found += 1
    return found
`;
const edited = source.replace('found = 0', 'found = 0  # mine');
/** Outlives the extension host; the folder of the result is the suite's own. */
const notes = `${process.env['EIDER_RESULT'] ?? path.join(tmpdir(), 'eider')}.notes`;

const message = async () => (await ui.texts('.tree-explorer-viewlet-tree-view .message')).join('\n');
const commandOf = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};
const harnesses = (of: readonly number[]) => of.filter((pid) => commandOf(pid).includes('harness'));

/** Nothing warns a program of `kill -9`: what is written down by then is all there is. */
describe('what outlives kill -9 in the middle of a run', function () {
  this.timeout(60_000);
  before(function () {
    if (!uiAvailable || process.platform !== 'linux') this.skip();
  });

  const beforeKill = () => {
    it('a harness that is killed costs its candidate, and the run goes on', async () => {
      await allowRuns();
      const { document } = await write(file, source);
      const untouched = workspaceDigest();
      await vscode.commands.executeCommand('eider.candidates.focus');
      void fix(document, 'count_pairs');
      await until(async () => /[1-9]\d* tried/.test(await message()), { what: 'a first candidate' });
      const running = harnesses(descendants(process.pid));
      assert.ok(running.length > 0, 'candidates are run by a harness');
      for (const pid of running) process.kill(pid, 'SIGKILL');
      await until(async () => /[1-9]\d* plausible so far/.test(await message()), { what: 'a plausible fix' });
      assert.equal(workspaceDigest(), untouched);
    });

    it('kills the extension host', async () => {
      // The person goes on typing, and saves.
      writeFileSync(workspaceFile(file).fsPath, edited);
      const ours = descendants(process.pid);
      assert.ok(harnesses(ours).length > 0, 'in the middle of a run');
      writeFileSync(notes, JSON.stringify({ ours: harnesses(ours), host: process.pid, digest: workspaceDigest() }));
      nextPhase();
      await killExtensionHost();
    });
  };

  const afterKill = () => {
    const before = JSON.parse(readFileSync(notes, 'utf8')) as { ours: number[]; host: number; digest: string };
    after(closeEverything);

    it('no process of the run, and every file as it was', async () => {
      assert.notEqual(process.pid, before.host);
      await until(() => harnesses(before.ours).length === 0, { what: 'the end of the harnesses', timeout: 5000 });
      assert.equal(workspaceDigest(), before.digest);
    });

    it('the fixes found by then, marked as about an earlier text while the function is another', async () => {
      const editor = await show(file);
      const { document } = editor;
      await vscode.commands.executeCommand('eider.candidates.focus');
      await ui.waitText('count_pairs was changed since it was run');
      await ui.waitText('Plausible fixes');
      await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, document.lineCount, 0), source));
      await until(async () => /cut off when the editor closed. [1-9]/.test(await message()), {
        what: 'what the run had found',
      });
      await ui.screenshot('after-kill');
      await press(await lensTitled(document, /^\d+ plausible fix(es)? · Review/));
      const diff = await until(candidateInFront, { what: 'the diff of a fix' });
      const fixed = (await vscode.workspace.openTextDocument(diff.modified)).getText();
      assert.notEqual(fixed, source);
      await vscode.commands.executeCommand('eider.apply');
      assert.equal(document.getText(), fixed);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), source);
    });

    it('the answer of an earlier run', async () => {
      const { document } = await show('review/positions.py');
      await press(await lensTitled(document, /^\d+ plausible fix(es)? · Review/));
      await ui.waitText('Your answers');
      await assert.rejects(lensTitled(document, /question/, 300));
    });
  };

  const { phase } = earlier();
  if (phase === 1) describe('before it', beforeKill);
  else if (phase === 2) describe('after it', afterKill);
});

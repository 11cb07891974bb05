import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { descendants } from '../../../src/node/process/tree';
import { command, setting } from '../../../src/vscode/ids';
import { openAiServer } from '../../doubles/openaiServer';
import {
  allowRuns,
  candidateInFront,
  closeEverything,
  fix,
  lensTitled,
  press,
  questions,
  show,
  workspaceFile,
  write,
} from '../support/eider';
import { undecided, useServer, useTemplates } from '../support/provider';
import { earlier, killExtensionHost, nextPhase } from '../support/reload';
import { ui, uiAvailable } from '../support/ui';
import { until } from '../support/until';
import { workspaceDigest } from '../support/workspaceDigest';

const file = 'review/area.py';
const edited = undecided.replace('return side', 'return side  # mine');
/** No fix passes these examples, and each of many candidates takes its time: the run goes on until it is cancelled. */
const hopeless = `import time


def hopeless(n, step):
    """
    >>> hopeless(1, 2)
    71
    >>> hopeless(2, 2)
    -99173
    >>> hopeless(3, 1)
    'x7q'
    >>> hopeless(4, 1)
    [8, 'w']
    >>> hopeless(5, 3)
    0.125
    """
    time.sleep(0.2)
    total = 0
    for i in range(n):
        if i % step == 0:
            total += i * step
        else:
            total -= n
    return total
`;
/** Outlives the extension host; the folder of the result is the suite's own. */
const notes = `${process.env['EIDER_RESULT'] ?? path.join(tmpdir(), 'eider')}.notes`;

/** What the view says of a run that goes on. */
const progress = async () => {
  const said = (await ui.texts('.tree-explorer-viewlet-tree-view .message')).join('\n');
  const [, tried, plausible] = /(\d+) tried, (\d+) plausible so far/.exec(said) ?? [];
  return { said, tried: Number(tried ?? 0), plausible: Number(plausible ?? 0) };
};
const commandOf = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};
const harnesses = (of: readonly number[]) => of.filter((pid) => commandOf(pid).includes('harness'));

/** Candidates end by themselves meanwhile. */
const kill = (pid: number) => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};
const budget = (seconds: number | undefined) =>
  vscode.workspace.getConfiguration().update(setting.budget, seconds, vscode.ConfigurationTarget.Global);

/** Nothing warns a program of `kill -9`: what is written down by then is all there is. */
describe('what outlives kill -9 in the middle of a run', function () {
  this.timeout(120_000);
  before(function () {
    if (!uiAvailable || process.platform !== 'linux') this.skip();
  });

  const beforeKill = () => {
    before(async () => {
      await allowRuns();
      // No run here ends because its time is over.
      await budget(600);
    });

    it('a harness that is killed costs its candidate, and the run goes on', async () => {
      const { document } = await write('review/hopeless.py', hopeless);
      const untouched = workspaceDigest();
      await vscode.commands.executeCommand('eider.candidates.focus');
      const run = fix(document, 'hopeless');
      const { tried } = await until(async () => (({ tried }) => tried > 0 && { tried })(await progress()), {
        what: 'a first candidate',
      });
      const running = harnesses(descendants(process.pid));
      assert.ok(running.length > 0, 'candidates are run by a harness');
      running.forEach(kill);
      await until(async () => (await progress()).tried > tried + 3, { what: 'further candidates' });
      const others = harnesses(descendants(process.pid)).filter((pid) => !running.includes(pid));
      assert.ok(others.length > 0, 'another harness runs them');
      await vscode.commands.executeCommand(command.cancel);
      assert.equal((await run)?.outcome, 'cancelled');
      assert.equal(workspaceDigest(), untouched);
    });

    it('kills the extension host', async () => {
      // A model that says nothing keeps the run going when fixes are known.
      const server = await openAiServer([{ kind: 'silence' }]);
      await useServer(server.baseUrl);
      const { document } = await write(file, undecided);
      const digest = workspaceDigest();
      void fix(document, 'area');
      await until(() => server.received.length > 0, { what: 'a question to the model', timeout: 90_000 });
      await until(async () => (await progress()).plausible > 0, { what: 'a plausible fix' });
      assert.equal(workspaceDigest(), digest);
      // The person goes on typing, and saves.
      writeFileSync(workspaceFile(file).fsPath, edited);
      const ours = harnesses(descendants(process.pid));
      assert.ok(ours.length > 0, 'the runtime waits for what the model says');
      writeFileSync(notes, JSON.stringify({ ours, host: process.pid, digest: workspaceDigest() }));
      nextPhase();
      await killExtensionHost();
    });
  };

  const afterKill = () => {
    const before = JSON.parse(readFileSync(notes, 'utf8')) as { ours: number[]; host: number; digest: string };
    after(async () => {
      await budget(undefined);
      await useTemplates();
      await closeEverything();
    });

    it('no process of the run, and every file as it was', async () => {
      assert.notEqual(process.pid, before.host);
      await until(() => harnesses(before.ours).length === 0, { what: 'the end of the harnesses' });
      assert.equal(workspaceDigest(), before.digest);
    });

    it('the fixes found by then, marked as about an earlier text while the function is another', async () => {
      const editor = await show(file);
      const { document } = editor;
      await vscode.commands.executeCommand('eider.candidates.focus');
      await ui.waitText('area was changed since it was run');
      await ui.waitText('Plausible fixes');
      await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, document.lineCount, 0), undecided));
      await until(async () => /cut off when the editor closed. [1-9]/.test((await progress()).said), {
        what: 'what the run had found',
      });
      await ui.screenshot('after-kill');
      await press(await lensTitled(document, /^\d+ plausible fix(es)? · Review/));
      const diff = await until(candidateInFront, { what: 'the diff of a fix' });
      const fixed = (await vscode.workspace.openTextDocument(diff.modified)).getText();
      assert.notEqual(fixed, undecided);
      await vscode.commands.executeCommand('eider.apply');
      assert.equal(document.getText(), fixed);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), undecided);
    });

    it('the answer of an earlier run', async () => {
      const { document } = await show('review/positions.py');
      await press(await lensTitled(document, /^\d+ plausible fix(es)? · Review/));
      await ui.waitText('Your answers');
      assert.deepEqual(await questions(document), []);
    });

    it('its fixes side by side in one view', async () => {
      await show('review/positions.py');
      await vscode.commands.executeCommand(command.compare);
      const inFront = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label;
      await until(() => inFront()?.startsWith('Candidates for last_index'), { what: 'all fixes in one view' });
      await ui.screenshot('compare');
    });
  };

  const { phase } = earlier();
  if (phase === 1) describe('before it', beforeKill);
  else if (phase === 2) describe('after it', afterKill);
});

import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { command } from '../../../src/vscode/ids';
import { allowRuns, closeEverything, fix, workspaceFile, write } from '../support/eider';
import { harnessTrees } from '../support/saving';
import { until } from '../support/until';

/** No small fix passes all examples, so the run goes on until its budget is spent. */
const slow = `def forever(n):
    """Never ends on its own.

    >>> forever(1)
    1
    >>> forever(2)
    -99173
    >>> forever(3)
    'x7q'
    """
    while n < 10:
        n = n - 1
    return n
`;

/** Ids of the processes that were started for the workspace copy or from the extension's harness folder. */
async function started(): Promise<ReadonlySet<string>> {
  const eider = vscode.extensions.getExtension('eider.eider');
  assert.ok(eider);
  const marks = [workspaceFile('').fsPath, path.join(eider.extensionPath, 'dist', 'harness')];
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,args='], { maxBuffer: 1 << 24 });
  const own = stdout
    .split('\n')
    .filter(
      (line) =>
        marks.some((mark) => line.includes(mark)) && !/language|pyright|--node-ipc|ripgrep|tsserver/i.test(line),
    );
  return new Set(own.map((line) => line.trim().split(' ', 1)[0] ?? ''));
}

describe('a cancelled run', () => {
  before(allowRuns);
  afterEach(closeEverything);

  for (const [what, cancel] of [
    ['by its command', () => vscode.commands.executeCommand(command.cancel)],
    [
      'by ending its task',
      // The editor knows the task a little before it can end it.
      () =>
        until(
          () => {
            const own = vscode.tasks.taskExecutions.filter((e) => e.task.source === 'Eider');
            for (const execution of own) execution.terminate();
            return own.length === 0;
          },
          { what: 'the end of the task' },
        ),
    ],
  ] as const) {
    it(`ends ${what} and leaves no process`, async () => {
      const { document } = await write('python/forever.py', slow);
      // What is made ready for the click is no process of the run.
      await until(async () => (await harnessTrees()) === 1, { what: 'the spare runtime' });
      const before = await started();
      const ofRun = new Set<string>();
      const look = async () => {
        for (const pid of await started()) if (!before.has(pid)) ofRun.add(pid);
        return ofRun.size > 0;
      };
      const run = fix(document, 'forever');
      await until(look, { what: 'a process of the run' });
      await until(() => vscode.tasks.taskExecutions.some((e) => e.task.source === 'Eider'), { what: 'the task' });
      await look();
      await cancel();
      const summary = await run;
      assert.equal(summary?.outcome, 'cancelled', summary?.message);
      const ended = async () => {
        const now = await started();
        // The one tree that may be there is the spare runtime that waits for the next click.
        return ![...ofRun].some((pid) => now.has(pid)) && (await harnessTrees()) <= 1;
      };
      await until(ended, { what: 'the end of all processes' });
      await until(() => !vscode.tasks.taskExecutions.some((e) => e.task.source === 'Eider'), {
        what: 'the end of the task',
      });
      assert.equal(document.getText(), slow);
    });
  }
});

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command, tool } from '../../../src/vscode/ids';
import { allowRuns, closeEverything, lenses, workspaceFile, write } from '../support/eider';
import { undecided, useTemplates } from '../support/provider';
import { textOf } from '../support/tools';
import { ui, uiAvailable } from '../support/ui';
import { until } from '../support/until';
import { digest, right, wrong } from './support';

const invoke = async (name: string, input: object, token?: vscode.CancellationToken) =>
  textOf(await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token));

describe('language model tools', function () {
  this.timeout(60_000);
  before(async () => {
    await allowRuns();
    await useTemplates();
  });
  afterEach(closeEverything);

  it('are there with a schema of what they take', () => {
    for (const name of Object.values(tool)) {
      const found = vscode.lm.tools.find((t) => t.name === name);
      assert.ok(found, name);
      const schema = found.inputSchema as { required?: string[]; properties?: object };
      assert.ok(schema.required?.includes('filePath'));
      assert.ok(found.description.length > 100 && !found.description.includes('%'));
    }
  });

  it('verify a candidate by running it, and change nothing', async () => {
    const { document } = await write('python/digest.py', digest);
    const input = { filePath: 'python/digest.py', functionName: 'digest', code: right };
    const good = await invoke(tool.verify, input);
    assert.match(good, /^Plausible: every trusted test passes with this version of digest\./);
    assert.match(good, /Tests: 3 of 3 pass\.\nFailed before and pass now: 3\./);
    assert.match(good, /sandboxed|limits only/);
    const bad = await invoke(tool.verify, { ...input, code: wrong });
    assert.match(bad, /^Rejected: 2 tests fail with this version of digest\./);
    assert.match(bad, /expected: \['a', 'cc', 'bb'\]\n {2}actual: {3}\['BB', 'A', 'CC'\]/);
    assert.match(await invoke(tool.verify, { ...input, code: 'Sort it.' }), /^Not verified: there is no code/);
    assert.equal(document.getText(), digest);
    assert.equal(document.isDirty, false);
  });

  it('take the text in the editor, saved or not', async () => {
    const editor = await write('python/area.py', undecided);
    await editor.edit((edit) => edit.replace(new vscode.Range(5, 0, 5, 15), '    return side * side'));
    const code = 'def area(side):\n    return side * side';
    const text = await invoke(tool.verify, { filePath: 'python/area.py', functionName: 'area', code });
    assert.match(text, /^Plausible/);
    assert.doesNotMatch(text, /Failed before/);
  });

  it('explain a failure from its execution', async () => {
    await write('python/area.py', undecided);
    const file = workspaceFile('python/area.py').fsPath;
    const text = await invoke(tool.explain, { filePath: file, functionName: 'area' });
    assert.match(text, /Input: +area\(2\)\nExpected: 4\nActual: +2/);
    assert.match(text, /- 1\.00 area\.py:6 `return side`/);
  });

  it('make tests, and leave the writing to others', async () => {
    const source = undecided.replace('return side', 'return side * side');
    await write('python/area.py', source);
    const before = await vscode.workspace.findFiles('**/*');
    const text = await invoke(tool.tests, { filePath: 'python/area.py', functionName: 'area' });
    assert.match(text, /They notice \d+ of \d+ small changes/);
    assert.match(text, /Nothing was written\. With the tests in it, .*test_area\.py \(pytest\) would be:/);
    assert.match(text, /\ndef test_\w+/);
    assert.equal((await vscode.workspace.findFiles('**/*')).length, before.length);
  });

  it('answer bad input with a sentence that helps', async () => {
    await write('python/area.py', undecided);
    const input = { filePath: 'python/area.py', functionName: 'areas' };
    assert.match(await invoke(tool.explain, input), /There is no function areas in .*area\.py\. It has: area\./);
    for (const filePath of ['python/none.py', '/etc/hostname', '../outside.py', 'python'])
      assert.match(
        await invoke(tool.explain, { ...input, filePath }),
        /There is no file .* in the workspace/,
        filePath,
      );
  });

  it('end when they are cancelled', async () => {
    const { document } = await write('python/digest.py', digest);
    const running = async () => (await lenses(document)).some((lens) => lens.command?.title === 'Cancel');
    const source = new vscode.CancellationTokenSource();
    const asked = invoke(tool.explain, { filePath: 'python/digest.py', functionName: 'digest' }, source.token);
    await until(running, { what: 'a run' });
    source.cancel();
    await assert.rejects(asked);
    await until(async () => !(await running()), { what: 'its end' });
  });

  it('run nothing before a person has allowed runs', async function () {
    if (!uiAvailable) this.skip();
    await vscode.commands.executeCommand(command.forbidRuns);
    try {
      await write('python/area.py', undecided);
      let ended = false;
      const source = new vscode.CancellationTokenSource();
      const asked = invoke(tool.explain, { filePath: 'python/area.py', functionName: 'area' }, source.token).finally(
        () => (ended = true),
      );
      asked.catch(() => undefined);
      await ui.waitText('To find fixes, Eider runs this function');
      assert.equal(ended, false, 'it waits for the person');
      source.cancel();
      await until(() => ended, { what: 'the end of the cancelled tool' });
    } finally {
      await vscode.commands.executeCommand('notifications.clearAll');
      await allowRuns();
    }
  });
});

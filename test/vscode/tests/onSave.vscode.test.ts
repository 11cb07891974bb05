import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { command, scheme, setting } from '../../../src/vscode/ids';
import { allowRuns, closeEverything, lenses, lensTitled, press, undo, workspaceFile, write } from '../support/eider';
import { until } from '../support/until';

const samples = {
  'python/fares.py': {
    text: 'def fare(zones: int, child: bool = False) -> int:\n    """Price in cents.\n\n    >>> fare(2)\n    500\n    """\n    if zones < 1:\n        raise ValueError("no zone")\n    price = 100 + 200 * min(zones, 4)\n    return price // 2 if child else price\n',
    from: '200 * min(zones, 4)',
    to: '200 * min(zones, 5)',
    name: 'fare',
    test: /^def test_fare_/m,
  },
  'typescript/fares.ts': {
    text: "export function fare(zones: number, child: boolean): number {\n  if (zones < 1) throw new RangeError('no zone');\n  const price = 100 + 200 * Math.min(zones, 4);\n  return child ? price / 2 : price;\n}\n",
    from: '200 * Math.min(zones, 4)',
    to: '200 * Math.min(zones, 5)',
    name: 'fare',
    test: /it\('returns /,
  },
};

const replace = async (document: vscode.TextDocument, from: string, to: string) => {
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0, `${from} is in the text`);
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
  await vscode.workspace.applyEdit(change);
};

const waiting = /generated tests? · Review$/;

describe('tests on save', () => {
  const configure = (value: string | undefined) =>
    vscode.workspace.getConfiguration().update(setting.testsOnSave, value, vscode.ConfigurationTarget.Global);

  before(async () => {
    await allowRuns();
    await configure('changed functions');
  });
  after(async () => {
    await configure(undefined);
    await closeEverything();
    for (const name of [...Object.keys(samples), 'python/layout.py', 'python/often.py'])
      await vscode.workspace.fs.delete(workspaceFile(name));
  });

  for (const [name, { text, from, to, test, ...sample }] of Object.entries(samples)) {
    it(`wait above the changed function, reviewed as a diff and written as one edit: ${name}`, async () => {
      const { document } = await write(name, text);
      await lensTitled(document, /Generate tests/);
      await replace(document, from, to);
      const saved = performance.now();
      await document.save();
      const lens = await lensTitled(document, waiting, 20_000);
      const ms = performance.now() - saved;
      console.log(`      suite ${Math.round(ms)} ms after the save of ${name}`);
      assert.ok(ms < 10_000, `${Math.round(ms)} ms`);
      assert.ok(
        (await lenses(document)).some(({ command: c }) =>
          /inputs? now gives? (an)?other results?/.test(c?.title ?? ''),
        ),
      );
      await press(lens);
      const tab = await until(
        () => {
          const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
          return Promise.resolve(
            input instanceof vscode.TabInputTextDiff && input.modified.scheme === scheme.tests ? input : undefined,
          );
        },
        { what: 'the diff of the tests' },
      );
      const shown = await vscode.workspace.openTextDocument(tab.modified);
      assert.match(shown.getText(), test);
      const written = await vscode.commands.executeCommand<vscode.TextDocument | undefined>(command.applyTests, {
        uri: document.uri.toString(),
        name: sample.name,
      });
      assert.ok(written);
      assert.match(written.getText(), test);
      assert.notEqual(written.uri.fsPath, document.uri.fsPath);
      await undo(written).then(undefined, () => undefined);
      await vscode.workspace.fs.delete(written.uri).then(undefined, () => undefined);
    });
  }

  it('are not made for a change of layout', async () => {
    const { document } = await write('python/layout.py', samples['python/fares.py'].text);
    await lensTitled(document, /Generate tests/);
    await replace(document, '100 + 200', '100  +  200');
    await document.save();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.ok(!(await lenses(document)).some(({ command: c }) => c?.title.includes('Making tests') === true));
  });

  it('leave one process tree when the file is saved every second', async function () {
    this.timeout(90_000);
    const seconds = Number(process.env['EIDER_SAVE_SECONDS'] ?? 20);
    const { document } = await write('python/often.py', samples['python/fares.py'].text);
    let from = 'min(zones, 4)';
    const trees: number[] = [];
    let lag = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      lag = Math.max(lag, now - last - 20);
      last = now;
    }, 20);
    for (let i = 0; i < seconds; i++) {
      const to = `min(zones, ${5 + i})`;
      await replace(document, from, to);
      from = to;
      await document.save();
      await new Promise((resolve) => setTimeout(resolve, 900));
      clearInterval(timer);
      trees.push(harnessTrees());
    }
    console.log(
      `      trees before each save: ${trees.join(' ')}; longest block before the first count ${Math.round(lag)} ms`,
    );
    assert.ok(Math.max(...trees) <= 1, trees.join(' '));
    await lensTitled(document, waiting, 20_000);
    await until(() => Promise.resolve(harnessTrees() === 0 ? true : undefined), {
      what: 'every process gone',
      timeout: 10_000,
    });
  });
});

/** Runtimes of the executor that are no child of another one, below this extension host. */
function harnessTrees(): number {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const all = lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((m) => (m ? [{ pid: m[1], ppid: m[2], args: m[3] ?? '' }] : []));
  const below = new Set([String(process.pid)]);
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, ppid } of all)
      if (!below.has(pid ?? '') && below.has(ppid ?? '')) grown = Boolean(below.add(pid ?? ''));
  }
  const harness = all.filter(({ pid, args }) => below.has(pid ?? '') && /harness.python.*main\.py/.test(args));
  const ids = new Set(harness.map(({ pid }) => pid));
  return harness.filter(({ ppid }) => !ids.has(ppid)).length;
}

import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { command } from '../../../src/vscode/ids';
import { openAiServer } from '../../doubles/openaiServer';
import { reportOf } from '../models/support';
import { useServer, useTemplates } from '../support/provider';
import { REQUEST } from '../../../src/node/typescriptPlugin/protocol';
import { allowRuns, closeEverything, fix, show, workspaceFile } from '../support/eider';
import { ui, uiAvailable } from '../support/ui';
import { until } from '../support/until';
import { answers, files } from './samples';
import { commitEverything, surroundings } from './surroundings';

const python = vscode.extensions.getExtension('eider-tests.python') !== undefined;

async function logOf(run: string): Promise<string> {
  await vscode.commands.executeCommand(command.openRunLog, { run });
  const document = await until(
    () => {
      const front = vscode.window.activeTextEditor?.document;
      return front?.languageId === 'eider-log' && front;
    },
    { what: 'the log of the run' },
  );
  return document.getText();
}

/** A server that is still reading the project in knows nothing yet. */
async function serverKnows(document: vscode.TextDocument, member: string): Promise<void> {
  const at = document.positionAt(document.getText().indexOf('shout('));
  await until(
    async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at,
      );
      return list.items.some(({ label }) => (typeof label === 'string' ? label : label.label) === member);
    },
    { what: "the server's completions", timeout: 45_000 },
  );
}

describe('names that do not exist in what a model writes', function () {
  this.timeout(60_000);

  before(async () => {
    await allowRuns();
    for (const [name, text] of Object.entries(files))
      await vscode.workspace.fs.writeFile(workspaceFile(name), Buffer.from(text));
    commitEverything();
  });
  afterEach(closeEverything);
  after(useTemplates);

  it("reach the user's own TypeScript server, which answers about a text that is nowhere", async () => {
    const { document } = await show('monitor/initials.ts');
    const text = document.getText().replace("shout('')", 'shout(nme)');
    const answer = await until(
      async () => {
        const asked = { file: document.uri.fsPath, text, question: 'diagnostics' };
        const all = await vscode.commands.executeCommand<{ body?: { kind: string; value: { message: string }[] } }>(
          'typescript.tsserverRequest',
          REQUEST,
          asked,
        );
        return all.body?.kind === 'known' && all.body.value;
      },
      { what: "the plugin's answer", timeout: 45_000 },
    );
    assert.ok(answer.some(({ message }) => message.includes("Cannot find name 'nme'")));
    assert.equal(document.isDirty, false);
  });

  for (const { language, file, wrong, right, invented, receiver } of [
    {
      language: 'typescript',
      file: 'monitor/initials.ts',
      wrong: 'charat',
      right: 'charAt',
      invented: 'initialLetters',
      receiver: /name: string.*\bsplit\b/,
    },
    {
      language: 'python',
      file: 'monitor/initials.py',
      wrong: 'spllit',
      right: 'split',
      invented: 'initial_letters',
      receiver: /name: str\b.*\bsplit\b/,
    },
  ] as const) {
    describe(language, () => {
      before(async function () {
        if (language === 'python' && !python) this.skip();
        await serverKnows((await show(file)).document, 'shout');
      });

      it('are put right before anything runs, with nothing around them touched', async () => {
        await using server = await openAiServer([{ kind: 'reply', texts: [answers[language].misspelled] }]);
        await useServer(server.baseUrl);
        const editor = await show(file);
        const { document } = editor;
        const saved = document.getText();
        // Something to undo, and a file that is not saved.
        await editor.edit((edit) => edit.insert(document.positionAt(saved.length), '\n'));
        const before = surroundings();
        const summary = await fix(document, 'initials');
        const after = surroundings();
        assert.ok(summary);
        if (summary.outcome !== 'fixed') assert.fail(await logOf(summary.run));
        assert.deepEqual(after, before);
        await vscode.commands.executeCommand('undo');
        assert.deepEqual([document.getText(), document.isDirty], [saved, false]);
        const log = await logOf(summary.run);
        assert.match(log, new RegExp(`${wrong}.*\`${wrong}\` becomes \`${right}\``, 'i'));
        const report = await reportOf(summary);
        assert.match(report, new RegExp(`\`${wrong}\` becomes \`${right}\``));
        if (uiAvailable) await ui.screenshot(`monitor-${language}`);
      });

      it('are told to the model with those that exist when nobody knows what was meant', async () => {
        const { invented: first, right: second } = answers[language];
        await using server = await openAiServer((request) => {
          const told = request.messages.some(({ content }) => content.includes('do not exist'));
          return { kind: 'reply', texts: [told ? second : first] };
        });
        await useServer(server.baseUrl);
        const { document } = await show(file);
        const summary = await fix(document, 'initials');
        assert.ok(summary);
        if (summary.outcome !== 'fixed') assert.fail(await logOf(summary.run));
        const told = server.received.filter(({ body }) =>
          body.messages.some(({ content }) => content.includes('do not exist')),
        );
        assert.equal(told.length, 1);
        assert.match(told[0]?.body.messages.at(-1)?.content ?? '', receiver);
        assert.match(await logOf(summary.run), new RegExp(invented));
      });
    });
  }

  // Last: the server is another one afterwards.
  describe('and a server that stops answering', () => {
    for (const [what, stop, after] of [
      ['freezes', 'SIGSTOP', 'SIGCONT'],
      ['is killed', 'SIGKILL', undefined],
    ] as const) {
      it(`cost no candidate when the editor's server ${what} in the middle of a run`, async () => {
        await serverKnows((await show('monitor/initials.ts')).document, 'shout');
        const servers = await typescriptServers();
        assert.ok(servers.length > 0);
        let asked = 0;
        await using server = await openAiServer(() => {
          if (asked++ === 0) for (const pid of servers) process.kill(pid, stop);
          return { kind: 'reply', texts: [answers.typescript.right] };
        });
        await useServer(server.baseUrl);
        try {
          const { document } = await show('monitor/initials.ts');
          const summary = await fix(document, 'initials');
          assert.ok(summary);
          if (summary.outcome !== 'fixed') assert.fail(await logOf(summary.run));
        } finally {
          if (after !== undefined && asked > 0) for (const pid of servers) process.kill(pid, after);
        }
      });
    }
  });
});

/** Processes of the TypeScript server that VS Code's extension started in this window. */
async function typescriptServers(): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === process.pid && command.includes('tsserver.js') ? [Number(pid)] : [];
  });
}

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command } from '../../../src/vscode/ids';
import { openAiServer, type Scripted } from '../../doubles/openaiServer';
import { allowRuns, candidateInFront, closeEverything, fix, undo, write } from '../support/eider';
import { undecided, useServer, useTemplates } from '../support/provider';
import { ui, uiAvailable } from '../support/ui';
import { until } from '../support/until';
import { motto, reportOf, rightMotto, wrongMotto } from './support';

/** What a terminal shows, flat. */
const terminal = async () => (await ui.texts('.xterm-rows')).join('\n').replaceAll('\u00a0', ' ');

describe('a run with a model server', function () {
  this.timeout(60_000);
  before(allowRuns);
  afterEach(closeEverything);
  after(useTemplates);

  it('shows what the model says as it says it, runs its answer, and applies it as one edit', async () => {
    let read: () => void = () => undefined;
    const go = new Promise<void>((resolve) => (read = resolve));
    await using server = await openAiServer([{ kind: 'reply', texts: [rightMotto], piece: 20, go }]);
    await useServer(server.baseUrl);
    const { document } = await write('python/motto.py', motto);
    const run = fix(document, 'motto');
    if (uiAvailable) {
      const live = /Asking openai\/test-model · 1 question, about \d+ tokens · .*: It returns/;
      await until(async () => live.test(await terminal()), { what: 'the words of the model in the terminal' });
      await ui.screenshot('model-asking');
    }
    read();
    const summary = await run;
    assert.equal(summary?.outcome, 'fixed', summary?.message);
    await vscode.commands.executeCommand(command.openRunLog, { run: summary.run });
    const log = await until(() => vscode.window.activeTextEditor?.document, { what: 'the log of the run' });
    assert.match(log.getText(), /› openai\/test-model, fix: It returns nothing at all, whatever is asked of it\./);
    assert.match(log.getText(), /openai\/test-model: \d+ questions?, [\d,]+ tokens/);
    assert.equal(document.getText(), motto);
    const [question] = server.received;
    assert.equal(question?.authorization, 'Bearer none');
    assert.match(question.body.messages.at(-1)?.content ?? '', /`motto\(\)` should give `'tries, runs, ranks'`/);
    assert.match(await reportOf(summary), /Model: openai\/test-model, \d+ questions?, [\d,]+ tokens/);
    await vscode.commands.executeCommand(command.review, { run: summary.run });
    await until(candidateInFront, { what: 'the diff' });
    await vscode.commands.executeCommand(command.apply);
    assert.match(document.getText(), /"runs", "ranks"/);
    await undo(document);
    assert.equal(document.getText(), motto);
  });

  it('rejects answers that stay wrong and says so', async () => {
    await using server = await openAiServer([{ kind: 'reply', texts: [wrongMotto, 'Join them, I think.'] }]);
    await useServer(server.baseUrl);
    const { document } = await write('python/motto.py', motto);
    const summary = await fix(document, 'motto');
    assert.equal(summary?.outcome, 'notFixed', summary?.message);
    assert.equal(summary.plausible, 0);
    assert.match(await reportOf(summary), /words and no code/);
    assert.ok(server.received.length <= 8);
  });

  it('ends when it is cancelled in the middle of an answer, and hangs up', async () => {
    await using server = await openAiServer([{ kind: 'forever', everyMs: 20 }]);
    await useServer(server.baseUrl);
    const { document } = await write('python/motto.py', motto);
    const run = fix(document, 'motto');
    await until(() => server.open > 0, { what: 'a question' });
    await vscode.commands.executeCommand(command.cancel);
    const summary = await run;
    assert.equal(summary?.outcome, 'cancelled', summary?.message);
    await until(() => server.open === 0, { what: 'the end of the connection' });
  });

  const faults: readonly (readonly [string, Scripted, RegExp])[] = [
    ['401', { kind: 'status', status: 401 }, /does not accept the key/],
    ['a broken connection', { kind: 'reset', after: 'It ret' }, /connection .* broke/],
  ];
  for (const [name, step, sentence] of faults) {
    it(`delivers what was found without the model after ${name}`, async () => {
      await using server = await openAiServer([step]);
      await useServer(server.baseUrl);
      const { document } = await write('python/area.py', undecided);
      const summary = await fix(document, 'area');
      assert.ok(server.received.length > 0, 'the model was asked');
      assert.equal(summary?.outcome, 'fixed', summary?.message);
      assert.ok(summary.plausible > 0);
      assert.match(await reportOf(summary), sentence);
    });
  }

  it('opens no connection with templates alone', async () => {
    await using server = await openAiServer([{ kind: 'reply', texts: [rightMotto] }]);
    await useServer(server.baseUrl);
    await useTemplates();
    const { document } = await write('python/motto.py', motto);
    assert.equal((await fix(document, 'motto'))?.outcome, 'notFixed');
    assert.equal(server.connections, 0);
  });
});

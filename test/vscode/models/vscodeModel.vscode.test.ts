import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command } from '../../../src/vscode/ids';
import { allowRuns, closeEverything, fix, write } from '../support/eider';
import { undecided, use, useTemplates } from '../support/provider';
import { until } from '../support/until';
import { scriptedModel, type ScriptedModel } from './scriptedModel';
import { motto, reportOf, rightMotto } from './support';

describe("a run with a model of VS Code's own", function () {
  this.timeout(60_000);
  let model: ScriptedModel;
  let id: string;

  before(async () => {
    await allowRuns();
    model = await scriptedModel();
    const found = await until(
      async () => (await vscode.lm.selectChatModels({})).find((m) => m.vendor === 'eider-tests'),
      { what: 'the registered model' },
    );
    id = found.id;
  });
  beforeEach(async () => {
    model.requests = [];
    model.cancelled = 0;
    await use({ provider: 'vscode', baseUrl: '', name: id });
  });
  afterEach(closeEverything);
  after(useTemplates);

  it('takes its answer like any other candidate', async () => {
    model.steps = [{ say: rightMotto, everyMs: 2 }];
    const { document } = await write('python/motto.py', motto);
    const summary = await fix(document, 'motto');
    assert.equal(summary?.outcome, 'fixed', summary?.message);
    assert.match(model.requests[0] ?? '', /The Python function `motto` is wrong/);
    const report = await reportOf(summary);
    assert.match(report, new RegExp(`Model: vscode/${id}, \\d+ questions?, about [\\d,]+ tokens`));
    assert.match(report, /It returns nothing at all, whatever is asked of it\./);
  });

  it('is cancelled with its request', async () => {
    model.steps = [{ hang: true }];
    const { document } = await write('python/motto.py', motto);
    const run = fix(document, 'motto');
    await until(() => model.requests.length > 0, { what: 'a request' });
    await vscode.commands.executeCommand(command.cancel);
    assert.equal((await run)?.outcome, 'cancelled');
    await until(() => model.cancelled > 0, { what: 'the cancelled request', timeout: 3000 });
  });

  for (const [fail, sentence] of [
    ['NoPermissions', /may not use the model Scripted Model/],
    ['Blocked', /refuses further requests/],
    ['NotFound', /no longer there/],
    ['the vendor has no network', /failed/],
  ] as const) {
    it(`delivers what was found without it after: ${fail}`, async () => {
      model.steps = [{ fail }];
      const { document } = await write('python/area.py', undecided);
      const summary = await fix(document, 'area');
      assert.ok(model.requests.length > 0, 'the model was asked');
      assert.equal(summary?.outcome, 'fixed', summary?.message);
      assert.match(await reportOf(summary), sentence);
    });
  }

  it('that is not there is said in a sentence', async () => {
    await use({ provider: 'vscode', baseUrl: '', name: 'no-such-model' });
    const { document } = await write('python/area.py', undecided);
    const summary = await fix(document, 'area');
    assert.equal(summary?.outcome, 'fixed', summary?.message);
    assert.match(await reportOf(summary), /VS Code has no language model no-such-model/);
  });
});

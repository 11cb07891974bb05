import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command, setting } from '../../../src/vscode/ids';
import { openAiServer } from '../../doubles/openaiServer';
import { closeEverything } from '../support/eider';
import { use, useTemplates } from '../support/provider';
import { ui, uiAvailable } from '../support/ui';
import { until } from '../support/until';
import { scriptedModel } from './scriptedModel';

const value = (id: string) => vscode.workspace.getConfiguration().get<string>(id);

/** First of its folder: before it, VS Code's own models were never chosen. */
describe('Select Model', function () {
  this.timeout(60_000);

  before(function () {
    if (!uiAvailable) this.skip();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeEverything();
  });
  after(useTemplates);

  const choose = async (label: string) => {
    await ui.waitText(label);
    await ui.screenshot(`select-model-${label}`);
    await ui.clickText(label);
  };

  it('lists what is really there, and tests the chosen one', async () => {
    await using server = await openAiServer([{ kind: 'reply', texts: ['ready'] }], {
      models: ['a-large-model', 'b-small-model'],
    });
    await use({ provider: 'openai', baseUrl: server.baseUrl, name: '' });
    const done = vscode.commands.executeCommand(command.selectModel);
    await ui.waitText('a-large-model');
    await ui.waitText('Scripted Model');
    await ui.waitText('Templates only');
    await choose('b-small-model');
    await done;
    assert.equal(value(setting.provider), 'openai');
    assert.equal(value(setting.modelName), 'b-small-model');
    assert.equal(server.received[0]?.body.model, 'b-small-model');
    await vscode.commands.executeCommand('notifications.showList');
    await ui.waitText('openai/b-small-model answered in');
    await ui.screenshot('select-model-answered');
    const told = (await ui.texts('.notification-list-item-message')).join('\n').replaceAll('\u00a0', ' ');
    assert.match(
      told,
      /It can: several answers at once, repeatable answers\. It cannot: token probabilities, JSON schema/,
    );
    const again = vscode.commands.executeCommand(command.selectModel);
    await ui.waitText('Can: several answers at once, repeatable answers');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await again;
  });

  it("takes one of VS Code's own after the user's click only", async () => {
    const model = await scriptedModel();
    model.steps = [{ say: 'ready' }];
    const before = model.requests.length;
    await useTemplates();
    const done = vscode.commands.executeCommand(command.selectModel);
    await ui.waitText('Scripted Model');
    assert.equal(model.requests.length, before);
    await choose('Scripted Model');
    await done;
    assert.equal(value(setting.provider), 'vscode');
    assert.equal(model.requests.length, before + 1);
    await ui.waitText('answered in');
  });

  it('asks for an address and a key, keeps the key out of the settings, and says why a server does not answer', async () => {
    await using server = await openAiServer([{ kind: 'status', status: 401 }], { models: ['guarded-model'] });
    await useTemplates();
    const done = vscode.commands.executeCommand(command.selectModel);
    await choose('Enter the address of a model server...');
    await ui.waitText('Address of the model server');
    await ui.press('Control+A');
    await ui.type(server.baseUrl);
    await ui.press('Enter');
    await ui.waitText('Key of the model server');
    await ui.type('not-the-key');
    await ui.press('Enter');
    await choose('guarded-model');
    await done;
    await ui.waitText('does not accept the key');
    await ui.screenshot('select-model-refused');
    assert.equal(server.received[0]?.authorization, 'Bearer not-the-key');
    const settings = JSON.stringify(vscode.workspace.getConfiguration('eider'));
    assert.ok(!settings.includes('not-the-key'));
    await until(() => value(setting.modelBaseUrl) === server.baseUrl, { what: 'the address in the settings' });
  });

  it('goes back to templates alone', async () => {
    const done = vscode.commands.executeCommand(command.selectModel);
    await choose('Templates only');
    await done;
    assert.equal(value(setting.provider), 'templates');
  });
});

import * as vscode from 'vscode';
import type { LanguageModel } from '../../core/ports';
import { setting } from '../ids';
import { t } from '../l10n';
import type { ModelAbilities } from '../../core/model/modelAbilities';
import type { EiderSettings } from '../settings';
import { abilityNames } from './abilities';
import type { Models } from './modelChoice';
import { vscodeModel } from './vscodeModel';

type Choice =
  | { readonly provider: 'templates' }
  | { readonly provider: 'vscode'; readonly name: string }
  | { readonly provider: 'openai'; readonly baseUrl: string; readonly name: string }
  | { readonly provider: 'address' };

interface Item extends vscode.QuickPickItem {
  readonly choice: Choice;
}

const suggestion = 'http://localhost:11434/v1';

/** Lists the models that are really there, tests the chosen one with one small question, and keeps the choice. */
export async function selectModel(models: Models, settings: EiderSettings): Promise<void> {
  const chosen = await vscode.window.showQuickPick(items(models, settings), {
    title: t('Eider: Select Model'),
    placeHolder: t('What should Eider ask when its templates do not suffice?'),
  });
  const choice = chosen?.choice.provider === 'address' ? await enterServer(models, settings) : chosen?.choice;
  if (!choice || choice.provider === 'address') return;
  await keep(choice);
  if (choice.provider === 'templates') return;
  if (choice.provider === 'vscode') await models.allowVscode();
  if (choice.provider === 'vscode') return test(vscodeModel(choice.name));
  const { baseUrl, name } = choice;
  return test(models.server(baseUrl, name), (signal) => models.probe(baseUrl, name, signal));
}

async function items(models: Models, { baseUrl }: EiderSettings): Promise<readonly Item[]> {
  const list: Item[] = [];
  if (baseUrl !== undefined) {
    const names = await models.list(baseUrl).catch((error: unknown) => {
      list.push({
        label: t('$(warning) {0} does not answer', baseUrl),
        detail: error instanceof Error ? error.message : '',
        choice: { provider: 'address' },
      });
      return [];
    });
    for (const name of names) {
      const known = abilityNames(models.abilities(baseUrl, name), true);
      list.push({
        label: name,
        description: baseUrl,
        ...(known.length > 0 && { detail: t('Can: {0}', known.join(', ')) }),
        choice: { provider: 'openai', baseUrl, name },
      });
    }
  }
  for (const { id, name, vendor } of await vscode.lm.selectChatModels({}))
    list.push({
      label: name,
      description: t('{0}, through VS Code', vendor),
      choice: { provider: 'vscode', name: id },
    });
  list.push(
    {
      label: t('Enter the address of a model server...'),
      description: t('OpenAI, Ollama, vLLM, llama.cpp, LM Studio and others'),
      choice: { provider: 'address' },
    },
    {
      label: t('Templates only'),
      description: t('No model: nothing leaves this machine'),
      choice: { provider: 'templates' },
    },
  );
  return list;
}

async function enterServer(models: Models, settings: EiderSettings): Promise<Choice | undefined> {
  const baseUrl = await vscode.window.showInputBox({
    title: t('Address of the model server'),
    value: settings.baseUrl ?? suggestion,
    validateInput: (value) =>
      /^https?:\/\/\S+$/.test(value.trim()) ? undefined : t('An address begins with http:// or https://.'),
    ignoreFocusOut: true,
  });
  if (baseUrl === undefined) return undefined;
  const address = baseUrl.trim();
  const key = await vscode.window.showInputBox({
    title: t('Key of the model server'),
    prompt: t('Leave it empty for a local server. It is kept in the secret storage of VS Code.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return undefined;
  await models.setKey(address, key.trim());
  const name = await vscode.window.showQuickPick(models.list(address), { title: t('Models of {0}', address) });
  return name === undefined ? undefined : { provider: 'openai', baseUrl: address, name };
}

/** The choice is the user's own and no project's: it goes to the user's settings. */
async function keep(choice: Exclude<Choice, { provider: 'address' }>): Promise<void> {
  const values = vscode.workspace.getConfiguration();
  const write = (id: string, value: string): Thenable<void> =>
    values.update(id, value, vscode.ConfigurationTarget.Global);
  await write(setting.provider, choice.provider);
  if (choice.provider !== 'templates') await write(setting.modelName, choice.name);
  if (choice.provider === 'openai') await write(setting.modelBaseUrl, choice.baseUrl);
}

type Probe = (signal: AbortSignal) => Promise<ModelAbilities>;

/** One small question, then what the model can do. @throws ModelError, shown by the command. */
async function test(model: LanguageModel, probe?: Probe): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t('Testing {0}...', model.name),
    cancellable: true,
  };
  const message = await vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort(new Error('cancelled')));
    try {
      const seconds = (await answerMs(model, abort.signal)) / 1000;
      const answered = t('{0} answered in {1} s.', model.name, seconds.toFixed(1));
      if (!probe) return answered;
      progress.report({ message: t('it answers; finding out what it can do') });
      return [answered, ...abilityText(await probe(abort.signal))].join(' ');
    } catch (error) {
      if (abort.signal.aborted) return undefined;
      throw error;
    }
  });
  if (message !== undefined) void vscode.window.showInformationMessage(message);
}

async function answerMs(model: LanguageModel, signal: AbortSignal): Promise<number> {
  const started = performance.now();
  const request = {
    messages: [{ role: 'user' as const, content: 'Answer with the single word: ready' }],
    temperature: 0,
    maxTokens: 64,
    n: 1,
  };
  for await (const chunk of model.stream(request, signal)) if (chunk.kind === 'usage') break;
  return performance.now() - started;
}

function abilityText(abilities: ModelAbilities): readonly string[] {
  const [can, cannot] = [abilityNames(abilities, true), abilityNames(abilities, false)];
  return [
    ...(can.length > 0 ? [t('It can: {0}.', can.join(', '))] : []),
    ...(cannot.length > 0 ? [t('It cannot: {0}; Eider does without.', cannot.join(', '))] : []),
  ];
}

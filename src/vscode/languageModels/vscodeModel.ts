import * as vscode from 'vscode';
import { ModelError } from '../../core/modelError';
import type { LanguageModel, ModelChunk, ModelRequest } from '../../core/ports';
import { t } from '../l10n';

/**
 * A model that some extension registered with VS Code. The first request makes VS Code ask the user, so it is sent only in a
 * run the user has started. Answers come one at a time; sampling is the vendor's affair.
 */
export function vscodeModel(id: string): LanguageModel {
  return {
    name: `vscode/${id}`,
    async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelChunk, void, undefined> {
      const model = await find(id);
      for (let choice = 0; choice < request.n; choice++) yield* answer(model, request, choice, signal);
    },
  };
}

async function find(id: string): Promise<vscode.LanguageModelChat> {
  const models = await vscode.lm.selectChatModels(id === '' ? {} : { id });
  const [model] = models;
  if (model) return model;
  throw new ModelError(
    'model',
    id === '' ? t('VS Code has no language model.') : t('VS Code has no language model {0}.', id),
    t('Install or sign in to an extension that brings one, or run "Eider: Select Model".'),
  );
}

async function* answer(
  model: vscode.LanguageModelChat,
  { messages, temperature, maxTokens, timeoutMs }: ModelRequest,
  choice: number,
  signal: AbortSignal,
): AsyncGenerator<ModelChunk, void, undefined> {
  const cancel = new vscode.CancellationTokenSource();
  let fail: (error: Error) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => (fail = reject));
  ended.catch(() => undefined);
  const aborted = (): void => fail(signal.reason instanceof Error ? signal.reason : new Error('cancelled'));
  if (signal.aborted) aborted();
  signal.addEventListener('abort', aborted, { once: true });
  const late = (): void =>
    fail(new ModelError('timeout', t('The model {0} did not answer in time.', model.name), t('Try again.')));
  const timer = timeoutMs === undefined ? undefined : setTimeout(late, Math.min(timeoutMs, 2 ** 31 - 1));
  try {
    const chat = messages.map(({ role, content }) =>
      role === 'assistant'
        ? vscode.LanguageModelChatMessage.Assistant(content)
        : vscode.LanguageModelChatMessage.User(content),
    );
    const options = {
      justification: t('Eider asks it to explain and fix the function you chose.'),
      modelOptions: { temperature, max_tokens: maxTokens },
    };
    const response = await Promise.race([model.sendRequest(chat, options, cancel.token), ended]);
    const parts = response.text[Symbol.asyncIterator]();
    for (;;) {
      const next = await Promise.race([parts.next(), ended]);
      if (next.done === true) break;
      yield { kind: 'text', choice, text: next.value };
    }
    yield { kind: 'end', choice, reason: 'stop' };
  } catch (error) {
    signal.throwIfAborted();
    throw faultOf(error, model.name);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', aborted);
    cancel.cancel();
    cancel.dispose();
  }
}

/** Every error of the API as a sentence; the codes are the names of `LanguageModelError`'s makers. */
export function faultOf(error: unknown, name: string): ModelError {
  if (error instanceof ModelError) return error;
  const options = { cause: error };
  const code = error instanceof vscode.LanguageModelError ? error.code : '';
  switch (code) {
    case 'NoPermissions':
      return new ModelError(
        'forbidden',
        t('Eider may not use the model {0}.', name),
        t('Allow it in the accounts menu under "Manage Language Model Access".'),
        options,
      );
    case 'Blocked':
      return new ModelError(
        'quota',
        t('The model {0} refuses further requests.', name),
        t('Wait until its quota is renewed, or choose another model.'),
        options,
      );
    case 'NotFound':
      return new ModelError(
        'model',
        t('The model {0} is no longer there.', name),
        t('Run "Eider: Select Model" to choose another one.'),
        options,
      );
    default: {
      const reason = error instanceof Error ? error.message.slice(0, 160) : '';
      return new ModelError(
        'server',
        reason === '' ? t('The model {0} failed.', name) : t('The model {0} failed: {1}.', name, reason),
        t('Try again, or choose another model.'),
        options,
      );
    }
  }
}

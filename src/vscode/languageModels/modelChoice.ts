import type * as vscode from 'vscode';
import type { LanguageModel } from '../../core/ports';
import type { ModelAbilities } from '../../core/model/modelAbilities';
import type { EiderParts } from '../parts';
import type { EiderSettings } from '../settings';
import { vscodeModel } from './vscodeModel';

/** Says that the user has chosen VS Code's own models at least once: before that they are never asked. */
const ALLOWED = 'eider.models.vscodeChosen';

/** Which model a run asks. Keys stay in VS Code's secret storage, one for each server, and go nowhere else. */
export class Models {
  readonly #secrets: vscode.SecretStorage;
  readonly #state: vscode.Memento;
  readonly #parts: EiderParts;

  constructor(context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>, parts: EiderParts) {
    this.#secrets = context.secrets;
    this.#state = context.globalState;
    this.#parts = parts;
  }

  /** `auto`: a configured server, else VS Code's own model after it was chosen once, else none. */
  current({ provider, baseUrl, modelName }: EiderSettings): LanguageModel | undefined {
    switch (provider) {
      case 'templates':
        return undefined;
      case 'vscode':
        return vscodeModel(modelName ?? '');
      case 'openai':
      case 'auto':
        if (baseUrl !== undefined && modelName !== undefined) return this.server(baseUrl, modelName);
        if (provider === 'openai') return this.server(baseUrl ?? '', modelName ?? '');
        return this.vscodeAllowed ? vscodeModel('') : undefined;
    }
  }

  server(baseUrl: string, model: string): LanguageModel {
    return this.#parts.openModel({ baseUrl, model, apiKey: () => this.key(baseUrl) });
  }

  /** Finds out what a model can do. */
  probe(baseUrl: string, model: string, signal: AbortSignal): Promise<ModelAbilities> {
    return this.#parts.probeModel({ baseUrl, model, apiKey: () => this.key(baseUrl) }, signal);
  }

  /** What was found out about it before. */
  abilities(baseUrl: string, model: string): ModelAbilities {
    return this.#parts.abilitiesOf({ baseUrl, model });
  }

  async list(baseUrl: string): Promise<readonly string[]> {
    return this.#parts.listModels(baseUrl, await this.key(baseUrl), AbortSignal.timeout(20_000));
  }

  key(baseUrl: string): Promise<string | undefined> {
    return Promise.resolve(this.#secrets.get(nameOf(baseUrl)));
  }

  /** An empty key is forgotten. */
  async setKey(baseUrl: string, key: string): Promise<void> {
    if (key === '') await this.#secrets.delete(nameOf(baseUrl));
    else await this.#secrets.store(nameOf(baseUrl), key);
  }

  get vscodeAllowed(): boolean {
    return this.#state.get(ALLOWED) === true;
  }

  async allowVscode(): Promise<void> {
    await this.#state.update(ALLOWED, true);
  }
}

/** One key for each server, so that another address never gets it. */
function nameOf(baseUrl: string): string {
  return `eider.key.${URL.canParse(baseUrl) ? new URL(baseUrl).origin : baseUrl}`;
}

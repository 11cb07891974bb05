import * as vscode from 'vscode';
import { HumanError } from '../core/errors';
import { contextKey } from './ids';
import { t } from './l10n';

const key = 'eider.mayRun';

/** Code is run only in a trusted workspace whose owner agreed once. The answer is kept for the workspace. */
export class Consent {
  readonly #memory: vscode.Memento;
  #asking: Promise<boolean> | undefined;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    void this.#publish();
  }

  get given(): boolean {
    return this.#memory.get<unknown>(key) === true;
  }

  async set(given: boolean): Promise<void> {
    await this.#memory.update(key, given ? true : undefined);
    await this.#publish();
  }

  /**
   * True when runs may start; asks, without blocking the editor, when nobody answered yet.
   * @throws HumanError `notTrusted`.
   */
  async allowed(): Promise<boolean> {
    if (!vscode.workspace.isTrusted) {
      throw new HumanError(
        'notTrusted',
        t('This workspace is not trusted, so Eider runs nothing in it.'),
        t('Trust the workspace to let Eider run its functions and tests.'),
      );
    }
    if (this.given) return true;
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(): Promise<boolean> {
    const run = t('Allow in This Workspace');
    const answer = await vscode.window.showInformationMessage(
      t(
        'To find fixes, Eider runs this function, variants of it and its tests on your machine, contained as far as the system allows. Your files stay as they are until you apply a fix.',
      ),
      run,
      t('Not Now'),
    );
    if (answer !== run) return false;
    await this.set(true);
    return true;
  }

  #publish(): Thenable<unknown> {
    return vscode.commands.executeCommand('setContext', contextKey.consented, this.given);
  }
}

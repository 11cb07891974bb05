import * as vscode from 'vscode';
import { counted, duration, plausible, usageWords } from '../core/run/words';
import { command, contextKey } from './ids';
import { t } from './l10n';
import type { Runner } from './run/runner';
import type { RunStore } from './run/runStore';

/** One item: what is under way (a click cancels it), or what the last run found (a click opens it). */
export class StatusItem implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #store: RunStore;
  readonly #runner: Runner;
  readonly #listener: { dispose(): void };
  #timer: NodeJS.Timeout | undefined;

  constructor(store: RunStore, runner: Runner) {
    this.#store = store;
    this.#runner = runner;
    this.#item = vscode.window.createStatusBarItem('eider.status', vscode.StatusBarAlignment.Left, 10);
    this.#item.name = 'Eider';
    this.#listener = store.onDidUpdate(({ event }) => {
      if (!event || event.kind === 'finished' || event.kind === 'ranked') this.#update();
    });
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#listener.dispose();
    this.#item.dispose();
  }

  #update(): void {
    const running = this.#store.running.length > 0;
    void vscode.commands.executeCommand('setContext', contextKey.running, running);
    if (running) {
      this.#timer ??= setInterval(() => this.#tick(), 500);
      this.#tick();
      return;
    }
    clearInterval(this.#timer);
    this.#timer = undefined;
    const run = this.#store.shown;
    if (!run?.finished) {
      this.#item.hide();
      return;
    }
    void vscode.commands.executeCommand('setContext', contextKey.hasRun, true);
    const good = plausible(run).length;
    const words = good > 0 ? counted(good, t('plausible fix'), t('plausible fixes')) : run.finished.message;
    this.#item.text = `$(${good > 0 ? 'verified' : 'info'}) Eider: ${words.length > 50 ? `${words.slice(0, 49)}…` : words}`;
    const cost = run.modelCall ? `\n${run.modelCall.model}: ${usageWords(run.modelCall)}` : '';
    this.#item.tooltip = `${run.name}: ${run.finished.message}${cost}`;
    this.#item.accessibilityInformation = { label: `Eider, ${run.name}: ${run.finished.message}` };
    this.#item.command = {
      title: t('Show'),
      command: good > 0 ? command.review : command.explain,
      arguments: [{ run: run.id }],
    };
    this.#item.show();
  }

  #tick(): void {
    const run = this.#store.running.at(-1);
    if (!run) return;
    const elapsed = duration(this.#runner.get(run.id)?.elapsedMs() ?? 0);
    const call = run.modelCall;
    const parts = [
      run.progress ? t('{0} tried', run.progress.tried) : undefined,
      call && usageWords(call),
      elapsed,
    ].filter((p) => p !== undefined);
    this.#item.text = `$(sync~spin) Eider: ${run.name} · ${parts.join(' · ')}`;
    this.#item.tooltip = t('Looking for a fix of {0}. Click to cancel.', run.name);
    this.#item.accessibilityInformation = {
      label: t('Eider is looking for a fix of {0}. Activate to cancel.', run.name),
      role: 'button',
    };
    this.#item.command = { title: t('Cancel'), command: command.cancel, arguments: [{ run: run.id }] };
    this.#item.show();
  }
}

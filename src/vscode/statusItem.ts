import * as vscode from 'vscode';
import { contextKey } from './ids';
import type { Runner } from './run/runner';
import type { RunStore } from './run/runStore';
import { finishedText, runningText, type StatusText } from './statusText';

/** One item: what is under way (a click cancels it, or opens the first fix as soon as there is one), or what the last run found. */
export class StatusItem implements vscode.Disposable {
  readonly #store: RunStore;
  readonly #runner: Runner;
  readonly #listener: { dispose(): void };
  #item: vscode.StatusBarItem | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(store: RunStore, runner: Runner) {
    this.#store = store;
    this.#runner = runner;
    this.#listener = store.onDidUpdate(({ event }) => {
      if (!event || event.kind === 'finished' || event.kind === 'ranked') this.#update();
    });
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#listener.dispose();
    this.#item?.dispose();
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
    const words = run && finishedText(run);
    if (!words) {
      this.#item?.hide();
      return;
    }
    void vscode.commands.executeCommand('setContext', contextKey.hasRun, true);
    this.#show(words, run.id);
  }

  #tick(): void {
    const run = this.#store.running.at(-1);
    if (!run) return;
    const elapsedMs = this.#runner.get(run.id)?.elapsedMs() ?? 0;
    const [first] = this.#store.reviewable(run);
    this.#show(runningText(run, first, elapsedMs), run.id, first === undefined);
  }

  #show({ text, tooltip, label, title, command }: StatusText, run: string, button = false): void {
    const item = (this.#item ??= made());
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label, ...(button && { role: 'button' }) };
    item.command = { title, command, arguments: [{ run }] };
    item.show();
  }
}

function made(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('eider.status', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Eider';
  return item;
}

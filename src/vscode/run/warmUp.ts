import * as vscode from 'vscode';
import type { SelfDebugger } from '../../core/selfDebugger';
import type { Consent } from '../consent';
import { isSource, sourceFile } from '../documents';
import type { RunStore } from './runStore';

/** The person has come to rest in a file. */
const restMs = 150;
/** A spare is asked for, and so kept, not more often than this while the same file is worked in. */
const apartMs = 20_000;
const nothing = { path: '', at: -Infinity };

/** Gets the runtime of the file in front ready, so that a click on `Fix` need not wait for its start. Only where code may be run. */
export class WarmUp implements vscode.Disposable {
  readonly #disposables: { dispose(): void }[];
  readonly #debuggerFor: (path: string) => Pick<SelfDebugger, 'prepare'>;
  readonly #consent: Consent;
  readonly #store: RunStore;
  #waiting: NodeJS.Timeout | undefined;
  #last = nothing;

  constructor(consent: Consent, store: RunStore, debuggerFor: (path: string) => Pick<SelfDebugger, 'prepare'>) {
    this.#consent = consent;
    this.#store = store;
    this.#debuggerFor = debuggerFor;
    const come = () => this.#come();
    this.#disposables = [
      vscode.window.onDidChangeActiveTextEditor(come),
      // Without a kind it was a program that moved the selection, and nobody is there.
      vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
        if (kind !== undefined) come();
      }),
      // A run has used up the spare: who goes on to the next function finds a new one.
      store.onDidUpdate(({ event }) => {
        if (event?.kind === 'finished') this.#last = nothing;
      }),
    ];
    come();
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    for (const one of this.#disposables) one.dispose();
  }

  #come(): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#prepare(), restMs);
  }

  #prepare(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isSource(document)) return;
    if (!vscode.workspace.isTrusted || !this.#consent.given || this.#store.running.length > 0) return;
    const file = sourceFile(document);
    const now = performance.now();
    if (this.#last.path === file.path && now - this.#last.at < apartMs) return;
    this.#last = { path: file.path, at: now };
    void this.#debuggerFor(file.path).prepare({ path: file.path, languageId: file.languageId });
  }
}

import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { SelfDebugger } from '../../core/selfDebugger';
import { changedFunctions } from '../../core/testing/changed';
import type { Consent } from '../consent';
import { isSource, sourceFile } from '../documents';
import { modelOnSave, testsOnSave } from '../settings';
import type { TestMaking } from './making';

/** After so many milliseconds without another save the work starts. */
const DEBOUNCE_MS = 150;
/** Wall time of one function in milliseconds: with its runtime's start within three seconds after the save. */
const BUDGET_MS = 1800;
/** Functions of one save that get tests; who changed more reformatted or moved code. */
const MOST = 3;
/** Larger texts (UTF-16 units) are left alone. */
const LARGEST = 400_000;

/**
 * Makes tests for the functions that a save changed, when the setting says so. Starts after the save, never in it; the next save of the
 * file cancels it; writes nothing; asks a model only when a second setting says so. What is found waits in the lenses.
 */
export class OnSave implements vscode.Disposable {
  readonly #making: TestMaking;
  readonly #consent: Consent;
  readonly #debuggerFor: (path: string) => SelfDebugger;
  readonly #log: Log;
  /** Texts as they were opened or last worked on, by path. */
  readonly #before = new Map<string, string>();
  readonly #working = new Map<string, AbortController>();
  readonly #disposables: vscode.Disposable[];

  constructor(parts: {
    readonly making: TestMaking;
    readonly consent: Consent;
    readonly debuggerFor: (path: string) => SelfDebugger;
    readonly log: Log;
  }) {
    this.#making = parts.making;
    this.#consent = parts.consent;
    this.#debuggerFor = parts.debuggerFor;
    this.#log = parts.log;
    for (const document of vscode.workspace.textDocuments) this.#remember(document);
    this.#disposables = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#remember(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#before.delete(uri.fsPath);
        this.#stop(uri.fsPath);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => this.#saved(document)),
      vscode.workspace.onDidChangeConfiguration(() => {
        for (const document of vscode.workspace.textDocuments) this.#remember(document);
      }),
    ];
  }

  dispose(): void {
    for (const path of this.#working.keys()) this.#stop(path);
    for (const d of this.#disposables) d.dispose();
  }

  #remember(document: vscode.TextDocument): void {
    const path = document.uri.fsPath;
    if (!this.#wanted(document) || document.isDirty || this.#before.has(path)) return;
    this.#before.set(path, document.getText());
  }

  #wanted(document: vscode.TextDocument): boolean {
    return isSource(document) && testsOnSave(document) && document.getText().length <= LARGEST;
  }

  #stop(path: string): void {
    this.#working.get(path)?.abort(new Error('saved again'));
    this.#working.delete(path);
  }

  #saved(document: vscode.TextDocument): void {
    const path = document.uri.fsPath;
    this.#stop(path);
    if (!this.#wanted(document) || !vscode.workspace.isTrusted || !this.#consent.given) return;
    const controller = new AbortController();
    this.#working.set(path, controller);
    const timer = setTimeout(() => {
      this.#work(document, controller.signal)
        .catch((error: unknown) => {
          if (!controller.signal.aborted) this.#log.error(`No tests for ${path}`, error);
        })
        .finally(() => {
          if (this.#working.get(path) === controller) this.#working.delete(path);
        });
    }, DEBOUNCE_MS);
    controller.signal.addEventListener('abort', () => clearTimeout(timer));
  }

  async #work(document: vscode.TextDocument, signal: AbortSignal): Promise<void> {
    const file = sourceFile(document);
    const previous = this.#before.get(file.path);
    if (previous === undefined) {
      this.#before.set(file.path, file.text);
      return;
    }
    if (previous === file.text) return;
    const self = this.#debuggerFor(file.path);
    const before = await self.functions({ ...file, text: previous });
    signal.throwIfAborted();
    const changed = changedFunctions(before, await self.functions(file));
    const askModel = modelOnSave(document);
    for (const focal of changed.slice(0, MOST)) {
      signal.throwIfAborted();
      await this.#making.run(file, focal, signal, { previous, budgetMs: BUDGET_MS, askModel });
    }
    // A cancelled save is not forgotten: the next one is compared with what was worked on last.
    if (!signal.aborted) this.#before.set(file.path, file.text);
  }
}

import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import { selector } from '../documents';
import { setting } from '../ids';
import type { RunStore } from '../run/runStore';
import { lensesWanted } from '../settings';
import type { FunctionIndex, IndexedFunctions } from './functionIndex';
import { lensTexts } from './lensText';

/**
 * Lenses above functions. Every function has its line of lenses from the first answer on, and a run only changes their
 * words, so the text never moves when they are updated.
 */
export class CodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #index: FunctionIndex;
  readonly #store: RunStore;
  readonly #log: Log;
  readonly #disposables: { dispose(): void }[];

  constructor(index: FunctionIndex, store: RunStore, log: Log) {
    this.#index = index;
    this.#store = store;
    this.#log = log;
    this.#disposables = [
      this.#changed,
      store.onDidUpdate(({ event }) => {
        if (!event || event.kind === 'captured' || event.kind === 'finished') this.#changed.fire();
      }),
      vscode.workspace.onDidChangeConfiguration((e) => {
        if (e.affectsConfiguration(setting.codeLens)) this.#changed.fire();
      }),
      vscode.languages.registerCodeLensProvider(selector, this),
    ];
  }

  dispose(): void {
    for (const d of this.#disposables) d.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!lensesWanted(document)) return [];
    try {
      return this.#lenses(document, await this.#index.of(document));
    } catch (error) {
      this.#log.error(`No lenses for ${document.uri.fsPath}`, error);
      return [];
    }
  }

  #lenses(document: vscode.TextDocument, { functions, lines }: IndexedFunctions): vscode.CodeLens[] {
    const runs = new Map(this.#store.inFile(document.uri.fsPath).map((run) => [run.name, run]));
    const lenses: vscode.CodeLens[] = [];
    const taken = new Set<number>();
    functions.forEach((focal, i) => {
      const line = lines[i]?.first ?? 0;
      if (taken.has(line)) return;
      taken.add(line);
      const run = runs.get(focal.qualifiedName);
      const range = new vscode.Range(line, 0, line, 0);
      const subject = { uri: document.uri.toString(), name: focal.qualifiedName, offset: focal.nodeRange.start };
      for (const { title, tooltip, command, target } of lensTexts(focal, run)) {
        const argument = target === 'run' && run ? { run: run.id } : subject;
        lenses.push(new vscode.CodeLens(range, { title, tooltip, command, arguments: [argument] }));
      }
    });
    return lenses;
  }
}

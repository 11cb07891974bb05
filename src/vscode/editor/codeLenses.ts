import * as vscode from 'vscode';
import type { SessionEvent } from '../../core/model/events';
import type { FunctionPlace } from '../../core/model/focalFunction';
import type { Log } from '../../core/ports';
import type { RunView } from '../../core/run/runRecord';
import { selector } from '../documents';
import { setting } from '../ids';
import type { RunStore } from '../run/runStore';
import { lensesWanted } from '../settings';
import type { FunctionIndex, IndexedFunctions } from './functionIndex';
import type { TestStore } from '../tests/testStore';
import { testLensTexts } from '../tests/testLensTexts';
import { lensTexts, type LensText } from './lensText';

/**
 * Lenses above functions. Every function has its line of lenses from the first answer on, and a run only changes their
 * words, so the text never moves when they are updated.
 */
export class CodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #index: FunctionIndex;
  readonly #store: RunStore;
  readonly #tests: TestStore;
  readonly #log: Log;
  readonly #disposables: { dispose(): void }[];

  constructor(index: FunctionIndex, store: RunStore, tests: TestStore, log: Log) {
    this.#tests = tests;
    this.#index = index;
    this.#store = store;
    this.#log = log;
    this.#disposables = [
      this.#changed,
      tests.onDidChange(() => this.#changed.fire()),
      store.onDidUpdate(({ event }) => {
        if (!event || telling.has(event.kind)) this.#changed.fire();
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

  resolveCodeLens(lens: vscode.CodeLens): vscode.CodeLens {
    if (lens instanceof FunctionLens) lens.command ??= lens.later();
    return lens;
  }

  #lenses(document: vscode.TextDocument, { functions, lines }: IndexedFunctions): vscode.CodeLens[] {
    const runs = new Map(this.#store.inFile(document.uri.fsPath).map((run) => [run.name, run]));
    const uri = document.uri.toString();
    const lenses: FunctionLens[] = [];
    const taken = new Set<number>();
    functions.forEach((focal, i) => {
      const line = lines[i]?.first ?? 0;
      if (taken.has(line)) return;
      taken.add(line);
      const run = runs.get(focal.qualifiedName);
      const range = new vscode.Range(line, 0, line, 0);
      const tests = this.#tests.get(document.uri.fsPath, focal.qualifiedName);
      for (const text of [...lensTexts(focal, run), ...testLensTexts(focal, tests)])
        lenses.push(new FunctionLens(range, () => commandOf(text, focal, run, uri)));
    });
    if (lenses.length <= mostAtOnce) for (const lens of lenses) this.resolveCodeLens(lens);
    return lenses;
  }
}

/** Events after which a lens says something else. */
const telling: ReadonlySet<SessionEvent['kind']> = new Set(['captured', 'ranked', 'finished', 'answered']);

/** More lenses than these get their words only when they come into view: carrying thousands of commands costs a frame. */
const mostAtOnce = 200;

class FunctionLens extends vscode.CodeLens {
  readonly later: () => vscode.Command;

  constructor(range: vscode.Range, later: () => vscode.Command) {
    super(range);
    this.later = later;
  }
}

function commandOf(text: LensText, focal: FunctionPlace, run: RunView | undefined, uri: string): vscode.Command {
  const subject = { uri, name: focal.qualifiedName, offset: focal.nodeRange.start };
  const argument = text.target === 'run' && run ? { run: run.id } : subject;
  return { title: text.title, tooltip: text.tooltip, command: text.command, arguments: [argument] };
}

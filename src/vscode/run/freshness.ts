import * as vscode from 'vscode';
import { rebase } from '../../core/candidate/rebase';
import { applyEdits } from '../../core/model/text';
import type { RunView } from '../../core/run/runRecord';
import type { RunStore } from './runStore';

const waitMs = 400;

/** Knows which runs were about a text that is not there any more, and marks them in the store. */
export class Freshness implements vscode.Disposable {
  readonly #store: RunStore;
  readonly #disposables: { dispose(): void }[];
  readonly #waiting = new Map<string, NodeJS.Timeout>();

  constructor(store: RunStore) {
    this.#store = store;
    this.#disposables = [
      store.onDidUpdate(({ run, event }) => {
        if (!event || event.kind === 'finished') this.#later(run.file.path);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === 'file' && store.inFile(document.uri.fsPath).length > 0)
          this.#later(document.uri.fsPath);
      }),
    ];
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    for (const d of this.#disposables) d.dispose();
  }

  #later(path: string): void {
    clearTimeout(this.#waiting.get(path));
    const check = () => {
      this.#waiting.delete(path);
      void this.#check(path);
    };
    this.#waiting.set(path, setTimeout(check, waitMs));
  }

  async #check(path: string): Promise<void> {
    const text = await textOf(path);
    for (const run of this.#store.inFile(path)) this.#store.mark(run, text === undefined || isStale(run, text));
  }
}

/** A run holds as long as its function stands in the text as it was captured, or with one of its candidates applied. */
export function isStale(run: RunView, current: string): boolean {
  if (!run.focal) return false;
  const focal = run.focal.range;
  const holds = (captured: string, range: typeof focal) =>
    rebase({ captured, current, focal: range, edits: [] }).kind === 'clean';
  if (holds(run.file.text, focal)) return false;
  return !run.ranked.some(({ candidate }) => {
    const inside = candidate.edits.filter(({ range }) => range.start >= focal.start && range.end <= focal.end);
    const captured = applyEdits(run.file.text, inside);
    return holds(captured, { start: focal.start, end: focal.end + captured.length - run.file.text.length });
  });
}

async function textOf(path: string): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((d) => d.uri.scheme === 'file' && d.uri.fsPath === path);
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.file(path)));
  } catch {
    return undefined;
  }
}

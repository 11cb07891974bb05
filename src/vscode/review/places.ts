import * as vscode from 'vscode';
import { followChanges } from '../../core/candidate/rebase';
import type { TextRange } from '../../core/model/text';
import type { RunView } from '../../core/run/runRecord';
import type { RunStore } from '../run/runStore';

/** Follows each captured function through the edits of its open document, so that two equal functions are never mixed up. */
export class Places implements vscode.Disposable {
  /** Where the function of a run stands now; undefined once an edit has touched it. */
  readonly #ranges = new Map<string, TextRange | undefined>();
  readonly #store: RunStore;
  readonly #disposables: { dispose(): void }[];

  constructor(store: RunStore) {
    this.#store = store;
    this.#disposables = [
      vscode.workspace.onDidChangeTextDocument((e) => this.#follow(e)),
      store.onDidUpdate(({ run, event }) => {
        if (event?.kind === 'captured') this.#begin(run);
      }),
    ];
  }

  dispose(): void {
    for (const d of this.#disposables) d.dispose();
  }

  /** Offset of the function in the document as it is now, where that is certain. */
  startOf(run: RunView): number | undefined {
    return this.#ranges.get(run.id)?.start;
  }

  /** A run captures the text before it tells so: an edit in between leaves the place uncertain. */
  #begin(run: RunView): void {
    const document = vscode.workspace.textDocuments.find(
      (d) => d.uri.fsPath === run.file.path && d.uri.scheme === 'file',
    );
    this.#ranges.set(run.id, document?.version === run.file.version ? run.focal?.range : undefined);
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document.uri.scheme !== 'file') return;
    for (const run of this.#store.inFile(document.uri.fsPath)) {
      const range = this.#ranges.get(run.id);
      if (!range) continue;
      const changes = contentChanges.map((c) => ({
        range: { start: c.rangeOffset, end: c.rangeOffset + c.rangeLength },
        text: c.text,
      }));
      this.#ranges.set(run.id, followChanges(range, changes));
    }
  }
}

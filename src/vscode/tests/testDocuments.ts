import * as vscode from 'vscode';
import { scheme } from '../ids';
import { t } from '../l10n';
import type { TestStore } from './testStore';

/** A side of the diff that shows generated tests before they are written. The file's own name stands last, for its language. */
export function testsUri(path: string, name: string, testFile: string, side: 'before' | 'after'): vscode.Uri {
  return vscode.Uri.from({
    scheme: scheme.tests,
    path: `/${testFile.split(/[\\/]/).at(-1) ?? 'tests'}`,
    query: new URLSearchParams({ path, name, side }).toString(),
  });
}

/** The function whose generated tests are in front. */
export function activeTests(): { readonly path: string; readonly name: string } | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputTextDiff) || input.modified.scheme !== scheme.tests) return undefined;
  const query = new URLSearchParams(input.modified.query);
  return { path: query.get('path') ?? '', name: query.get('name') ?? '' };
}

export class TestDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #store: TestStore;
  readonly #listening: { dispose(): void };

  constructor(store: TestStore) {
    this.#store = store;
    this.#listening = store.onDidChange((path) => {
      for (const { uri } of vscode.workspace.textDocuments) {
        const mine = uri.scheme === scheme.tests && new URLSearchParams(uri.query).get('path') === path;
        if (mine) this.#changed.fire(uri);
      }
    });
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const query = new URLSearchParams(uri.query);
    const tests = this.#store.get(query.get('path') ?? '', query.get('name') ?? '');
    if (tests?.state !== 'ready') return t('These tests are written, or no longer up to date.');
    return query.get('side') === 'before' ? (tests.written.text ?? '') : tests.written.written;
  }
}

import * as vscode from 'vscode';
import { scheme } from '../ids';
import { t } from '../l10n';
import type { RunStore } from '../run/runStore';

/** Which text a review document shows: the captured file, or the file with a candidate in it. */
export interface ReviewAddress {
  readonly run: string;
  /** Absent: the captured text. */
  readonly candidate?: string;
}

/**
 * The file's own name stands last in the path, so that the editor knows its language; `folder` tells candidates apart
 * where several are shown together.
 */
export function reviewUri(address: ReviewAddress, path: string, folder: string): vscode.Uri {
  const name = path.split(/[\\/]/).at(-1) ?? 'file';
  const query = new URLSearchParams({
    run: address.run,
    ...(address.candidate ? { candidate: address.candidate } : {}),
  });
  return vscode.Uri.from({
    scheme: scheme.review,
    path: `/${folder.replaceAll('/', '\u2215')}/${name}`,
    query: query.toString(),
  });
}

export function reviewAddress(uri: vscode.Uri): ReviewAddress | undefined {
  if (uri.scheme !== scheme.review) return undefined;
  const query = new URLSearchParams(uri.query);
  const run = query.get('run');
  const candidate = query.get('candidate');
  return run === null ? undefined : { run, ...(candidate === null ? {} : { candidate }) };
}

/** The candidate whose diff is in front. */
export function activeReview(): ReviewAddress | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff ? reviewAddress(input.modified) : undefined;
}

export function reviewTabs(run: string): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter((tab) => tab.input instanceof vscode.TabInputTextDiff && reviewAddress(tab.input.modified)?.run === run);
}

/** Read-only texts of a run for the diff editor. */
export class ReviewDocuments implements vscode.TextDocumentContentProvider {
  readonly #store: RunStore;

  constructor(store: RunStore) {
    this.#store = store;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    await this.#store.ready;
    const address = reviewAddress(uri);
    const run = address && this.#store.get(address.run);
    if (!run) return t('This run is over and its candidates are gone. Run Fix again.');
    if (address.candidate === undefined) return run.file.text;
    const found = run.ranked.find((r) => r.candidate.id === address.candidate);
    return found?.candidate.source ?? t('This candidate is gone. Run Fix again.');
  }
}

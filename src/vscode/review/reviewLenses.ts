import * as vscode from 'vscode';
import { command, scheme } from '../ids';
import { t } from '../l10n';
import type { RunStore } from '../run/runStore';
import { changedLines } from './changedLines';
import { reviewAddress } from './reviewDocuments';

/** `Apply · Reject · Next` above the first change of a candidate; with several changes, each can be applied by itself. */
export class ReviewLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #store: RunStore;
  readonly #registration: vscode.Disposable;

  constructor(store: RunStore) {
    this.#store = store;
    this.#registration = vscode.languages.registerCodeLensProvider({ scheme: scheme.review }, this);
  }

  dispose(): void {
    this.#registration.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const address = reviewAddress(document.uri);
    const run = address?.candidate === undefined ? undefined : this.#store.get(address.run);
    const ranked = run?.ranked.find((r) => r.candidate.id === address?.candidate);
    if (!run || !ranked) return [];
    const lenses: vscode.CodeLens[] = [];
    const add = (line: number, title: string, id: string, tooltip: string, extra: object = {}) => {
      const at = Math.min(line, document.lineCount - 1);
      const argument = { run: run.id, candidate: ranked.candidate.id, ...extra };
      lenses.push(
        new vscode.CodeLens(new vscode.Range(at, 0, at, 0), { title, tooltip, command: id, arguments: [argument] }),
      );
    };
    const changes = changedLines(ranked.candidate);
    changes.forEach(({ hunk, line }, nth) => {
      if (nth === 0) {
        add(
          line,
          `$(check) ${t('Apply')}`,
          command.apply,
          t('Put this fix into the file, as one edit that undo takes back'),
        );
        add(line, `$(close) ${t('Reject')}`, command.reject, t('Put this fix aside and remember why'));
        add(line, `$(arrow-right) ${t('Next')}`, command.next, t('Show the next fix'));
      }
      if (changes.length > 1)
        add(
          line,
          t('Apply only this change'),
          command.applyHunk,
          t('Untested by itself: the tests ran with all changes'),
          { hunk },
        );
    });
    return lenses;
  }
}

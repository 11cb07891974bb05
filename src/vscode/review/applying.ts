import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { HumanError } from '../../core/errors';
import { afterEdits, type PatchState } from '../../core/candidate/partialPatch';
import { rebase, type RebaseConflict } from '../../core/candidate/rebase';
import type { Candidate } from '../../core/model/candidate';
import { applyEdits, type TextEdit } from '../../core/model/text';
import type { RunView } from '../../core/run/runRecord';
import { shortName } from '../documents';
import { t } from '../l10n';
import type { Places } from './places';

/** Puts candidates into the user's document: the only place that writes, one undoable edit each time. */
export class Applying {
  readonly #places: Places;
  /** Texts on which hunks of a candidate were accepted one by one, latest last. */
  readonly #partial = new Map<string, Remaining[]>();

  constructor(places: Places) {
    this.#places = places;
  }

  /**
   * Applies a candidate, or only its edit number `hunk`, to the document as it is now.
   * Returns the document and the range that changed.
   * @throws HumanError `documentChanged`, `readOnly`, `fileNotFound`; the document is as it was then.
   */
  async apply(
    run: RunView,
    candidate: Candidate,
    hunk?: number,
  ): Promise<{ document: vscode.TextDocument; range: vscode.Range }> {
    const uri = vscode.Uri.file(run.file.path);
    await checkWritable(uri.fsPath);
    const document = await vscode.workspace.openTextDocument(uri);
    const current = document.getText();
    const { remaining, edits, indexes } = this.#fit(run, candidate, current, hunk);
    const change = new vscode.WorkspaceEdit();
    for (const edit of edits) {
      const range = new vscode.Range(document.positionAt(edit.range.start), document.positionAt(edit.range.end));
      change.replace(uri, range, edit.text);
    }
    const version = document.version;
    if (!(await vscode.workspace.applyEdit(change))) throw changed('changed', run);
    if (document.version === version && edits.some((e) => e.text !== '' || e.range.start !== e.range.end)) {
      throw readOnly(shortName(uri.fsPath));
    }
    if (hunk !== undefined) {
      const left = remaining.left.filter((_, i) => !indexes.has(i));
      const state = afterEdits(remaining.state, indexes);
      this.#partial.set(candidate.id, [...(this.#partial.get(candidate.id) ?? []), { state, left }]);
    }
    return { document, range: changedRange(document, current, edits) };
  }

  #fit(run: RunView, candidate: Candidate, current: string, hunk: number | undefined): Fit {
    if (!run.focal) throw changed('changed', run);
    const first = { captured: run.file.text, focal: run.focal.range, edits: candidate.edits };
    const whole: Remaining = { state: first, left: candidate.edits.map((_, i) => i) };
    let reason: RebaseConflict = 'changed';
    for (const remaining of [...(this.#partial.get(candidate.id) ?? []).toReversed(), whole]) {
      const { state, left } = remaining;
      const indexes = new Set(left.flatMap((original, i) => (hunk === undefined || original === hunk ? [i] : [])));
      const edits = state.edits.filter((_, i) => indexes.has(i));
      if (edits.length === 0) continue;
      const at = state === first ? this.#places.startOf(run) : undefined;
      const result = rebase({ ...state, current, edits, ...(at === undefined ? {} : { at }) });
      if (result.kind === 'clean') return { remaining, edits: result.edits, indexes };
      reason = result.reason;
    }
    throw changed(reason, run);
  }
}

/** A text with some hunks of a candidate in it; `left`: which of the candidate's edits its remaining edits are. */
interface Remaining {
  readonly state: PatchState;
  readonly left: readonly number[];
}

interface Fit {
  readonly remaining: Remaining;
  /** Against the present text. */
  readonly edits: readonly TextEdit[];
  /** Which of the remaining edits these are. */
  readonly indexes: ReadonlySet<number>;
}

function changed(reason: RebaseConflict, run: RunView): HumanError {
  const file = shortName(run.file.path);
  const sentence = {
    changed: t(
      '{0} in {1} is no longer as it was when the fix was tested, so the fix was not applied.',
      run.name,
      file,
    ),
    ambiguous: t('{0} stands in {1} more than once now, so the fix was not applied.', run.name, file),
    surroundings: t('The imports of {0} changed since the fix was tested, so it was not applied.', file),
  }[reason];
  return new HumanError('documentChanged', sentence, t('Run Fix again on the present text.'));
}

/**
 * VS Code lets a locked file be edited and fails when it is saved, so the file itself is asked.
 * @throws HumanError `readOnly`, `fileNotFound`.
 */
async function checkWritable(path: string): Promise<void> {
  const file = shortName(path);
  let writable: boolean;
  try {
    // The owner may be allowed everything (root): a file without any write bit is still meant to stay as it is.
    writable = ((await stat(path)).mode & 0o222) !== 0;
  } catch (cause) {
    throw new HumanError(
      'fileNotFound',
      t('{0} is not there any more.', file),
      t('Bring the file back or run Fix on another one.'),
      { cause },
    );
  }
  writable &&= await access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!writable) throw readOnly(file);
}

function readOnly(file: string): HumanError {
  return new HumanError(
    'readOnly',
    t('{0} is read-only, so the fix was not applied.', file),
    t('Make the file writable and apply the fix again.'),
  );
}

function changedRange(document: vscode.TextDocument, before: string, edits: readonly TextEdit[]): vscode.Range {
  const start = Math.min(...edits.map((e) => e.range.start));
  const end = Math.max(...edits.map((e) => e.range.end)) + applyEdits(before, edits).length - before.length;
  return new vscode.Range(document.positionAt(start), document.positionAt(Math.max(start, end)));
}

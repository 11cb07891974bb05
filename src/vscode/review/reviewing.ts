import * as vscode from 'vscode';
import type { RankedCandidate } from '../../core/model/candidate';
import type { RunView } from '../../core/run/runRecord';
import { plausible } from '../../core/run/words';
import { t } from '../l10n';
import type { RunStore } from '../run/runStore';
import type { Applying } from './applying';
import { changedLines } from './changedLines';
import { activeReview, reviewAddress, reviewTabs, reviewUri, type ReviewAddress } from './reviewDocuments';

export interface Subject {
  readonly run: RunView;
  readonly candidate: RankedCandidate;
}

/** Going through the candidates of a run: open, next, apply, reject. */
export class Reviewing {
  readonly #store: RunStore;
  readonly #applying: Applying;
  readonly #selected: () => Partial<ReviewAddress> | undefined;

  /** `selected`: what is selected in the Candidates view. */
  constructor(store: RunStore, applying: Applying, selected: () => Partial<ReviewAddress> | undefined) {
    this.#store = store;
    this.#applying = applying;
    this.#selected = selected;
  }

  /** The candidate a command is about: the one it names, the one whose diff is in front, the selected one, the first. */
  subject(address: Partial<ReviewAddress> | undefined): Subject | undefined {
    const selected = this.#selected();
    const places =
      address?.candidate === undefined && address?.run === undefined ? [activeReview(), selected] : [address];
    for (const place of places) {
      const run = place?.run === undefined ? undefined : this.#store.get(place.run);
      const candidate = run?.ranked.find((r) => r.candidate.id === place?.candidate);
      // What is selected is only a hint: a fix that an answer or a rejection ruled out is not reviewed by mistake.
      const hint = place !== address && place === selected;
      if (run && candidate && (!hint || this.#store.reviewable(run).includes(candidate))) return { run, candidate };
    }
    const run = address?.run === undefined ? this.#store.shown : this.#store.get(address.run);
    const candidate = run && this.#first(run);
    return run && candidate ? { run, candidate } : undefined;
  }

  async open({ run, candidate }: Subject): Promise<void> {
    this.#store.show(run);
    const list = this.#list(run);
    const place = list.findIndex((r) => r.candidate.id === candidate.candidate.id);
    const title = candidate.candidate.title.replaceAll('`', '');
    const count = place === -1 ? '' : ` (${t('{0} of {1}', place + 1, list.length)})`;
    await vscode.commands.executeCommand(
      'vscode.diff',
      originalUri(run),
      candidateUri(run, candidate),
      `${run.name}: ${title}${count}`,
      { preview: true, preserveFocus: false, selection: this.#firstChange(run, candidate) },
    );
  }

  /** Opens the candidate `step` places further, round and round. */
  async go(from: Subject, step: 1 | -1): Promise<Subject> {
    const list = this.#list(from.run);
    const at = list.findIndex((r) => r.candidate.id === from.candidate.candidate.id);
    const candidate = list[(at + step + list.length) % Math.max(1, list.length)];
    const subject = candidate ? { run: from.run, candidate } : from;
    await this.open(subject);
    return subject;
  }

  async apply({ run, candidate }: Subject, hunk?: number): Promise<void> {
    const { document, range } = await this.#applying.apply(run, candidate.candidate, hunk);
    if (hunk === undefined) await vscode.window.tabGroups.close([...reviewTabs(run.id)]);
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: columnOf(document.uri),
      preview: false,
    });
    editor.selection = new vscode.Selection(range.start, range.start);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    vscode.window.setStatusBarMessage(
      `$(check) ${t('Applied: {0}. Undo takes it back.', candidate.candidate.title.replaceAll('`', ''))}`,
      6000,
    );
  }

  /** Applies one change of a candidate: the one named, else the one nearest to the cursor in its diff. */
  async applyHunk(subject: Subject, hunk = this.#hunkAtCursor(subject.candidate)): Promise<void> {
    await this.apply(subject, hunk);
  }

  /** Remembers why, and goes on to the next one. `reason` is asked for when it is not given. */
  async reject(subject: Subject, reason?: string): Promise<void> {
    const given = reason ?? (await askReason(subject.candidate));
    if (given === undefined) return;
    const { run, candidate } = subject;
    const inFront = activeReview()?.candidate === candidate.candidate.id;
    const list = this.#list(run);
    const at = list.findIndex((r) => r.candidate.id === candidate.candidate.id);
    this.#store.decide(run, candidate.candidate.id, { kind: 'rejected', reason: given });
    if (!inFront) return;
    const next = this.#store.reviewable(run).find((r) => list.indexOf(r) > at) ?? this.#store.reviewable(run)[0];
    if (next) await this.open({ run, candidate: next });
    else await vscode.window.tabGroups.close([...reviewTabs(run.id)]);
  }

  /** All plausible candidates in one multi-file view; a picker of diffs where the editor has none. */
  async compare(run: RunView): Promise<void> {
    const list = this.#list(run).slice(0, 10);
    if (list.length === 0) return;
    const rows = list.map((r) => {
      const modified = candidateUri(run, r);
      return [modified, originalUri(run), modified] as const;
    });
    const known = await vscode.commands.getCommands(true);
    if (known.includes('vscode.changes')) {
      await vscode.commands.executeCommand('vscode.changes', t('Candidates for {0}', run.name), rows);
      return;
    }
    const picked = await vscode.window.showQuickPick(
      list.map((r) => ({ label: `${r.rank}. ${r.candidate.title}`, detail: r.reason, candidate: r })),
      { placeHolder: t('Which candidate?') },
    );
    if (picked) await this.open({ run, candidate: picked.candidate });
  }

  #hunkAtCursor({ candidate }: RankedCandidate): number {
    const editor = vscode.window.activeTextEditor;
    const address = editor && reviewAddress(editor.document.uri);
    const cursor = address?.candidate === candidate.id ? editor?.selection.active.line : undefined;
    const away = (line: number) => (cursor === undefined ? line : Math.abs(line - cursor));
    const [nearest] = changedLines(candidate).toSorted((a, b) => away(a.line) - away(b.line));
    return nearest?.hunk ?? 0;
  }

  #first(run: RunView): RankedCandidate | undefined {
    return this.#list(run)[0] ?? run.ranked[0];
  }

  #list(run: RunView): readonly RankedCandidate[] {
    const list = this.#store.reviewable(run);
    return list.length > 0 ? list : plausible(run);
  }

  #firstChange(run: RunView, { candidate }: RankedCandidate): vscode.Range {
    const first = Math.min(...candidate.edits.map((e) => e.range.start));
    const line = Number.isFinite(first) ? run.file.text.slice(0, first).split('\n').length - 1 : 0;
    return new vscode.Range(line, 0, line, 0);
  }
}

function originalUri(run: RunView): vscode.Uri {
  return reviewUri({ run: run.id }, run.file.path, t('as captured'));
}

function candidateUri(run: RunView, { rank, candidate }: RankedCandidate): vscode.Uri {
  return reviewUri(
    { run: run.id, candidate: candidate.id },
    run.file.path,
    `${rank}. ${candidate.title.replaceAll('`', '')}`,
  );
}

/** Where the file is open already, so that it does not open twice; else in front. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const open = vscode.window.tabGroups.all.find((group) =>
    group.tabs.some((tab) => tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri.toString()),
  );
  return open?.viewColumn ?? vscode.ViewColumn.Active;
}

async function askReason(candidate: RankedCandidate): Promise<string | undefined> {
  const other = t('Another reason…');
  const picked = await vscode.window.showQuickPick(
    [t('Wrong behaviour'), t('Only fits the tests'), t('Hard to read'), t('Changes too much'), other],
    {
      title: t('Reject {0}', candidate.candidate.title),
      placeHolder: t('Why? The reason is kept with the candidate.'),
    },
  );
  return picked === other ? vscode.window.showInputBox({ prompt: t('Why is it rejected?') }) : picked;
}

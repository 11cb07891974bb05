import * as vscode from 'vscode';
import type { RankedCandidate } from '../../core/model/candidate';
import type { RunView } from '../../core/run/runRecord';
import { command, type CommandId, scheme } from '../ids';
import { t } from '../l10n';
import type { RunStore } from '../run/runStore';
import { changedLines } from './changedLines';
import { reviewAddress } from './reviewDocuments';

/** The editor's own words for a chord, as its menus write it. */
const chord = (key: string): string => (process.platform === 'darwin' ? `⌘K ⌥${key}` : `Ctrl+K Alt+${key}`);

/**
 * Behind each change of a candidate: how to take it, by key and by a click in its hover. VS Code shows no lenses in a diff unless
 * `diffEditor.codeLens` is on; where it is, `ReviewLenses` says the same and this says nothing.
 */
export class ReviewHints implements vscode.Disposable {
  readonly #store: RunStore;
  readonly #type = vscode.window.createTextEditorDecorationType({
    after: { margin: '0 0 0 2em', color: new vscode.ThemeColor('editorCodeLens.foreground'), fontStyle: 'italic' },
  });
  readonly #disposables: { dispose(): void }[];

  constructor(store: RunStore) {
    this.#store = store;
    this.#disposables = [
      this.#type,
      vscode.window.onDidChangeVisibleTextEditors((editors) => this.#draw(editors)),
      vscode.workspace.onDidChangeConfiguration((e) => {
        if (e.affectsConfiguration('diffEditor.codeLens')) this.#draw(vscode.window.visibleTextEditors);
      }),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        if (uri.scheme === scheme.review) this.#draw(vscode.window.visibleTextEditors);
      }),
    ];
  }

  dispose(): void {
    for (const d of this.#disposables) d.dispose();
  }

  #draw(editors: readonly vscode.TextEditor[]): void {
    const lenses = vscode.workspace.getConfiguration('diffEditor').get<boolean>('codeLens') === true;
    for (const editor of editors) {
      if (editor.document.uri.scheme !== scheme.review) continue;
      editor.setDecorations(this.#type, lenses ? [] : this.#hints(editor.document));
    }
  }

  #hints(document: vscode.TextDocument): vscode.DecorationOptions[] {
    const address = reviewAddress(document.uri);
    const run = address?.candidate === undefined ? undefined : this.#store.get(address.run);
    const ranked = run?.ranked.find((r) => r.candidate.id === address?.candidate);
    if (!run || !ranked) return [];
    const changes = changedLines(ranked.candidate);
    const several = changes.length > 1;
    // Two changes of one line have one hint: there is no room for more.
    const shown = changes.filter(({ line }, nth) => changes.findIndex((other) => other.line === line) === nth);
    return shown.map(({ hunk, line }) => {
      const words = several
        ? [t('{0}: only this change', chord('H'))]
        : [t('{0}: apply', chord('A')), t('{0}: reject', chord('R')), t('{0}: next', chord('N'))];
      const end = document.lineAt(Math.min(line, document.lineCount - 1)).range.end;
      return {
        range: new vscode.Range(end, end),
        renderOptions: { after: { contentText: words.join(' · ') } },
        hoverMessage: actions(run, ranked, several ? hunk : undefined),
      };
    });
  }
}

/** The same as links. `hunk`: absent where there is one change only. */
function actions(run: RunView, { candidate }: RankedCandidate, hunk: number | undefined): vscode.MarkdownString {
  const link = (words: string, id: CommandId, extra: object = {}) => {
    const argument = encodeURIComponent(JSON.stringify([{ run: run.id, candidate: candidate.id, ...extra }]));
    return `[${words}](command:${id}?${argument})`;
  };
  const links = [
    ...(hunk === undefined ? [] : [link(t('Apply only this change'), command.applyHunk, { hunk })]),
    link(t('Apply'), command.apply),
    link(t('Reject'), command.reject),
    link(t('Next'), command.next),
  ];
  const text = new vscode.MarkdownString(links.join(' · '));
  text.isTrusted = { enabledCommands: [command.applyHunk, command.apply, command.reject, command.next] };
  return text;
}

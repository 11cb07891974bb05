import * as path from 'node:path';
import * as vscode from 'vscode';
import { reportText } from '../../core/explanation/report';
import type { RunView } from '../../core/run/runRecord';
import { language, scheme } from '../ids';
import { t } from '../l10n';
import type { RunStore } from '../run/runStore';
import { runLogText } from '../task/runTerminal';

/** Reports and run logs as read-only documents in languages of their own. */
export class ReportDocuments
  implements
    vscode.TextDocumentContentProvider,
    vscode.DocumentLinkProvider,
    vscode.FoldingRangeProvider,
    vscode.Disposable
{
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #store: RunStore;
  readonly #disposables: { dispose(): void }[];

  constructor(store: RunStore) {
    this.#store = store;
    this.#disposables = [
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme.report, this),
      vscode.workspace.registerTextDocumentContentProvider(scheme.log, this),
      vscode.languages.registerDocumentLinkProvider({ language: language.report }, this),
      vscode.languages.registerFoldingRangeProvider({ language: language.report }, this),
      store.onDidUpdate(({ run, event }) => {
        if (event?.kind !== 'finished' && event?.kind !== 'explained' && event?.kind !== 'stage') return;
        for (const document of vscode.workspace.textDocuments) {
          if (runOf(document.uri) === run.id) this.#changed.fire(document.uri);
        }
      }),
    ];
  }

  dispose(): void {
    for (const d of this.#disposables) d.dispose();
  }

  async open(run: RunView, kind: 'report' | 'log'): Promise<void> {
    const name = run.name.replace(/[^\p{L}\p{N}_.$-]/gu, '_');
    const ending = kind === 'report' ? 'eider-report' : 'eider-log';
    const uri = vscode.Uri.from({ scheme: scheme[kind], path: `/${name}.${ending}`, query: run.id });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, kind === 'report' ? language.report : language.runLog);
    await vscode.window.showTextDocument(document, {
      preview: true,
      viewColumn: activeReportRun() === undefined ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
      preserveFocus: false,
    });
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    await this.#store.ready;
    const run = this.#store.get(runOf(uri) ?? '');
    if (!run) return t('This run is over and its report is gone. Run Fix again.');
    return uri.scheme === scheme.report ? reportText(run) : runLogText(run);
  }

  /** `stats.py:12` leads to the line, in the captured file and in the files of its tests. */
  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const run = this.#store.get(runOf(document.uri) ?? '');
    if (!run) return [];
    const files = new Map(
      run.tests.flatMap((test) => (test.at ? [[path.basename(test.at.path), test.at.path] as const] : [])),
    );
    files.set(path.basename(run.file.path), run.file.path);
    const links: vscode.DocumentLink[] = [];
    for (const match of document.getText().matchAll(/([^\s()`|:]+):(\d+)/g)) {
      const file = files.get(match[1] ?? '');
      if (file === undefined) continue;
      const range = new vscode.Range(
        document.positionAt(match.index),
        document.positionAt(match.index + match[0].length),
      );
      links.push(new vscode.DocumentLink(range, vscode.Uri.file(file).with({ fragment: `L${match[2] ?? '1'}` })));
    }
    return links;
  }

  /** Sections fold at their headings. */
  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    const headings: number[] = [];
    for (let line = 0; line < document.lineCount; line++) {
      if (document.lineAt(line).text.startsWith('## ')) headings.push(line);
    }
    return headings.map((line, i) => new vscode.FoldingRange(line, (headings[i + 1] ?? document.lineCount) - 1));
  }
}

function runOf(uri: vscode.Uri): string | undefined {
  return uri.scheme === scheme.report || uri.scheme === scheme.log ? uri.query : undefined;
}

/** The run of the report in front, if one is. */
export function activeReportRun(): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && runOf(document.uri);
}

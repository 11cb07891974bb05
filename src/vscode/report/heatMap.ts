import * as vscode from 'vscode';
import { rebase } from '../../core/candidate/rebase';
import { lineAt } from '../../core/model/text';
import type { RunView } from '../../core/run/runRecord';
import { colour } from '../ids';
import { t } from '../l10n';
import type { Places } from '../review/places';
import type { RunStore } from '../run/runStore';

/** Shares of the highest score in the function: scores lie close together when most tests run most lines. */
const steps = [
  { above: 0.95, colour: colour.high },
  { above: 0.75, colour: colour.medium },
  { above: 0, colour: colour.low },
] as const;

/** Suspicious lines in the editor: a background, and the score as text behind the line. Gone once the function is edited. */
export class HeatMap implements vscode.Disposable {
  readonly #types = steps.map((step) =>
    vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor(step.colour),
      overviewRulerColor: new vscode.ThemeColor(step.colour),
      overviewRulerLane: vscode.OverviewRulerLane.Right,
    }),
  );
  readonly #store: RunStore;
  readonly #places: Places;
  readonly #disposables: { dispose(): void }[];
  #on = false;

  constructor(store: RunStore, places: Places) {
    this.#store = store;
    this.#places = places;
    this.#disposables = [
      ...this.#types,
      vscode.window.onDidChangeVisibleTextEditors(() => this.#draw()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#on && document.uri.scheme === 'file') this.#draw();
      }),
      store.onDidUpdate(({ event }) => {
        if (event?.kind === 'localized' || event?.kind === 'finished') this.#draw();
      }),
    ];
  }

  dispose(): void {
    for (const d of this.#disposables) d.dispose();
  }

  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    this.#draw();
  }

  #draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.scheme !== 'file') continue;
      const ranges: vscode.DecorationOptions[][] = steps.map(() => []);
      if (this.#on) {
        for (const run of this.#store.inFile(editor.document.uri.fsPath)) this.#collect(run, editor.document, ranges);
      }
      this.#types.forEach((type, i) => editor.setDecorations(type, ranges[i] ?? []));
    }
  }

  #collect(run: RunView, document: vscode.TextDocument, ranges: vscode.DecorationOptions[][]): void {
    if (!run.focal || run.suspicious.length === 0) return;
    const at = this.#places.startOf(run);
    const where = rebase({
      captured: run.file.text,
      current: document.getText(),
      focal: run.focal.range,
      edits: [],
      ...(at === undefined ? {} : { at }),
    });
    if (where.kind === 'conflict') return;
    const shift = document.positionAt(where.at).line - lineAt(run.file.text, run.focal.range.start);
    const highest = Math.max(...run.suspicious.map((s) => s.score));
    for (const { line, score } of run.suspicious) {
      const step = score > 0 ? steps.findIndex((s) => score / highest > s.above) : -1;
      const here = line + shift;
      if (step === -1 || here < 0 || here >= document.lineCount) continue;
      ranges[step]?.push({
        range: document.lineAt(here).range,
        hoverMessage: t(
          'Suspiciousness {0} of 1: how much more often failing tests run this line than passing ones.',
          score.toFixed(2),
        ),
        renderOptions: {
          after: {
            contentText: `  ${t('suspicious {0}', score.toFixed(2))}`,
            color: new vscode.ThemeColor('editorCodeLens.foreground'),
            fontStyle: 'italic',
          },
        },
      });
    }
  }
}

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { RunView } from '../../core/run/runRecord';
import { command, webview } from '../ids';
import { t } from '../l10n';
import type { RunStore } from '../run/runStore';
import { matrixPage } from './matrixHtml';
import { matrixOf } from './matrixModel';

const refreshMs = 200;

/** The verdict matrix beside the editor. Everything in it is in the Candidates view and in the report too. */
export class MatrixPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #store: RunStore;
  readonly #media: vscode.Uri;
  readonly #listeners: readonly { dispose(): void }[];
  #panel: vscode.WebviewPanel | undefined;
  #run: string | undefined;
  #waiting: NodeJS.Timeout | undefined;

  constructor(store: RunStore, extension: vscode.Uri) {
    this.#store = store;
    this.#media = vscode.Uri.joinPath(extension, 'media');
    const updates = store.onDidUpdate(({ run, event }) => {
      if (!this.#panel) return;
      const shown = this.#run === undefined ? undefined : store.get(this.#run);
      // A new run of the same function takes the place of the one shown.
      if (!shown && event === undefined) this.#run = run.id;
      if (run.id === this.#run && (!event || ['ranked', 'finished', 'answered'].includes(event.kind)))
        this.#waiting ??= setTimeout(() => this.#draw(), refreshMs);
    });
    this.#listeners = [updates, vscode.window.registerWebviewPanelSerializer(webview.matrix, this)];
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    for (const listener of this.#listeners) listener.dispose();
    this.#panel?.dispose();
  }

  show(run: RunView): void {
    this.#run = run.id;
    if (this.#panel) this.#panel.reveal(undefined, false);
    else {
      const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
      this.#adopt(vscode.window.createWebviewPanel(webview.matrix, '', beside));
    }
    this.#draw();
  }

  /** Takes over a panel of the window before this one, with the run it showed; closes it when that run is gone. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    await this.#store.ready;
    const id = (state as { readonly run?: unknown } | undefined)?.run;
    const run = typeof id === 'string' ? this.#store.get(id) : undefined;
    if (!run || this.#panel) {
      panel.dispose();
      return;
    }
    this.#run = run.id;
    this.#adopt(panel);
    this.#draw();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    panel.webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [this.#media] };
    panel.webview.onDidReceiveMessage((message: unknown) => this.#take(message));
    panel.onDidDispose(() => (this.#panel = undefined));
    this.#panel = panel;
  }

  #draw(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    const run = this.#run === undefined ? undefined : this.#store.get(this.#run);
    const panel = this.#panel;
    if (!panel || !run) return;
    const file = (name: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(this.#media, name)).toString();
    panel.title = t('Verdicts of {0}', run.name);
    panel.webview.html = matrixPage(matrixOf(run, this.#store), {
      nonce: randomBytes(16).toString('base64'),
      style: file('matrix.css'),
      script: file('matrix.js'),
      source: panel.webview.cspSource,
      run: run.id,
    });
  }

  /** The page may ask for a candidate or a test of the run it shows, and for nothing else. */
  #take(message: unknown): void {
    const run = this.#run === undefined ? undefined : this.#store.get(this.#run);
    if (!run || typeof message !== 'object' || message === null) return;
    const { candidate, test } = message as { readonly candidate?: unknown; readonly test?: unknown };
    if (typeof candidate === 'string') {
      void vscode.commands.executeCommand(command.openDiff, { run: run.id, candidate });
    }
    const at = typeof test === 'string' ? run.tests.find(({ id }) => id === test)?.at : undefined;
    if (at) {
      const position = new vscode.Position(at.line, 0);
      void vscode.window.showTextDocument(vscode.Uri.file(at.path), {
        selection: new vscode.Range(position, position),
        viewColumn: vscode.ViewColumn.One,
      });
    }
  }
}

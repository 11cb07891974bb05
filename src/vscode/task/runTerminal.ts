import * as vscode from 'vscode';
import type { Run } from '../run/runner';
import type { RunStore } from '../run/runStore';
import { exitCodes } from '../../core/run/words';
import { plain } from './ansi';
import { reproduceCommand, RunText } from './runText';

const clearLine = '\r\u001b[2K';
const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
const frameMs = 100;
/** The editor may miss the end of a terminal that it has not attached to yet, and then shows its task as running for ever. */
const attachMs = 400;

/** A run as a terminal: lines that stay, one live line below them. Closing it cancels the run. */
export class RunTerminal implements vscode.Pseudoterminal {
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#close.event;
  readonly #begin: () => Promise<Run | undefined>;
  readonly #store: RunStore;
  readonly #stay: boolean;
  #columns = 100;
  #run: Run | undefined;
  #closed = false;

  /** `begin` gives the run to show, or undefined when it was not allowed to start. `stay`: the terminal outlives the run. */
  constructor(begin: () => Promise<Run | undefined>, store: RunStore, options: { readonly stay?: boolean } = {}) {
    this.#begin = begin;
    this.#store = store;
    this.#stay = options.stay ?? false;
  }

  open(size: vscode.TerminalDimensions | undefined): void {
    this.setDimensions(size);
    void this.#follow();
  }

  setDimensions(size: vscode.TerminalDimensions | undefined): void {
    if (size) this.#columns = Math.max(40, size.columns);
  }

  close(): void {
    this.#closed = true;
    this.#run?.cancel();
  }

  handleInput(data: string): void {
    if (data.includes('\u0003')) this.#run?.cancel();
  }

  async #follow(): Promise<void> {
    const attached = new Promise((resolve) => setTimeout(resolve, attachMs));
    const run = await this.#begin();
    if (!run) {
      await attached;
      this.#close.fire(exitCodes.cancelled);
      return;
    }
    this.#run = run;
    if (this.#closed) run.cancel();
    const text = new RunText(
      run.view,
      reproduceCommand(vscode.workspace.asRelativePath(run.view.file.path, false), run.view.name),
    );
    let frame = 0;
    const draw = (lines: readonly string[]) => {
      const live = text.live(frame++, run.elapsedMs(), this.#columns);
      this.#write.fire(clearLine + lines.map((line) => `${line}\r\n`).join('') + (live ?? ''));
    };
    this.#write.fire(hideCursor);
    draw(text.header());
    draw(text.news(this.#columns));
    const listener = this.#store.onDidUpdate(({ run: updated, event }) => {
      if (updated.id !== run.view.id || !event) return;
      const news = text.news(this.#columns);
      if (news.length > 0) draw(news);
    });
    const timer = setInterval(() => draw([]), frameMs);
    await run.done;
    clearInterval(timer);
    listener.dispose();
    draw(text.news(this.#columns));
    this.#write.fire(showCursor);
    await attached;
    if (!this.#stay) this.#close.fire(exitCodes[run.view.finished?.outcome ?? 'error']);
  }
}

/** The same lines for a document: whole, without colours and without the live line. */
export function runLogText(run: Run['view']): string {
  const text = new RunText(run, reproduceCommand(vscode.workspace.asRelativePath(run.file.path, false), run.name));
  return `${[...text.header(), ...text.news(120)].map(plain).join('\n')}\n`;
}

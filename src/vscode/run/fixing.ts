import * as vscode from 'vscode';
import { HumanError } from '../../core/errors';
import type { FunctionPlace } from '../../core/model/focalFunction';
import type { Outcome } from '../../core/model/events';
import { plausible } from '../../core/run/words';
import type { CommandArgument } from '../commands';
import type { Consent } from '../consent';
import { shortName, sourceFile } from '../documents';
import { innermost, type FunctionIndex } from '../editor/functionIndex';
import { t } from '../l10n';
import { showError, showOutcome } from '../notifications';
import { readSettings } from '../settings';
import type { Tasks } from '../task/tasks';
import type { Run, Runner } from './runner';

/** What a caller of the `Fix` command gets back when the run is over. */
export interface FixSummary {
  readonly run: string;
  readonly outcome: Outcome;
  readonly message: string;
  readonly plausible: number;
}

export interface FixingParts {
  readonly runner: Runner;
  readonly index: FunctionIndex;
  readonly consent: Consent;
  readonly log: vscode.LogOutputChannel;
}

/** From a click to a run that is shown. */
export class Fixing {
  readonly #parts: FixingParts;

  constructor(parts: FixingParts) {
    this.#parts = parts;
  }

  /** Runs `Fix` and shows it as the settings say. Undefined when the person did not agree to it. */
  async fix(argument: CommandArgument, tasks: Tasks): Promise<FixSummary | undefined> {
    const { document, focal } = await this.#target(argument);
    const run = await this.#start(document, focal);
    if (!run) return undefined;
    const terminal = readSettings(document.uri).progress === 'terminal';
    if (terminal) await tasks.show(run);
    else void this.#notify(run);
    await run.done;
    showOutcome(run.view, this.#parts.log);
    const { finished } = run.view;
    if (!finished) return undefined;
    return {
      run: run.view.id,
      outcome: finished.outcome,
      message: finished.message,
      plausible: plausible(run.view).length,
    };
  }

  /** Lets the person choose a function of the active file, the one at the cursor first. */
  async pick(tasks: Tasks): Promise<FixSummary | undefined> {
    const { document, editor } = activeSource();
    const { functions, lines } = await this.#parts.index.of(document);
    const here = innermost(functions, document.offsetAt(editor.selection.active));
    const items = functions.map((f, i) => ({
      label: f.qualifiedName,
      description: t('line {0}', (lines[i]?.first ?? 0) + 1),
      detail: document.lineAt(document.positionAt(f.nodeRange.start)).text.trim(),
      f,
    }));
    items.sort((a, b) => Number(b.f === here) - Number(a.f === here));
    if (items.length === 0) throw noFunction(document);
    const picked = await vscode.window.showQuickPick(items, {
      placeHolder: t('Which function shall be fixed?'),
      matchOnDetail: true,
    });
    return (
      picked &&
      this.fix({ uri: document.uri.toString(), name: picked.f.qualifiedName, offset: picked.f.nodeRange.start }, tasks)
    );
  }

  /** For tasks that are started by VS Code itself: errors are shown here, since nobody else would. */
  async startByName(uri: vscode.Uri, name: string): Promise<Run | undefined> {
    try {
      const { document, focal } = await this.#target({ uri: uri.toString(), name });
      // A slow window resolves the task of a run that has begun once more; that must not cancel and repeat the run,
      // even if the file was edited since. Who runs a task again is asked by VS Code to end it first.
      const running = this.#parts.runner.underWay(sourceFile(document).path, focal.qualifiedName);
      if (running) return running;
      const run = await this.#start(document, focal);
      void run?.done.then(() => showOutcome(run.view, this.#parts.log));
      return run;
    } catch (error) {
      showError(error, this.#parts.log);
      return undefined;
    }
  }

  async #start(document: vscode.TextDocument, focal: FunctionPlace): Promise<Run | undefined> {
    const { runner, consent, log } = this.#parts;
    if (!(await consent.allowed())) return undefined;
    const file = sourceFile(document);
    log.info(`Fix ${focal.qualifiedName} in ${file.path}`);
    return runner.replace({ file, select: { offset: focal.nodeRange.start }, name: focal.qualifiedName });
  }

  async #target(argument: CommandArgument): Promise<{ document: vscode.TextDocument; focal: FunctionPlace }> {
    const named = argument.uri === undefined ? undefined : await open(vscode.Uri.parse(argument.uri, true));
    const { document, offset } = named ? { document: named, offset: argument.offset } : cursor();
    // Checks the language and the scheme with words for people before anything is parsed.
    sourceFile(document);
    const { functions } = await this.#parts.index.of(document);
    const candidates =
      argument.name === undefined ? functions : functions.filter((f) => f.qualifiedName === argument.name);
    const focal =
      offset === undefined
        ? candidates[0]
        : (innermost(candidates, offset) ?? (argument.name === undefined ? undefined : candidates[0]));
    if (!focal) throw noFunction(document, argument.name);
    return { document, focal };
  }

  async #notify(run: Run): Promise<void> {
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: t('Eider: looking for a fix of {0}', run.view.name),
        cancellable: true,
      },
      async (progress, token) => {
        token.onCancellationRequested(() => run.cancel());
        const timer = setInterval(() => {
          const { progress: now, stages } = run.view;
          const words = now ? t('{0} tried, {1} plausible', now.tried, now.plausible) : (stages.at(-1)?.stage ?? '');
          progress.report({ message: words });
        }, 250);
        await run.done;
        clearInterval(timer);
      },
    );
  }
}

function activeSource(): { document: vscode.TextDocument; editor: vscode.TextEditor } {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    throw new HumanError('noFunction', t('No editor is open.'), t('Open a file and put the cursor into a function.'));
  }
  return { document: editor.document, editor };
}

function cursor(): { document: vscode.TextDocument; offset: number } {
  const { document, editor } = activeSource();
  return { document, offset: document.offsetAt(editor.selection.active) };
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (cause) {
    throw new HumanError(
      'fileNotFound',
      t('{0} could not be opened.', shortName(uri.fsPath)),
      t('Check that the file is there and is text.'),
      { cause },
    );
  }
}

function noFunction(document: vscode.TextDocument, name?: string): HumanError {
  const file = shortName(document.uri.fsPath);
  if (name !== undefined) {
    return new HumanError(
      'noFunction',
      t('There is no function {0} in {1}.', name, file),
      t('Choose one of the functions of the file.'),
    );
  }
  return new HumanError(
    'noFunction',
    t('There is no function at the cursor in {0}.', file),
    t('Put the cursor into a function, or choose one.'),
  );
}

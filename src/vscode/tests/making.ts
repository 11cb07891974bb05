import * as vscode from 'vscode';
import { HumanError } from '../../core/errors';
import type { FunctionPlace, SourceFile } from '../../core/model/focalFunction';
import type { GeneratedSuite, GenerationOutcome, WrittenTests } from '../../core/model/generation';
import type { SelfDebugger } from '../../core/selfDebugger';
import { defaultTestsBudgetMs } from '../../core/testing/request';
import type { CommandArgument } from '../commands';
import type { Consent } from '../consent';
import { shortName, sourceFile } from '../documents';
import { innermost, type FunctionIndex } from '../editor/functionIndex';
import { t } from '../l10n';
import { testsUri } from './testDocuments';
import type { TestsOf, TestStore } from './testStore';
import { writeDown } from './writeDown';

export interface TestMakingParts {
  readonly store: TestStore;
  readonly index: FunctionIndex;
  readonly consent: Consent;
  readonly debuggerFor: (path: string) => SelfDebugger;
  readonly log: vscode.LogOutputChannel;
}

/** What a caller of `Generate Tests` gets back. */
export interface TestsSummary {
  readonly outcome: GenerationOutcome;
  readonly message: string;
  readonly tests: number;
  /** The test file they go into. */
  readonly path?: string;
}

/** Makes tests, shows them as a diff, and writes them when asked to: one edit that can be undone. */
export class TestMaking {
  readonly #parts: TestMakingParts;

  constructor(parts: TestMakingParts) {
    this.#parts = parts;
  }

  /** Makes tests for a function and opens them for review. Undefined when the person did not agree to running it. */
  async make(argument: CommandArgument): Promise<TestsSummary | undefined> {
    const { document, focal } = await this.#target(argument);
    if (!(await this.#parts.consent.allowed())) return undefined;
    const abort = new AbortController();
    const summary = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: t('Eider: making tests for {0}', focal.qualifiedName),
        cancellable: true,
      },
      (_, token) => {
        token.onCancellationRequested(() => abort.abort(new Error('cancelled')));
        return this.run(sourceFile(document), focal, abort.signal, { askModel: true, thorough: true });
      },
    );
    if (summary.outcome === 'generated') await this.review(document.uri.fsPath, focal.qualifiedName);
    else if (summary.outcome !== 'cancelled') void vscode.window.showInformationMessage(summary.message);
    return summary;
  }

  /** Makes tests without showing them. `previous`: the file's text before the change. */
  async run(
    file: SourceFile,
    focal: FunctionPlace,
    signal: AbortSignal,
    options: {
      readonly previous?: string;
      readonly budgetMs?: number;
      readonly askModel?: boolean;
      readonly thorough?: boolean;
    } = {},
  ): Promise<TestsSummary> {
    const { store, debuggerFor, log } = this.#parts;
    const name = focal.qualifiedName;
    const known = store.get(file.path, name);
    // What another run for the function waits to give back is given back by this one.
    const before = known?.state === 'running' ? known.before : known?.state === 'ready' ? known : undefined;
    const running = { state: 'running', focal, ...(before && { before }) } as const;
    store.set(file.path, name, running);
    const ended = (tests: TestsOf | undefined): void => {
      if (store.get(file.path, name) === running) store.set(file.path, name, tests);
    };
    const self = debuggerFor(file.path);
    let suite: GeneratedSuite | undefined;
    let written: WrittenTests | undefined;
    let end: { outcome: GenerationOutcome; message: string } = { outcome: 'cancelled', message: '' };
    try {
      const request = {
        file,
        select: { name },
        budgetMs: options.budgetMs ?? defaultTestsBudgetMs,
        seed: 1,
        write: true,
        askModel: options.askModel ?? false,
        thorough: options.thorough ?? false,
        ...(options.previous !== undefined && { previous: options.previous }),
      };
      for await (const event of self.tests(request, signal)) {
        if (event.kind === 'suite') ({ suite, written } = event);
        else if (event.kind === 'finished') end = event;
      }
      if (suite && written && end.outcome === 'generated') ended({ state: 'ready', focal, suite, written });
      else if (end.outcome === 'cancelled') ended(before);
      else ended({ state: 'nothing', focal, message: end.message });
      log.info(`Tests for ${name}: ${end.message}`);
      return { ...end, tests: suite?.tests.length ?? 0, ...(written && { path: written.path }) };
    } catch (error) {
      ended(before);
      if (signal.aborted) return { outcome: 'cancelled', message: '', tests: 0 };
      throw error;
    }
  }

  /** Shows a suite that is made already as it would be written. */
  async keep(suite: GeneratedSuite): Promise<void> {
    const { focal } = suite;
    const { path } = focal.file;
    const written = await this.#parts.debuggerFor(path).writeTests(suite, new AbortController().signal);
    this.#parts.store.set(path, focal.qualifiedName, { state: 'ready', focal, suite, written });
    await this.review(path, focal.qualifiedName);
  }

  /** Opens the test file with the tests in it, beside the file as it is. */
  async review(path: string, name: string): Promise<void> {
    const { written, suite } = this.#ready(path, name);
    const title = t('{0}: tests for {1} (not written yet)', shortName(written.path), name);
    const [before, after] = (['before', 'after'] as const).map((side) => testsUri(path, name, written.path, side));
    await vscode.commands.executeCommand('vscode.diff', before, after, title, { preview: false });
    const [bug] = suite.possibleBugs;
    if (bug) {
      void vscode.window.showWarningMessage(
        t('{0} may have a bug: {1}, but it gives {2}.', name, bug.title, bug.actual),
      );
    }
  }

  /**
   * Writes the tests into the test file as it is now, as one edit, and shows it. The file is not saved.
   * @throws HumanError `documentChanged` when nothing waits for review, `readOnly`.
   */
  async apply(path: string, name: string): Promise<vscode.TextDocument> {
    const { suite } = this.#ready(path, name);
    const written = await this.#parts.debuggerFor(path).writeTests(suite, new AbortController().signal);
    const document = await writeDown(written);
    this.#parts.store.set(path, name, undefined);
    return document;
  }

  #ready(path: string, name: string): { readonly suite: GeneratedSuite; readonly written: WrittenTests } {
    const tests = this.#parts.store.get(path, name);
    if (tests?.state === 'ready') return tests;
    throw new HumanError(
      'documentChanged',
      t('There are no generated tests to review.'),
      t('Run Generate Tests on the function.'),
    );
  }

  async #target(argument: CommandArgument): Promise<{ document: vscode.TextDocument; focal: FunctionPlace }> {
    const editor = vscode.window.activeTextEditor;
    const document =
      argument.uri === undefined
        ? editor?.document
        : await vscode.workspace.openTextDocument(vscode.Uri.parse(argument.uri, true));
    if (!document) {
      throw new HumanError('noFunction', t('No editor is open.'), t('Open a file and put the cursor into a function.'));
    }
    sourceFile(document);
    const { functions } = await this.#parts.index.of(document);
    const offset =
      argument.offset ??
      (argument.uri === undefined && editor ? document.offsetAt(editor.selection.active) : undefined);
    const named = functions.filter((f) => argument.name === undefined || f.qualifiedName === argument.name);
    const focal = argument.name !== undefined || offset === undefined ? named[0] : innermost(named, offset);
    if (focal) return { document, focal };
    throw new HumanError(
      'noFunction',
      t('There is no function at the cursor in {0}.', shortName(document.uri.fsPath)),
      t('Put the cursor into a function, or choose one.'),
    );
  }
}

import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { HumanError } from '../../core/errors';
import type { SelfDebugger } from '../../core/selfDebugger';
import type { Consent } from '../consent';
import { sourceFile } from '../documents';
import { t } from '../l10n';
import { showError } from '../notifications';
import { Coverage } from './coverage';
import type { KeptResults } from './keptResults';
import { outcomeLine, outcomeOf, type Outcome } from './outcome';
import type { Leaf, TestItems } from './testItems';

/** Functions whose tests run at the same time. */
const together = 2;

export interface TestRunsParts {
  readonly controller: vscode.TestController;
  readonly items: TestItems;
  readonly kept: KeptResults;
  readonly consent: Consent;
  readonly debuggerFor: (path: string) => SelfDebugger;
  readonly log: vscode.LogOutputChannel;
}

/** Runs what the explorer is asked to run, through the executor like every other run, and tells the editor the outcomes. */
export class TestRuns {
  readonly coverage = new Coverage();
  readonly #parts: TestRunsParts;

  constructor(parts: TestRunsParts) {
    this.#parts = parts;
  }

  async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const { controller, items, consent, log, kept } = this.#parts;
    const leaves = items.wanted(request);
    const run = controller.createTestRun(request);
    const abort = new AbortController();
    const stop = () => abort.abort(new Error('cancelled'));
    const listening = [token, run.token].map((one) => one.onCancellationRequested(stop));
    if (token.isCancellationRequested) stop();
    const covered = request.profile?.kind === vscode.TestRunProfileKind.Coverage;
    try {
      for (const { item } of leaves) run.enqueued(item);
      if (!(await consent.allowed())) {
        say(run, t('Nothing was run: running code in this workspace was not allowed.'));
        for (const { item } of leaves) run.skipped(item);
        return;
      }
      const groups = [...groupBy(leaves, ({ focal }) => JSON.stringify([focal.path, focal.name])).values()];
      const next = async (): Promise<void> => {
        for (let group = groups.shift(); group && !abort.signal.aborted; group = groups.shift())
          await this.#runGroup(run, group, covered, abort.signal);
      };
      await Promise.all(Array.from({ length: together }, next));
      this.coverage.tell(run);
    } catch (error) {
      if (error instanceof HumanError) say(run, `${error.message} ${error.next}`);
      for (const { item } of leaves) run.skipped(item);
      showError(error, log);
    } finally {
      run.end();
      for (const one of listening) one.dispose();
      await kept.save();
    }
  }

  /** Outcomes that are known already: of a run of another kind, or of an earlier window. */
  tell(name: string, known: readonly { readonly leaf: Leaf; readonly outcome: Outcome }[]): void {
    if (known.length === 0) return;
    const { controller } = this.#parts;
    const request = new vscode.TestRunRequest(known.map(({ leaf }) => leaf.item));
    const run = controller.createTestRun(request, name, false);
    for (const { leaf, outcome } of known) report(run, leaf, outcome);
    run.end();
  }

  /** Remembers what a run of another kind showed. */
  async keep(results: readonly { readonly leaf: Leaf; readonly outcome: Outcome }[]): Promise<void> {
    const stamps = new Map<string, string>();
    for (const { leaf, outcome } of results)
      this.#parts.kept.set(leaf.id, { outcome, stamp: await stampOf(leaf, stamps) });
    await this.#parts.kept.save();
  }

  async #runGroup(run: vscode.TestRun, leaves: readonly Leaf[], coverage: boolean, signal: AbortSignal): Promise<void> {
    const [first] = leaves;
    if (!first) return;
    const { path, name } = first.focal;
    const { debuggerFor, kept, log } = this.#parts;
    const open = new Map(leaves.map((leaf) => [leaf.test.key, leaf]));
    // Said together: other functions' tests run at the same time.
    const said: string[] = [];
    const done = (leaf: Leaf, outcome: Outcome) => {
      open.delete(leaf.test.key);
      report(run, leaf, outcome);
      said.push(outcomeLine(leaf.test.label, outcome));
    };
    try {
      const file = sourceFile(await vscode.workspace.openTextDocument(vscode.Uri.file(path)));
      const stamps = new Map<string, string>();
      for (const { item } of leaves) run.started(item);
      const tests = leaves.map(({ test: { key, checks } }) => ({ key, checks }));
      for await (const event of debuggerFor(path).runTests({ file, name, tests, coverage }, signal)) {
        if (event.kind === 'opened') {
          said.push(`${name}: ${event.runtime}, ${event.containment}`, ...event.notes.map((note) => `  ${note}`));
        } else if (event.kind === 'coverage') {
          this.coverage.add(run, event, leaves);
          if (event.unseen.length > 0)
            said.push(`  ${t('Tests that do not tell which lines they ran: {0}', event.unseen.length)}`);
        } else {
          const leaf = open.get(event.key);
          if (!leaf) continue;
          const outcome = outcomeOf(event.verdict);
          done(leaf, outcome);
          kept.set(leaf.id, { outcome, stamp: await stampOf(leaf, stamps) });
        }
      }
    } catch (error) {
      if (signal.aborted) {
        for (const { item } of open.values()) run.skipped(item);
        return;
      }
      if (!(error instanceof HumanError)) log.error(`The tests of ${name} were not run`, error);
      const message =
        error instanceof HumanError
          ? `${error.message} ${error.next}`
          : t('Eider could not run this because of a bug of its own. The output channel Eider has the details.');
      for (const leaf of [...open.values()]) done(leaf, { state: 'errored', message });
    } finally {
      if (said.length > 0) say(run, said.join('\n'));
    }
  }
}

function report(run: vscode.TestRun, { item, test, focal }: Leaf, outcome: Outcome): void {
  const { state, durationMs, message: text = '', expected, actual, focalLine } = outcome;
  if (state === 'passed') run.passed(item, durationMs);
  if (state === 'skipped') run.skipped(item);
  if (state === 'passed' || state === 'skipped') return;
  const message =
    expected !== undefined && actual !== undefined
      ? vscode.TestMessage.diff(text, expected, actual)
      : new vscode.TestMessage(text);
  const [path, line] = focalLine === undefined ? [test.path, test.line] : [focal.path, focalLine];
  message.location = new vscode.Location(vscode.Uri.file(path), new vscode.Position(line, 0));
  if (state === 'failed') run.failed(item, message, durationMs);
  else run.errored(item, message, durationMs);
}

function say(run: vscode.TestRun, text: string): void {
  run.appendOutput(`${text.replaceAll('\n', '\r\n')}\r\n`);
}

/** Changes when the function's file or the test's file changes. `known`: stamps of files read already. */
export async function stampOf({ focal, test }: Leaf, known: Map<string, string>): Promise<string> {
  const parts: string[] = [];
  for (const path of new Set([focal.path, test.path])) {
    const stamp = known.get(path) ?? (await stampOfFile(path));
    known.set(path, stamp);
    parts.push(stamp);
  }
  return parts.join(' ');
}

async function stampOfFile(path: string): Promise<string> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === path);
  const text =
    open?.getText() ??
    (await vscode.workspace.fs.readFile(vscode.Uri.file(path)).then(
      (bytes) => new TextDecoder().decode(bytes),
      () => '',
    ));
  return createHash('sha1').update(text).digest('base64').slice(0, 12);
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one)) ?? [];
    group.push(one);
    groups.set(keyOf(one), group);
  }
  return groups;
}

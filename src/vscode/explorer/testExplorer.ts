import * as vscode from 'vscode';
import type { ProjectTest } from '../../core/model/test';
import type { SelfDebugger } from '../../core/selfDebugger';
import type { RunView } from '../../core/run/runRecord';
import type { Consent } from '../consent';
import { isSource } from '../documents';
import { t } from '../l10n';
import type { Memory, RunStore } from '../run/runStore';
import type { TestStore } from '../tests/testStore';
import { Debugging } from './debugging';
import { KeptResults } from './keptResults';
import { onEachSave } from './onEachSave';
import { outcomeOf } from './outcome';
import { debuggable, leafId, TestItems } from './testItems';
import { TestFiles } from './testFiles';
import { stampOf, TestRuns } from './testRuns';
import { testTree } from './testTree';

/** Milliseconds after a change before the tree is made anew or results are marked as outdated. */
const WAIT_MS = 300;

export interface TestExplorerParts {
  readonly store: RunStore;
  readonly tests: TestStore;
  readonly consent: Consent;
  readonly memory: Memory;
  readonly debuggerFor: (path: string) => SelfDebugger;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Eider's tests in the Test Explorer: those it wrote, those that wait to be written, and those of the project that runs used. Nothing is
 * read before the editor asks for the tests or a run finds some.
 */
export class TestExplorer implements vscode.Disposable {
  readonly #parts: TestExplorerParts;
  readonly #controller: vscode.TestController;
  readonly #items: TestItems;
  readonly #kept: KeptResults;
  readonly #runs: TestRuns;
  readonly #disposables: { dispose(): void }[];
  readonly #files: TestFiles;
  #restored = false;
  #work: Promise<void> = Promise.resolve();
  readonly #changed = new Set<string>();
  #wantsShowing = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: TestExplorerParts) {
    this.#parts = parts;
    const { store, tests, consent, memory, debuggerFor, log } = parts;
    const controller = (this.#controller = vscode.tests.createTestController('eider', 'Eider'));
    const items = (this.#items = new TestItems(controller));
    this.#kept = new KeptResults(memory);
    this.#files = new TestFiles(debuggerFor);
    const runs = (this.#runs = new TestRuns({ controller, items, kept: this.#kept, consent, debuggerFor, log }));
    const debugging = new Debugging({ controller, items, consent, log });
    controller.resolveHandler = (item) => (item ? undefined : this.#show());
    controller.refreshHandler = () => {
      this.#files.forget();
      return this.#show();
    };
    const { Run, Debug, Coverage } = vscode.TestRunProfileKind;
    const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken) =>
      request.continuous ? this.#watch(request, token) : runs.run(request, token);
    controller.createRunProfile(t('Run'), Run, run, true, undefined, true);
    controller.createRunProfile(t('Debug'), Debug, (r, token) => debugging.run(r, token), true, debuggable);
    const coverage = controller.createRunProfile(
      t('Run with Coverage'),
      Coverage,
      (r, token) => runs.run(r, token),
      true,
    );
    coverage.loadDetailedCoverage = (_, file) => Promise.resolve(runs.coverage.details(file));
    coverage.loadDetailedCoverageForTest = (_, file, item) => Promise.resolve(runs.coverage.details(file, item));
    this.#disposables = [
      controller,
      store.onDidUpdate(({ run: view, event }) => {
        if (event?.kind === 'finished') void this.#adopt(view);
      }),
      tests.onDidChange(() => {
        if (this.#files.known || tests.suites.length > 0) this.#later();
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (isSource(document)) this.#reread([document.uri]);
      }),
      vscode.workspace.onDidCreateFiles(({ files }) => this.#reread(files)),
      vscode.workspace.onDidDeleteFiles(({ files }) => this.#reread(files)),
      vscode.workspace.onDidChangeTextDocument(({ document: { uri }, contentChanges }) => {
        if (uri.scheme !== 'file' || contentChanges.length === 0 || this.#items.touching(uri.fsPath).length === 0)
          return;
        this.#changed.add(uri.fsPath);
        this.#later(false);
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#disposables) one.dispose();
  }

  /** Never rejects. */
  #show(): Promise<void> {
    this.#work = this.#work
      .then(() => this.#find())
      .catch((error: unknown) => this.#parts.log.error('The tests were not found', String(error)));
    return this.#work;
  }

  #reread(files: readonly vscode.Uri[]): void {
    if (!this.#files.known) return;
    for (const { scheme, fsPath } of files) if (scheme === 'file') this.#files.forget(fsPath);
    this.#later();
  }

  #later(show = true): void {
    this.#wantsShowing ||= show;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const outdated = [...this.#changed].flatMap((path) => this.#items.touching(path));
      this.#changed.clear();
      if (outdated.length > 0) this.#controller.invalidateTestResults(outdated.map(({ item }) => item));
      if (this.#wantsShowing) void this.#show();
      this.#wantsShowing = false;
    }, WAIT_MS);
  }

  async #find(): Promise<void> {
    const { store, tests } = this.#parts;
    await store.ready;
    const runs = store.all;
    const found = await this.#files.read(runs.flatMap(projectPaths));
    this.#items.show(testTree({ runs, found, waiting: tests.suites }));
    if (!this.#restored) {
      this.#restored = true;
      await this.#restore();
    }
  }

  /** Tests of a run are shown with what the run saw. */
  async #adopt(view: RunView): Promise<void> {
    await this.#show();
    const outcomes = new Map([...view.original].map(([id, verdict]) => [id, outcomeOf(verdict)]));
    const seen = this.#items.leaves.flatMap((leaf) => {
      const [check] = leaf.test.checks;
      const mine = leaf.focal.path === view.file.path && leaf.focal.name === view.name;
      const same = view.tests.find((test) => mine && check && isSame(test, check));
      const outcome = same && outcomes.get(same.id);
      return outcome ? [{ leaf, outcome }] : [];
    });
    await this.#runs.keep(seen);
    this.#runs.tell(t('Fix {0}', view.name), seen);
  }

  /** Shows what was known when the last window closed; what was about other texts is outdated. */
  async #restore(): Promise<void> {
    const stamps = new Map<string, string>();
    const known = this.#items.leaves.flatMap((leaf) => {
      const result = this.#kept.get(leafId(leaf.focal, leaf.test));
      return result ? [{ leaf, ...result }] : [];
    });
    this.#runs.tell(t('Earlier results'), known);
    const outdated: vscode.TestItem[] = [];
    for (const { leaf, stamp } of known) if ((await stampOf(leaf, stamps)) !== stamp) outdated.push(leaf.item);
    if (outdated.length > 0) this.#controller.invalidateTestResults(outdated);
  }

  /** Runs the tests that a saved file touches, until the editor has enough of it. */
  #watch(request: vscode.TestRunRequest, token: vscode.CancellationToken): void {
    const watching = onEachSave<vscode.TestItem>({
      listen: (saved) => vscode.workspace.onDidSaveTextDocument(({ uri }) => saved(uri.fsPath)),
      touched: (path) => {
        const touched = new Set(this.#items.touching(path).map(({ id }) => id));
        return this.#items.wanted(request).flatMap(({ id, item }) => (touched.has(id) ? [item] : []));
      },
      run: async (tests, signal) => {
        const source = new vscode.CancellationTokenSource();
        signal.addEventListener('abort', () => source.cancel(), { once: true });
        await this.#runs.run(new vscode.TestRunRequest(tests, undefined, request.profile, true), source.token);
        source.dispose();
      },
    });
    token.onCancellationRequested(() => watching.dispose());
  }
}

const projectPaths = ({ tests }: RunView): readonly string[] =>
  tests.flatMap((test) => (test.kind === 'project' ? [test.path] : []));

type Check = RunView['tests'][number];

/** A test that Eider wrote has an id of the run's making there and one of its own here. */
function isSame(one: Check, other: Check): boolean {
  const place = ({ framework, path, selector }: ProjectTest) => `${framework}:${path}:${selector}`;
  return one.kind === 'project' && other.kind === 'project' ? place(one) === place(other) : one.id === other.id;
}

import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { LanguageServer } from '../core/ports';
import type { SelfDebugger } from '../core/selfDebugger';
import type { RunView } from '../core/run/runRecord';
import { defaultPlan } from '../core/candidate/strategies/plan';
import { pullRequestText } from '../core/explanation/pullRequest';
import { reportText } from '../core/explanation/report';
import { pastFixes } from '../core/prompt/pastFixes';
import { HumanError } from '../core/errors';
import { CandidatesView } from './candidates/candidatesView';
import { registerCommands, type CommandArgument } from './commands';
import { Consent } from './consent';
import { rootOf, unsaved } from './documents';
import { CodeLenses } from './editor/codeLenses';
import { FunctionIndex } from './editor/functionIndex';
import { QuickFixes } from './editor/quickFixes';
import { scheme, walkthrough } from './ids';
import { speak, t } from './l10n';
import { logTo } from './logging';
import { EditorServers } from './languageServer/editorServers';
import { Models } from './languageModels/modelChoice';
import { selectModel } from './languageModels/selectModel';
import { MatrixPanel } from './matrix/matrixPanel';
import { showError } from './notifications';
import type { EiderParts } from './parts';
import { HeatMap } from './report/heatMap';
import { activeReportRun, ReportDocuments } from './report/reportDocuments';
import { Applying } from './review/applying';
import { Answers } from './question/answers';
import { Asking } from './question/asking';
import { Places } from './review/places';
import { ReviewDocuments } from './review/reviewDocuments';
import { Reviewing, type Subject } from './review/reviewing';
import { ReviewHints } from './review/reviewHints';
import { ReviewLenses } from './review/reviewLenses';
import { Fixing } from './run/fixing';
import { Runner } from './run/runner';
import { Freshness } from './run/freshness';
import { RunJournal } from './run/runJournal';
import { RunStore } from './run/runStore';
import { WarmUp } from './run/warmUp';
import { openSample } from './sample';
import { readSettings } from './settings';
import { StatusItem } from './statusItem';
import { Tasks } from './task/tasks';
import { TestExplorer } from './explorer/testExplorer';
import { TestMaking } from './tests/making';
import { OnSave } from './tests/onSave';
import { activeTests, TestDocuments } from './tests/testDocuments';
import { TestStore } from './tests/testStore';
import { registerTools } from './tools/registerTools';

/** Puts Eider into the editor. Nothing is parsed, started or read before someone asks for it. */
export function registerEider(context: vscode.ExtensionContext, parts: EiderParts): void {
  speak((message, ...values) => vscode.l10n.t(message, ...values));
  const channel = vscode.window.createOutputChannel('Eider', { log: true });
  const log = logTo(channel);
  const models = new Models(context, parts);
  const servers = new EditorServers();
  const debuggerFor = debuggers(parts, models, servers, log);
  const store = new RunStore(context.workspaceState);
  const { storageUri } = context;
  if (storageUri?.scheme === 'file') {
    const folder = vscode.Uri.joinPath(storageUri, 'runs').fsPath;
    const journal = new RunJournal(store, parts.openJournals(folder, log), (error) =>
      log.error('Runs of earlier windows could not be brought back', error),
    );
    store.ready = journal.restored;
    context.subscriptions.push(journal);
  }
  const index = new FunctionIndex(debuggerFor);
  const answers = new Answers(context.workspaceState);
  const runner = new Runner({
    store,
    pastFixes: () => pastFixes(store.all, (id) => store.decision(id)?.kind === 'applied'),
    newId: () => randomUUID(),
    answers,
    log,
    now: () => performance.now(),
    debuggerFor,
    budgetMs: () => readSettings().budgetMs,
    plan: () => {
      const { maxCalls, strategy, price } = readSettings();
      return { ...defaultPlan, mode: strategy, calls: maxCalls, ...(price && { price }) };
    },
  });
  const consent = new Consent(context.workspaceState);
  const testStore = new TestStore();
  const testDocuments = new TestDocuments(testStore);
  const making = new TestMaking({ store: testStore, index, consent, debuggerFor, log: channel });
  const fixing = new Fixing({ runner, index, consent, log: channel });
  const tasks = new Tasks(store, index, (uri, name) => fixing.startByName(uri, name));
  const places = new Places(store);
  const view = new CandidatesView(store);
  const reviewing = new Reviewing(store, new Applying(places), () => view.selected);
  const reports = new ReportDocuments(store);
  const heat = new HeatMap(store, places);
  const matrix = new MatrixPanel(store, context.extensionUri);
  const asking = new Asking({
    store,
    answers,
    keep: (suite) => making.keep(suite),
    ordered: async (run) => {
      const [first] = store.reviewable(run);
      if (first) await view.select(run.id, first.candidate.id);
    },
    again: ({ file, name }) => fixing.fix({ uri: vscode.Uri.file(file.path).toString(), name }, tasks),
  });

  const subject = (argument: CommandArgument): Subject => {
    const found = reviewing.subject(argument);
    if (found) return found;
    throw new HumanError('documentChanged', t('There is no candidate to review.'), t('Run Fix on a function first.'));
  };
  const runOf = (argument: CommandArgument): RunView => {
    const id = argument.run ?? activeReportRun();
    const run = id === undefined ? (reviewing.subject(argument)?.run ?? store.shown) : store.get(id);
    if (run) return run;
    throw new HumanError('noFunction', t('There is no run to show.'), t('Run Fix on a function first.'));
  };
  const openAndSelect = async (chosen: Subject) => {
    await reviewing.open(chosen);
    await view.select(chosen.run.id, chosen.candidate.candidate.id);
  };
  const go = async (from: Subject, step: 1 | -1) => {
    const { run, candidate } = await reviewing.go(from, step);
    await view.select(run.id, candidate.candidate.id);
  };

  const commands = registerCommands(
    {
      fix: (argument) => fixing.fix(argument, tasks),
      fixPick: () => fixing.pick(tasks),
      cancel: async ({ run }) => {
        if (run === undefined) await runner.cancelAll();
        else runner.get(run)?.cancel();
      },
      review: (argument) => openAndSelect(subject(argument)),
      openDiff: (argument) => openAndSelect(subject(argument)),
      explain: async (argument) => {
        heat.on = true;
        await reports.open(runOf(argument), 'report');
      },
      apply: (argument) => reviewing.apply(subject(argument)),
      applyHunk: (argument) => reviewing.applyHunk(subject(argument), argument.hunk),
      reject: (argument) => reviewing.reject(subject(argument), argument.reason),
      restore: (argument) => {
        const { run, candidate } = subject(argument);
        store.decide(run, candidate.candidate.id, undefined);
      },
      next: (argument) => go(subject(argument), 1),
      previous: (argument) => go(subject(argument), -1),
      answer: (argument) => asking.answer(runOf(argument), argument.option),
      forgetAnswer: (argument) => asking.forget(runOf(argument), argument.test ?? ''),
      copyAnswer: (argument) => asking.copy(runOf(argument), argument.test ?? ''),
      keepAnswer: (argument) => asking.keep(runOf(argument), argument.test),
      showMatrix: (argument) => matrix.show(runOf(argument)),
      compare: (argument) => reviewing.compare(runOf(argument)),
      toggleHeatMap: () => (heat.on = !heat.on),
      copyReport: (argument) => vscode.env.clipboard.writeText(reportText(runOf(argument))),
      exportReport: async (argument) => {
        const run = runOf(argument);
        const front = reviewing.subject({ run: run.id })?.candidate;
        const content = pullRequestText(run, front);
        await vscode.window.showTextDocument(
          await vscode.workspace.openTextDocument({ language: 'markdown', content }),
        );
      },
      openRunLog: (argument) => reports.open(runOf(argument), 'log'),
      showLog: () => channel.show(true),
      openSettings: () =>
        vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`),
      openWalkthrough: () =>
        vscode.commands.executeCommand(
          'workbench.action.openWalkthrough',
          `${context.extension.id}#${walkthrough}`,
          false,
        ),
      openSample: () => openSample(context),
      allowRuns: () => consent.set(true),
      forbidRuns: () => consent.set(false),
      generateTests: (argument) => making.make(argument),
      reviewTests: (argument) => making.review(...testsOf(argument)),
      applyTests: (argument) => making.apply(...testsOf(argument)),
      selectModel: () => selectModel(models, readSettings()),
    },
    (error) => showError(error, channel),
  );

  context.subscriptions.push(
    channel,
    servers,
    commands,
    index,
    tasks,
    places,
    view,
    reports,
    heat,
    matrix,
    new Freshness(store),
    new WarmUp(consent, store, debuggerFor),
    new CodeLenses(index, store, testStore, log),
    new QuickFixes(index, store),
    new StatusItem(store, runner),
    new ReviewLenses(store),
    new ReviewHints(store),
    registerTools({ consent, index, runner, debuggerFor }),
    vscode.workspace.registerTextDocumentContentProvider(scheme.review, new ReviewDocuments(store)),
    new OnSave({ making, consent, debuggerFor, log }),
    new TestExplorer({ store, tests: testStore, consent, memory: context.workspaceState, debuggerFor, log: channel }),
    testDocuments,
    vscode.workspace.registerTextDocumentContentProvider(scheme.tests, testDocuments),
    { dispose: () => void runner.cancelAll() },
  );
}

/** One debugger for each root, made when first needed and made anew after the settings changed. */
function debuggers(
  parts: EiderParts,
  models: Models,
  server: LanguageServer,
  log: ReturnType<typeof logTo>,
): (path: string) => SelfDebugger {
  const made = new Map<string, { readonly settings: string; readonly debugger: SelfDebugger }>();
  return (path) => {
    const uri = vscode.Uri.file(path);
    const root = rootOf(uri);
    const settings = readSettings(uri);
    const key = JSON.stringify([settings, models.vscodeAllowed]);
    const known = made.get(root);
    if (known?.settings === key) return known.debugger;
    const model = models.current(settings);
    const fresh = parts.createDebugger({ settings, root, log, unsaved, server, ...(model && { model }) });
    made.set(root, { settings: key, debugger: fresh });
    return fresh;
  };
}

/** File and name of the function whose tests are meant: the argument's, or that of the tests in front. */
function testsOf(argument: CommandArgument): [path: string, name: string] {
  const { uri, name } = argument;
  const front = activeTests();
  if (uri !== undefined && name !== undefined) return [vscode.Uri.parse(uri, true).fsPath, name];
  return [front?.path ?? '', front?.name ?? ''];
}

import * as vscode from 'vscode';
import { rootOf, shortName } from '../documents';
import type { FunctionIndex } from '../editor/functionIndex';
import { taskType } from '../ids';
import { t } from '../l10n';
import type { Run } from '../run/runner';
import type { RunStore } from '../run/runStore';
import { RunTerminal } from './runTerminal';

interface FixDefinition extends vscode.TaskDefinition {
  readonly type: typeof taskType;
  /** Absolute, or relative to the workspace folder. */
  readonly file: string;
  /** Qualified name. */
  readonly function: string;
}

export type StartRun = (uri: vscode.Uri, name: string) => Promise<Run | undefined>;

/** Runs as VS Code tasks: listed for the open file, written down in `tasks.json`, or made by the `Fix` command. */
export class Tasks implements vscode.TaskProvider, vscode.Disposable {
  readonly #store: RunStore;
  readonly #index: FunctionIndex;
  readonly #start: StartRun;
  readonly #executions = new Map<string, Promise<void>>();
  readonly #registration: vscode.Disposable;
  #terminal: vscode.Terminal | undefined;

  constructor(store: RunStore, index: FunctionIndex, start: StartRun) {
    this.#store = store;
    this.#index = index;
    this.#start = start;
    this.#registration = vscode.tasks.registerTaskProvider(taskType, this);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#terminal?.dispose();
  }

  async provideTasks(): Promise<vscode.Task[]> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !vscode.workspace.isTrusted) return [];
    const { functions } = await this.#index.of(document);
    return functions
      .slice(0, 50)
      .map((f) => this.#task(document.uri, f.qualifiedName, () => this.#start(document.uri, f.qualifiedName)));
  }

  resolveTask(task: vscode.Task): vscode.Task | undefined {
    const { file, function: name } = task.definition as Partial<FixDefinition>;
    if (typeof file !== 'string' || typeof name !== 'string') return undefined;
    const folder = typeof task.scope === 'object' ? task.scope : vscode.workspace.workspaceFolders?.[0];
    const uri =
      /^([/\\]|[A-Za-z]:)/.test(file) || !folder ? vscode.Uri.file(file) : vscode.Uri.joinPath(folder.uri, file);
    const made = this.#task(uri, name, () => this.#start(uri, name));
    // VS Code finds the answer to a task by its definition, so the very same object must come back.
    return new vscode.Task(
      task.definition,
      task.scope ?? vscode.TaskScope.Workspace,
      made.name,
      taskName,
      made.execution,
    );
  }

  /** Shows a run that has begun; resolves when its terminal is there. */
  async show(run: Run): Promise<void> {
    if (tasksWouldSave()) {
      this.#showInTerminal(run);
      return;
    }
    const uri = vscode.Uri.file(run.view.file.path);
    const task = this.#task(uri, run.view.name, () => Promise.resolve(run));
    const key = `${uri.toString()}#${run.view.name}`;
    await Promise.race([this.#executions.get(key), new Promise((resolve) => setTimeout(resolve, endMs))]);
    const execution = await vscode.tasks.executeTask(task);
    const ended = new Promise<void>((resolve) => {
      const listener = vscode.tasks.onDidEndTask((e) => {
        if (e.execution !== execution) return;
        listener.dispose();
        this.#executions.delete(key);
        resolve();
      });
    });
    this.#executions.set(key, ended);
  }

  /** The same words in a terminal that is no task. It stays open when the run is over, as a task's does. */
  #showInTerminal(run: Run): void {
    this.#terminal?.dispose();
    const pty = new RunTerminal(() => Promise.resolve(run), this.#store, { stay: true });
    this.#terminal = vscode.window.createTerminal({ name: `Eider: ${run.view.name}`, pty });
    this.#terminal.show(true);
  }

  #task(uri: vscode.Uri, name: string, begin: () => Promise<Run | undefined>): vscode.Task {
    const definition: FixDefinition = { type: taskType, file: shortName(uri.fsPath), function: name };
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const task = new vscode.Task(
      definition,
      folder ?? vscode.TaskScope.Workspace,
      t('Fix {0} ({1})', name, uri.path.split('/').at(-1) ?? ''),
      taskName,
      new vscode.CustomExecution(() => Promise.resolve(new RunTerminal(begin, this.#store))),
    );
    task.detail = t('Reproduce, try fixes, run each against every test. Root: {0}', rootOf(uri));
    task.presentationOptions = {
      reveal: vscode.TaskRevealKind.Always,
      panel: vscode.TaskPanelKind.Shared,
      focus: false,
      clear: true,
      echo: false,
      showReuseMessage: false,
    };
    return task;
  }
}

const taskName = 'Eider';
/** A new run does not wait longer for the task of the one before to leave the editor's list. */
const endMs = 1500;

/** VS Code saves (or asks to save) every changed file before it runs a task; a run of Eider must not write files. */
function tasksWouldSave(): boolean {
  const saves = vscode.workspace.getConfiguration('task', null).get<unknown>('saveBeforeRun') !== 'never';
  return saves && vscode.workspace.textDocuments.some((d) => d.isDirty && !d.isUntitled);
}

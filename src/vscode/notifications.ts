import * as vscode from 'vscode';
import { HumanError, type HumanErrorId } from '../core/errors';
import type { RunView } from '../core/run/runRecord';
import { plausible } from '../core/run/words';
import { command } from './ids';
import { t } from './l10n';

interface Action {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

const showLog = (): Action => ({ title: t('Show Log'), command: command.showLog });
const settings = (): Action => ({ title: t('Open Settings'), command: command.openSettings });

/** What a person can do about an error at once. */
function actionsFor(id: HumanErrorId): readonly Action[] {
  switch (id) {
    case 'noInterpreter':
    case 'badRuntime':
    case 'sandboxRequired':
    case 'model':
      return [settings(), showLog()];
    case 'missingDebugger':
      return [
        {
          title: t('Find the Extension'),
          command: 'workbench.extensions.search',
          arguments: ['ms-python.debugpy'],
        },
      ];
    case 'notTrusted':
      return [{ title: t('Manage Trust'), command: 'workbench.trust.manage' }];
    case 'documentChanged':
      return [{ title: t('Fix Again'), command: command.fix }];
    case 'noFunction':
      return [{ title: t('Choose a Function'), command: command.fixPick }];
    case 'missingFramework':
    case 'badTests':
      return [showLog()];
    case 'unsupportedLanguage':
    case 'readOnly':
    case 'fileNotFound':
    case 'fileTooLarge':
    case 'notUtf8':
    case 'brokenFile':
    case 'badArguments':
    case 'notExported':
    case 'noBenchData':
      return [];
  }
}

async function offer(shown: Thenable<string | undefined>, actions: readonly Action[]): Promise<void> {
  const chosen = await shown;
  const action = actions.find((a) => a.title === chosen);
  if (action) await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
}

/** Shows an error a person may read; anything else is a bug: it goes to the log with its causes. Never waits for an answer. */
export function showError(error: unknown, log: vscode.LogOutputChannel): void {
  if (error instanceof HumanError) {
    log.warn(`${error.id}: ${error.message}`, ...causes(error));
    const actions = actionsFor(error.id);
    const shown = vscode.window.showWarningMessage(`${error.message} ${error.next}`, ...actions.map((a) => a.title));
    offer(shown, actions).then(undefined, (e: unknown) => log.error(String(e)));
    return;
  }
  log.error('A bug in Eider', ...(error instanceof Error ? [error.stack ?? error.message, ...causes(error)] : [error]));
  const actions = [showLog()];
  const shown = vscode.window.showErrorMessage(
    t('Eider could not do that because of a bug of its own. Nothing was changed.'),
    ...actions.map((a) => a.title),
  );
  offer(shown, actions).then(undefined, (e: unknown) => log.error(String(e)));
}

export function causes(error: Error): readonly string[] {
  const list: string[] = [];
  for (let cause = error.cause; cause !== undefined && list.length < 5;) {
    list.push(`caused by: ${cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(cause)}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return list;
}

/** Says how a run ended and what can be done next; a cancelled run needs no words. */
export function showOutcome(run: RunView, log: vscode.LogOutputChannel): void {
  const finished = run.finished;
  if (!finished || finished.outcome === 'cancelled') return;
  const subject = { run: run.id };
  const review: Action = { title: t('Review'), command: command.review, arguments: [subject] };
  const explain: Action = { title: t('Explain'), command: command.explain, arguments: [subject] };
  const help = finished.outcome === 'fixed' ? [] : (finished.advice?.wouldHelp.slice(0, 1) ?? []);
  const message = [`${run.name}: ${finished.message}`, ...help].join(' ');
  const actions = ((): readonly Action[] => {
    switch (finished.outcome) {
      case 'fixed':
        return plausible(run).length > 0 ? [review, explain] : [explain];
      case 'error':
        return [settings(), showLog()];
      case 'noFailure':
      case 'notFixed':
      case 'noTests':
        return [explain];
    }
  })();
  const titles = actions.map((a) => a.title);
  const shown =
    finished.outcome === 'error'
      ? vscode.window.showWarningMessage(message, ...titles)
      : vscode.window.showInformationMessage(message, ...titles);
  offer(shown, actions).then(undefined, (e: unknown) => log.error(String(e)));
}

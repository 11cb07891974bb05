import * as vscode from 'vscode';
import type { RunView } from '../../core/run/runRecord';
import { selector } from '../documents';
import { command } from '../ids';
import { t } from '../l10n';
import type { RunStore } from '../run/runStore';
import { innermost, type FunctionIndex } from './functionIndex';
import { sameText } from './lensText';

/**
 * "Fix with Eider" in the light bulb. It is a `refactor.rewrite` that starts a run; only a patch that was verified by
 * execution is offered as a `quickfix` for the diagnostics in its function. Never preferred: "auto fix" must not apply it.
 */
export class QuickFixes implements vscode.CodeActionProvider, vscode.Disposable {
  static readonly kinds = [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite];
  readonly #index: FunctionIndex;
  readonly #store: RunStore;
  readonly #registration: vscode.Disposable;

  constructor(index: FunctionIndex, store: RunStore) {
    this.#index = index;
    this.#store = store;
    this.#registration = vscode.languages.registerCodeActionsProvider(selector, this, {
      providedCodeActionKinds: QuickFixes.kinds,
    });
  }

  dispose(): void {
    this.#registration.dispose();
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const { functions } = await this.#index.of(document);
    if (token.isCancellationRequested) return [];
    const focal = innermost(functions, document.offsetAt(range.start));
    if (!focal) return [];
    const run = this.#store.of(document.uri.fsPath, focal.qualifiedName);
    const broken = context.diagnostics.filter((d) => d.severity <= vscode.DiagnosticSeverity.Warning);
    const actions: vscode.CodeAction[] = [];
    if (run?.finished && sameText(focal, run)) actions.push(...verified(run, broken));
    const fix = new vscode.CodeAction(t('Fix {0} with Eider', focal.name), vscode.CodeActionKind.RefactorRewrite);
    fix.command = {
      title: fix.title,
      command: command.fix,
      arguments: [{ uri: document.uri.toString(), name: focal.qualifiedName, offset: focal.nodeRange.start }],
    };
    fix.diagnostics = broken;
    return [...actions, fix];
  }
}

function verified(run: RunView, diagnostics: vscode.Diagnostic[]): readonly vscode.CodeAction[] {
  const best = run.ranked.find((r) => r.plausible && r.badge === 'verified');
  if (!best) return [];
  const action = new vscode.CodeAction(
    t('Eider: {0} (verified, {1} tests pass)', best.candidate.title, best.passed),
    vscode.CodeActionKind.QuickFix,
  );
  action.diagnostics = diagnostics;
  action.command = {
    title: action.title,
    command: command.openDiff,
    arguments: [{ run: run.id, candidate: best.candidate.id }],
  };
  return [action];
}

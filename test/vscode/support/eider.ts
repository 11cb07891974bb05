import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command, scheme } from '../../../src/vscode/ids';
import type { FixSummary } from '../../../src/vscode/run/fixing';
import { until } from './until';

/** A file of the workspace copy. */
export function workspaceFile(relative: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, relative);
}

/** Opens a file from its top, wherever an earlier test left its view. */
export async function show(relative: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument(workspaceFile(relative)),
    {
      preview: false,
      viewColumn: vscode.ViewColumn.One,
    },
  );
  const top = new vscode.Range(0, 0, 0, 0);
  editor.selection = new vscode.Selection(top.start, top.end);
  editor.revealRange(top, vscode.TextEditorRevealType.AtTop);
  return editor;
}

/** Writes a file of the workspace copy and shows it. */
export async function write(relative: string, text: string): Promise<vscode.TextEditor> {
  await vscode.workspace.fs.writeFile(workspaceFile(relative), Buffer.from(text));
  const editor = await show(relative);
  // A document that was open a moment ago may still be as it was: the news of the file take their time.
  if (editor.document.getText() !== text) await vscode.commands.executeCommand('workbench.action.files.revert');
  await until(() => editor.document.getText() === text, { what: `the new text of ${relative}` });
  return editor;
}

export const allowRuns = () => vscode.commands.executeCommand(command.allowRuns);

/** Runs `Fix` on a function and waits for its end; undefined when it was not allowed or failed with a message. */
export function fix(document: vscode.TextDocument, name: string): Thenable<FixSummary | undefined> {
  return vscode.commands.executeCommand(command.fix, { uri: document.uri.toString(), name });
}

/** Eider's lenses of a document, as VS Code has them. */
export async function lenses(document: vscode.TextDocument): Promise<readonly vscode.CodeLens[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    1000,
  );
  return all.filter((lens) => lens.command?.command.startsWith('eider.'));
}

export async function lensTitled(document: vscode.TextDocument, title: RegExp, timeout = 60_000) {
  return until(async () => (await lenses(document)).find((lens) => title.test(lens.command?.title ?? '')), {
    what: `a lens ${String(title)}`,
    timeout,
  });
}

/** What the lenses of a document ask now. */
export async function questions(document: vscode.TextDocument): Promise<readonly string[]> {
  const titles = (await lenses(document)).map((lens) => lens.command?.title ?? '');
  return titles.filter((title) => title.includes('question'));
}

export async function press(lens: vscode.CodeLens): Promise<unknown> {
  assert.ok(lens.command);
  const { command: id, arguments: args } = lens.command as { command: string; arguments?: unknown[] };
  return vscode.commands.executeCommand(id, ...(args ?? []));
}

/** The tab in front, when it is a candidate's diff. */
export function candidateInFront(): vscode.TabInputTextDiff | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === scheme.review ? input : undefined;
}

/** Undoes the last edit of a document in its own editor. */
export async function undo(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  await vscode.commands.executeCommand('undo');
}

export async function closeEverything(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter((d) => d.isDirty && d.uri.scheme === 'file')) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

import * as vscode from 'vscode';

/** Opens a fresh copy of the walkthrough's sample function; the extension's own folder may be read-only. */
export async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const from = vscode.Uri.joinPath(context.extensionUri, 'media', 'walkthrough', 'median.py');
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'sample');
  const to = vscode.Uri.joinPath(folder, 'median.py');
  await vscode.workspace.fs.createDirectory(folder);
  await vscode.workspace.fs.copy(from, to, { overwrite: true });
  const editor = await vscode.window.showTextDocument(to, { preview: false });
  const at = editor.document.positionAt(Math.max(0, editor.document.getText().indexOf('return')));
  editor.selection = new vscode.Selection(at, at);
}

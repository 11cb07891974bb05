import * as path from 'node:path';
import * as vscode from 'vscode';

/**
 * Dotted name of the package a Python file lies in: up to the highest folder in a row with an `__init__.py`, and for a
 * namespace package up to the workspace folder. Empty for a file that lies in none.
 */
export async function packageOf(file: string): Promise<string> {
  const names: string[] = [];
  let folder = path.dirname(file);
  while (await isFile(path.join(folder, '__init__.py'))) {
    names.unshift(path.basename(folder));
    folder = path.dirname(folder);
  }
  if (names.length > 0) return names.join('.');
  const root = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file))?.uri.fsPath;
  return root === undefined ? '' : path.relative(root, path.dirname(file)).split(path.sep).filter(Boolean).join('.');
}

async function isFile(file: string): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(vscode.Uri.file(file))).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

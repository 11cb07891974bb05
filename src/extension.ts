import type * as vscode from 'vscode';

export function activate(context: vscode.ExtensionContext): { readonly version: string } {
  const { version } = context.extension.packageJSON as { version: string };
  return { version };
}

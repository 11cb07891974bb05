import type * as vscode from 'vscode';
import { createDebugger } from './core';
import { languages } from './languages/registry';
import { createNodePorts } from './node/ports';
import { registerEider } from './vscode/register';

export function activate(context: vscode.ExtensionContext): { readonly version: string } {
  registerEider(context, {
    createDebugger: ({ settings, root, log, unsaved }) =>
      createDebugger(
        createNodePorts({
          assets: __dirname,
          workspaceRoot: root,
          settings: () => ({
            sandbox: settings.sandbox,
            ...(settings.workers === undefined ? {} : { workers: settings.workers }),
            ...(settings.python === undefined ? {} : { pythonPath: settings.python }),
            ...(settings.node === undefined ? {} : { nodePath: settings.node }),
          }),
          unsaved,
          log,
        }),
        languages,
      ),
  });
  const { version } = context.extension.packageJSON as { version: string };
  return { version };
}

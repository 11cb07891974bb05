import type * as vscode from 'vscode';
import { createDebugger } from './core';
import { languages } from './languages/registry';
import type { Capabilities } from './models/capabilities';
import { serverModel } from './models/choose';
import { createNodePorts } from './node/ports';
import { registerEider } from './vscode/register';

export function activate(context: vscode.ExtensionContext): { readonly version: string } {
  const capabilities = new Map<string, Capabilities>();
  registerEider(context, {
    createDebugger: ({ settings, root, log, unsaved, model }) =>
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
          ...(model && { model }),
        }),
        languages,
      ),
    openModel: (server) => serverModel({ ...server, capabilities }),
    listModels: async (baseUrl, apiKey, signal) =>
      (await import('./models/endpoint')).listModels(baseUrl, apiKey, signal),
  });
  const { version } = context.extension.packageJSON as { version: string };
  return { version };
}

import * as path from 'node:path';
import * as vscode from 'vscode';
import { CapabilityCache, type Capabilities } from './models/capabilities';
import { probeServer, serverModel } from './models/choose';
import { JournalFiles } from './node/journalFiles';
import { DebuggerThread } from './node/thread/debuggerThread';
import { registerEider } from './vscode/register';
import { StoredMap } from './vscode/storedMap';

let thread: DebuggerThread | undefined;

export function activate(context: vscode.ExtensionContext): { readonly version: string } {
  const capabilities = new StoredMap<Capabilities>(context.globalState, 'eider.models.capabilities');
  const debuggers = (thread = new DebuggerThread(path.join(__dirname, 'thread.js')));
  // VS Code's own TypeScript answers where the project has none.
  const tsserver = path.join(vscode.env.appRoot, 'extensions/node_modules/typescript/lib/tsserver.js');
  registerEider(context, {
    createDebugger: ({ settings, root, log, unsaved, model, server }) =>
      debuggers.debugger({
        root,
        settings: {
          sandbox: settings.sandbox,
          ...(settings.workers === undefined ? {} : { workers: settings.workers }),
          ...(settings.python === undefined ? {} : { pythonPath: settings.python }),
          ...(settings.node === undefined ? {} : { nodePath: settings.node }),
        },
        unsaved,
        log,
        ...(model && { model }),
        tsserver,
        servers: settings.languageServers,
        server,
      }),
    openJournals: (folder, journalLog) => new JournalFiles(folder, journalLog),
    openModel: (server) => serverModel({ ...server, capabilities }),
    listModels: async (baseUrl, apiKey, signal) =>
      (await import('./models/endpoint')).listModels(baseUrl, apiKey, signal),
    probeModel: (server, signal) => probeServer({ ...server, capabilities }, signal),
    abilitiesOf: (server) => new CapabilityCache(capabilities, server).known,
  });
  const { version } = context.extension.packageJSON as { version: string };
  return { version };
}

export async function deactivate(): Promise<void> {
  await thread?.dispose();
}

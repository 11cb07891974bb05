import { parentPort } from 'node:worker_threads';
import { createDebugger } from './core';
import { ServersInTurn } from './core/monitor/serversInTurn';
import type { TestExecutor } from './core/ports';
import type { SourceFile } from './core/model/focalFunction';
import { languages } from './languages/registry';
import { PrivateServers } from './node/languageServer/privateServers';
import { createNodePorts } from './node/ports';
import { serveDebuggers } from './node/thread/serveDebuggers';

if (!parentPort) throw new Error('this program is a thread of the extension');

/** What a debugger has started, by workspace folder: ended when it is replaced. */
const started = new Map<string, { readonly server: PrivateServers; readonly executor: TestExecutor }>();

serveDebuggers(
  parentPort,
  ({ setup, unsaved, unsavedTexts, log, model, server: editor }) => {
    const { root, settings, tsserver, servers: commands } = setup;
    const earlier = started.get(root);
    earlier?.server[Symbol.dispose]();
    void earlier?.executor.release?.();
    const server = new PrivateServers({
      root,
      log,
      unsaved: unsavedTexts,
      ...(commands && { commands }),
      ...(tsserver !== undefined && { tsserver }),
      ...(settings.pythonPath !== undefined && { pythonPath: settings.pythonPath }),
    });
    // A server that the user named is meant.
    const named = (file: SourceFile): boolean => (commands?.[file.languageId]?.length ?? 0) > 0;
    const ports = createNodePorts({
      assets: __dirname,
      workspaceRoot: root,
      settings: () => settings,
      unsaved,
      log,
      server: editor ? new ServersInTurn(editor, server, named) : server,
      ...(model && { model }),
    });
    started.set(root, { server, executor: ports.executor });
    return createDebugger(ports, languages);
  },
  release,
);

async function release(): Promise<void> {
  await Promise.all([...started.values()].map(async ({ executor }) => executor.release?.()));
}

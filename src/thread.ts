import { parentPort } from 'node:worker_threads';
import { createDebugger } from './core';
import { languages } from './languages/registry';
import { PrivateServers } from './node/languageServer/privateServers';
import { createNodePorts } from './node/ports';
import { serveDebuggers } from './node/thread/serveDebuggers';

if (!parentPort) throw new Error('this program is a thread of the extension');

/** Language servers by workspace folder: those of a debugger that was replaced are ended. */
const servers = new Map<string, PrivateServers>();

serveDebuggers(parentPort, ({ setup: { root, settings, tsserver }, unsaved, log, model }) => {
  servers.get(root)?.[Symbol.dispose]();
  const server = new PrivateServers({
    root,
    log,
    ...(tsserver !== undefined && { tsserver }),
    ...(settings.pythonPath !== undefined && { pythonPath: settings.pythonPath }),
  });
  servers.set(root, server);
  const ports = createNodePorts({
    assets: __dirname,
    workspaceRoot: root,
    settings: () => settings,
    unsaved,
    log,
    server,
    ...(model && { model }),
  });
  return createDebugger(ports, languages);
});

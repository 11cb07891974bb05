import { parentPort } from 'node:worker_threads';
import { createDebugger } from './core';
import { languages } from './languages/registry';
import { createNodePorts } from './node/ports';
import { serveDebuggers } from './node/thread/serveDebuggers';

if (!parentPort) throw new Error('this program is a thread of the extension');

serveDebuggers(parentPort, ({ setup: { root, settings }, unsaved, log, model, server }) =>
  createDebugger(
    createNodePorts({
      assets: __dirname,
      workspaceRoot: root,
      settings: () => settings,
      unsaved,
      log,
      ...(model && { model }),
      ...(server && { server }),
    }),
    languages,
  ),
);

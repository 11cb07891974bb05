import * as path from 'node:path';
import type { LanguageModel, LanguageServer, Log, Ports } from '../core/ports';
import type { ExecutorSettings } from './executor/adapter';
import { createExecutor } from './executor/executor';
import { FolderGrammars } from './grammars';
import { javascriptAdapter } from './javascript/javascriptAdapter';
import { pythonAdapter } from './python/pythonAdapter';
import { DiskWorkspace } from './workspace';

export interface NodePortsOptions {
  /** Folder with `grammars/` and `harness/`: `dist` beside a bundle. */
  readonly assets: string;
  readonly workspaceRoot: string;
  /** Asked at the start of every session. */
  readonly settings: () => Omit<ExecutorSettings, 'harness'>;
  readonly log: Log;
  /** Text of a file that is open in an editor and not saved. */
  readonly unsaved?: (path: string) => string | undefined;
  readonly model?: LanguageModel;
  readonly server?: LanguageServer;
}

/** The world as Node sees it: disk, processes, monotonic clock. */
export function createNodePorts(options: NodePortsOptions): Ports {
  const { assets, workspaceRoot, settings, log, model, server, unsaved } = options;
  const harness = {
    python: path.join(assets, 'harness', 'python'),
    javascript: path.join(assets, 'harness', 'javascript'),
  };
  return {
    grammars: new FolderGrammars(path.join(assets, 'grammars')),
    workspace: new DiskWorkspace(workspaceRoot, unsaved),
    executor: createExecutor({
      adapters: [pythonAdapter, javascriptAdapter],
      settings: () => ({ ...settings(), harness }),
      log,
    }),
    clock: { now: () => performance.now() },
    log,
    ...(model && { model }),
    ...(server && { server }),
  };
}

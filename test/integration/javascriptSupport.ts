import { defaultLimits, type ExecutionTarget, type JobResult } from '../../src/core/model/execution';
import type { FocalFunction, LanguageId } from '../../src/core/model/focalFunction';
import type { Test, Verdict } from '../../src/core/model/test';
import type { ExecutionSession } from '../../src/core/ports';
import type { ExecutorSettings } from '../../src/node/executor/adapter';
import { createExecutor } from '../../src/node/executor/executor';
import { javascriptAdapter } from '../../src/node/javascript/javascriptAdapter';
import { harness, silent, type Folder } from './executorSupport';
import { plainFunction } from '../doubles/plainFunction';

const languageIds: Readonly<Record<string, LanguageId>> = {
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.tsx': 'typescriptreact',
  '.jsx': 'javascriptreact',
};

/** What the executor needs of a focal function: its place. It begins where its name is first declared and ends at a `}` in column 0. */
export function javascriptFunction(file: string, text: string, name: string): FocalFunction {
  const pattern = new RegExp(`^.*(function\\*?|const|class|async)\\s[^\\n]*\\b${name}\\b`, 'm');
  const start = Math.max(0, text.search(pattern));
  const close = text.slice(start).search(/^\}/m);
  const range = { start, end: close === -1 ? text.length : start + close + 1 };
  const languageId = languageIds[/\.\w+$/.exec(file)?.[0] ?? ''] ?? 'javascript';
  return plainFunction({ path: file, languageId, text, version: 1 }, name, { range, signature: `function ${name}()` });
}

export interface JavaScriptSession {
  readonly session: ExecutionSession;
  readonly source: string;
  run(tests: readonly Test[], options?: Partial<Parameters<ExecutionSession['run']>[0]>): Promise<JobResult>;
  /** Verdicts of tests on a source, by default the original. */
  verdicts(tests: readonly Test[], source?: string): Promise<ReadonlyMap<string, Verdict>>;
  verdict(test: Test, source?: string): Promise<Verdict>;
}

export interface OpenOptions extends Partial<ExecutionTarget> {
  readonly settings?: Partial<ExecutorSettings>;
  readonly name?: string;
  /** The runtime is made ready before the function is known, as the editor does it. */
  readonly prepared?: boolean;
}

let jobs = 0;

export async function openJavaScript(
  folder: Folder,
  file: string,
  text: string,
  options: OpenOptions = {},
): Promise<JavaScriptSession> {
  const { settings, name, prepared, ...target } = options;
  const executor = createExecutor({
    adapters: [javascriptAdapter],
    settings: () => ({ sandbox: 'preferred', workers: 1, harness, ...settings }),
    log: silent,
  });
  const focal = javascriptFunction(folder.write(file, text), text, name ?? 'f');
  if (prepared) await executor.prepare?.(focal.file, folder.root);
  const session = await executor.open(
    {
      focal,
      workspaceRoot: folder.root,
      scripts: [],
      testFiles: [],
      limits: { ...defaultLimits, testMs: 500 },
      ...target,
    },
    AbortSignal.timeout(60_000),
  );
  const run: JavaScriptSession['run'] = (tests, more) =>
    session.run({ id: `job${++jobs}`, source: text, tests, ...more }, AbortSignal.timeout(60_000));
  const verdicts: JavaScriptSession['verdicts'] = async (tests, source = text) => {
    const result = await run(tests, { source });
    if (result.kind === 'notLoaded') throw new Error(`not loaded: ${result.errorType}: ${result.message}`);
    return result.verdicts;
  };
  return {
    session,
    source: text,
    run,
    verdicts,
    async verdict(test, source) {
      const verdict = (await verdicts([test], source)).get(test.id);
      if (!verdict) throw new Error(`no verdict for ${test.id}`);
      return verdict;
    },
  };
}

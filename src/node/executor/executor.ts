import * as os from 'node:os';
import { HumanError } from '../../core/errors';
import type { ExecutionTarget } from '../../core/model/execution';
import type { LanguageId } from '../../core/model/focalFunction';
import type { ExecutionSession, Log, TestExecutor } from '../../core/ports';
import { chooseSandbox } from '../sandbox/sandbox';
import type { ExecutorSettings, RuntimeAdapter } from './adapter';
import { Slots } from './slots';
import { Spares } from './spares';
import { WorkerDied } from './worker';
import { WorkerPool } from './workerPool';

export interface ExecutorParts {
  readonly adapters: readonly RuntimeAdapter[];
  /** Asked at the start of every session; the number of workers is fixed with the first. */
  readonly settings: () => ExecutorSettings;
  readonly log: Log;
}

/** Runs candidates of every language there is an adapter for. */
export function createExecutor({ adapters, settings, log }: ExecutorParts): TestExecutor {
  let slots: Slots | undefined;
  const spares = new Spares();
  /** Frameworks of the latest session, by the key of its spares. */
  const frameworks = new Map<string, readonly string[]>();
  const adapterOf = (languageId: LanguageId) => adapters.find((one) => one.languageIds.includes(languageId));
  const keyOf = (root: string, { languageIds }: RuntimeAdapter) => `${root}\n${languageIds.join(' ')}`;
  return {
    async open(target, signal) {
      const now = settings();
      slots ??= new Slots(Math.max(1, now.workers ?? os.availableParallelism() - 1));
      const { languageId } = target.focal.file;
      const adapter = adapterOf(languageId);
      if (!adapter) {
        throw new HumanError(
          'unsupportedLanguage',
          `Eider cannot run ${languageId}.`,
          'Python, JavaScript and TypeScript work.',
        );
      }
      const { workspaceRoot } = target;
      const key = keyOf(workspaceRoot, adapter);
      frameworks.set(key, [...new Set(target.testFiles.map((file) => file.framework))]);
      const closed = spares.opened(key);
      try {
        const sandbox = await chooseSandbox(now.sandbox, log, signal);
        const launch = await adapter.launch(target, now, signal);
        log.info(`${launch.runtime}: ${launch.command} (${sandbox.name})`);
        const parts = { launch, sandbox, workspaceRoot, environment: now.environment ?? [] };
        const pool = new WorkerPool({
          ...parts,
          target,
          slots,
          log,
          spare: (either) => spares.take(key, parts, either),
        });
        const about = { ...launch, containment: sandbox.containment, concurrency: slots.limit };
        return await openSession(pool, target, about, closed, signal);
      } catch (error) {
        closed();
        throw error;
      }
    },
    async prepare(file, workspaceRoot) {
      const adapter = adapterOf(file.languageId);
      if (!adapter) return;
      try {
        const now = settings();
        const signal = AbortSignal.timeout(30_000);
        const sandbox = await chooseSandbox(now.sandbox, log, signal);
        const launch = await adapter.launch({ focal: { file }, workspaceRoot }, now, signal);
        const key = keyOf(workspaceRoot, adapter);
        const parts = { launch, sandbox, workspaceRoot, environment: now.environment ?? [] };
        await spares.keep(key, parts, frameworks.get(key) ?? adapter.usualFrameworks ?? []);
      } catch (error) {
        log.debug(`No runtime was made ready: ${String(error)}`);
      }
    },
    release: () => spares.release(),
  };
}

async function openSession(
  pool: WorkerPool,
  target: ExecutionTarget,
  about: Pick<ExecutionSession, 'runtime' | 'containment' | 'concurrency'>,
  closed: () => void,
  signal: AbortSignal,
): Promise<ExecutionSession> {
  try {
    const collected = await pool.with(signal, ({ worker }) => worker.request({ op: 'collect' }, 120_000));
    return {
      tests: collected.tests,
      notes: collected.notes,
      concurrency: about.concurrency,
      containment: about.containment,
      runtime: about.runtime,
      run: (job, jobSignal) => pool.run(job, jobSignal),
      [Symbol.asyncDispose]: () => pool.close().finally(closed),
    };
  } catch (error) {
    await pool.close();
    if (!(error instanceof WorkerDied)) throw error;
    throw new HumanError(
      'badRuntime',
      `${about.runtime} ended while it was getting ready to run ${target.focal.name}.`,
      'The log has its last output.',
      { cause: error },
    );
  }
}

import * as os from 'node:os';
import { HumanError } from '../../core/errors';
import type { ExecutionTarget } from '../../core/model/execution';
import type { ExecutionSession, Log, TestExecutor } from '../../core/ports';
import { chooseSandbox } from '../sandbox/sandbox';
import type { ExecutorSettings, RuntimeAdapter } from './adapter';
import { Slots } from './slots';
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
  return {
    async open(target, signal) {
      const now = settings();
      slots ??= new Slots(Math.max(1, now.workers ?? os.availableParallelism() - 1));
      const { languageId } = target.focal.file;
      const adapter = adapters.find((one) => one.languageIds.includes(languageId));
      if (!adapter) {
        throw new HumanError(
          'unsupportedLanguage',
          `Eider cannot run ${languageId}.`,
          'Python, JavaScript and TypeScript work.',
        );
      }
      const sandbox = await chooseSandbox(now.sandbox, log, signal);
      const launch = await adapter.launch(target, now, signal);
      log.info(`${launch.runtime}: ${launch.command} (${sandbox.name})`);
      const pool = new WorkerPool({ target, launch, sandbox, slots, log, environment: now.environment ?? [] });
      return openSession(
        pool,
        target,
        { ...launch, containment: sandbox.containment, concurrency: slots.limit },
        signal,
      );
    },
  };
}

async function openSession(
  pool: WorkerPool,
  target: ExecutionTarget,
  about: Pick<ExecutionSession, 'runtime' | 'containment' | 'concurrency'>,
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
      [Symbol.asyncDispose]: () => pool.close(),
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

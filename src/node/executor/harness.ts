import { mkdtemp, rm } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { harnessEnvironment } from '../process/environment';
import type { Command } from '../process/tree';
import type { Sandbox } from '../sandbox/sandbox';
import type { Launch } from './adapter';
import { Worker } from './worker';

/** Everything a harness process depends on before it is told of a function. */
export interface HarnessParts {
  readonly launch: Launch;
  readonly sandbox: Sandbox;
  readonly workspaceRoot: string;
  /** Names of further environment variables. */
  readonly environment: readonly string[];
}

/** A harness process that has shaken hands and knows no function yet. */
export interface Harness {
  readonly worker: Worker;
  readonly scratch: string;
  /** How it was started, sandbox included. */
  readonly command: Command;
}

/** @throws WorkerDied, or the signal's reason. */
export async function startHarness(parts: HarnessParts, signal: AbortSignal): Promise<Harness> {
  const scratch = realpathSync(await mkdtemp(path.join(os.tmpdir(), 'eider-')));
  try {
    signal.throwIfAborted();
    const command = await harnessCommand(parts, scratch);
    signal.throwIfAborted();
    return { worker: await Worker.start(command, parts.sandbox.ownProcesses, signal), scratch, command };
  } catch (error) {
    await removeScratch(scratch);
    throw signal.aborted ? (signal.reason as Error) : error;
  }
}

/** The command that a harness with this scratch folder would be started with now: what is masked depends on what is there. */
export function harnessCommand(
  { launch, sandbox, workspaceRoot, environment }: HarnessParts,
  scratch: string,
): Promise<Command> {
  const env = harnessEnvironment(process.env, environment, scratch, launch.env);
  const access = { workspaceRoot, home: os.homedir(), readable: launch.readable, scratch };
  return sandbox.wrap({ command: launch.command, args: launch.args, cwd: launch.cwd, env }, access);
}

export async function endHarness(
  { worker, scratch }: Pick<Harness, 'worker' | 'scratch'>,
  reason: string,
): Promise<void> {
  worker.kill(reason);
  await removeScratch(scratch);
}

const removeScratch = (scratch: string): Promise<void> => rm(scratch, { recursive: true, force: true, maxRetries: 3 });

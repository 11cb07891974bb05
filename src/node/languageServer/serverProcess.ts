import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { harnessEnvironment } from '../process/environment';
import { killTree } from '../process/tree';

/** How a private language server is started. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * A JavaScript file runs in the Node (or Electron) that runs Eider; everything else is a program. Servers see no credentials:
 * their environment is the one that tests get.
 */
export function startServer({ command, args }: ServerCommand, cwd: string): ChildProcessWithoutNullStreams {
  const script = /\.[cm]?js$/.test(command);
  const child = spawn(script ? process.execPath : command, script ? [command, ...args] : args, {
    cwd,
    env: harnessEnvironment(process.env, [], tmpdir(), script ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && path.extname(command).toLowerCase() === '.cmd',
  });
  // A server that died is noticed by its exit; a pipe that broke says nothing more.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => undefined);
  child.stderr.resume();
  return child;
}

/** Servers must not outlive whoever asks them, nor keep him alive. */
export function release(child: ChildProcessWithoutNullStreams): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    if ('unref' in stream && typeof stream.unref === 'function') (stream.unref as () => void).call(stream);
  }
}

export function endServer(child: ChildProcessWithoutNullStreams): void {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) killTree(child.pid);
}

import type { Containment } from '../../core/model/execution';
import { HumanError } from '../../core/errors';
import type { Log } from '../../core/ports';
import type { Command } from '../process/tree';
import { bubblewrap } from './bubblewrap';
import { sandboxExec } from './sandboxExec';

/** `required`: nothing runs without a sandbox. `preferred`: limits only when there is none. `off`: limits only. */
export type SandboxSetting = 'required' | 'preferred' | 'off';

/** What a harness may reach. Everything else that is secret is masked, everything else that is not is read-only. */
export interface Access {
  readonly workspaceRoot: string;
  /** The user's real home folder: keys and credentials below it are masked. */
  readonly home: string;
  /** Readable wherever they lie. */
  readonly readable: readonly string[];
  /** The one writable folder. */
  readonly scratch: string;
}

export interface Sandbox {
  readonly name: 'bubblewrap' | 'sandbox-exec' | 'none';
  readonly containment: Containment;
  /** Its processes live in a name space of their own: they end when its first process ends. */
  readonly ownProcesses: boolean;
  wrap(command: Command, access: Access): Promise<Command>;
}

/** A kind of sandbox that may work on this machine. */
export interface SandboxKind {
  /** Proves by running a probe in it that it contains; undefined (with the reason in the log) when it does not. */
  preflight(log: Log, signal: AbortSignal): Promise<Sandbox | undefined>;
}

const noSandbox: Sandbox = {
  name: 'none',
  containment: 'limits only',
  ownProcesses: false,
  wrap: (command) => Promise.resolve(command),
};

let preflighted: Promise<Sandbox | undefined> | undefined;

/**
 * The sandbox to use, proven by running it (once for the life of Eider).
 * @throws HumanError `sandboxRequired` when the setting is `required` and none works.
 */
export async function chooseSandbox(setting: SandboxSetting, log: Log, signal: AbortSignal): Promise<Sandbox> {
  if (setting === 'off') return noSandbox;
  preflighted ??= preflight(log);
  const sandbox = await preflighted;
  signal.throwIfAborted();
  if (sandbox) return sandbox;
  if (setting === 'required') {
    throw new HumanError(
      'sandboxRequired',
      'The setting asks for a sandbox, and none works on this machine, so nothing was run.',
      process.platform === 'linux'
        ? 'Install bubblewrap (for example `sudo apt install bubblewrap`), or set the sandbox to `preferred`.'
        : 'Set the sandbox to `preferred` to run with limits only.',
    );
  }
  return noSandbox;
}

async function preflight(log: Log): Promise<Sandbox | undefined> {
  const kinds: readonly SandboxKind[] =
    process.platform === 'linux' ? [bubblewrap] : process.platform === 'darwin' ? [sandboxExec] : [];
  for (const kind of kinds) {
    const sandbox = await kind.preflight(log, AbortSignal.timeout(10_000));
    if (sandbox) return sandbox;
  }
  return undefined;
}

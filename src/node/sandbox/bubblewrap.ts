import { existsSync, realpathSync } from 'node:fs';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { capture } from '../process/capture';
import type { Command } from '../process/tree';
import type { Access, Sandbox, SandboxKind } from './sandbox';
import { findSecrets } from './secrets';

/** Where runtimes live below folders that are hidden as a whole (NixOS). */
const runtimeFolders = ['/run/current-system', '/run/opengl-driver', '/run/wrappers'];

/** Other programs' temporary files, and where daemons have their sockets. */
const temporary = ['/tmp', '/var/tmp', '/run', '/var/run'];

/** Linux: name spaces of its own for processes, network, mounts and users. One for a worker, not for a job. */
export const bubblewrap: SandboxKind = {
  async preflight(log, signal) {
    for (const sized of [true, false]) {
      const sandbox = create(sized);
      const problem = await probe(sandbox, signal);
      if (problem === undefined) return sandbox;
      log.info(`bubblewrap${sized ? '' : ' (without size limits)'} does not work here: ${problem}`);
    }
    return undefined;
  },
};

function create(sized: boolean): Sandbox {
  return {
    name: 'bubblewrap',
    containment: 'sandboxed',
    ownProcesses: true,
    wrap: async (command, access) => ({
      ...command,
      command: 'bwrap',
      args: [
        ...(await bubblewrapArguments(access, sized)),
        '--chdir',
        command.cwd,
        '--',
        command.command,
        ...command.args,
      ],
    }),
  };
}

/** Order matters: later mounts lie over earlier ones. */
export async function bubblewrapArguments(access: Access, sized: boolean): Promise<readonly string[]> {
  const size = sized ? ['--size', String(256 << 20)] : [];
  const secrets = await findSecrets(access.home, access.workspaceRoot);
  const readable = [access.workspaceRoot, ...access.readable];
  const hidden = [...new Set([...temporary, os.tmpdir()].filter(existsSync).map((folder) => realpathSync(folder)))];
  return [
    '--unshare-all',
    '--die-with-parent',
    '--cap-drop',
    'ALL',
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...hidden.flatMap((folder) => [...size, '--tmpfs', folder]),
    ...runtimeFolders.filter(existsSync).flatMap((folder) => ['--ro-bind', folder, folder]),
    ...readable.flatMap((folder) => ['--ro-bind', folder, folder]),
    ...secrets.folders.flatMap((folder) => ['--tmpfs', folder, '--remount-ro', folder]),
    ...[...secrets.files, ...(await listeningSockets(hidden, readable))].flatMap((file) => [
      '--ro-bind',
      '/dev/null',
      file,
    ]),
    ...[...size, '--tmpfs', access.scratch],
  ];
}

/** Sockets of this machine's programs that would still be in sight: they can be spoken to through a read-only mount. */
async function listeningSockets(hidden: readonly string[], readable: readonly string[]): Promise<readonly string[]> {
  const table = await readFile('/proc/net/unix', 'utf8').catch(() => '');
  const paths = table.split('\n').flatMap((line) => /\s(\/.*)$/.exec(line)?.[1] ?? []);
  const under = (folder: string) => (file: string) => file.startsWith(`${folder}/`);
  return [...new Set(paths)].filter(
    (file) =>
      existsSync(file) &&
      (!hidden.some((folder) => under(folder)(file)) || readable.some((folder) => under(folder)(file))),
  );
}

/** Runs a fixed program in the sandbox that tries what must not work. Returns what is wrong. */
async function probe(sandbox: Sandbox, signal: AbortSignal): Promise<string | undefined> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-probe-'));
  try {
    const workspaceRoot = path.join(folder, 'workspace');
    const scratch = path.join(folder, 'scratch');
    await Promise.all([mkdir(workspaceRoot), mkdir(scratch), mkdir(path.join(folder, '.ssh'))]);
    await writeFile(path.join(workspaceRoot, '.env'), 'KEY=1');
    await writeFile(path.join(folder, '.ssh', 'id'), 'key');
    const script = [
      'cd "$1" || exit 20',
      '[ -s .env ] && exit 21',
      '[ -e ../.ssh/id ] && exit 22',
      '(echo x > written) 2>/dev/null && exit 23',
      'echo x > "$2/written" || exit 24',
      '[ "$(grep -c : /proc/net/dev)" = 1 ] || exit 25',
      'exit 42',
    ].join('\n');
    const command: Command = {
      command: '/bin/sh',
      args: ['-c', script, 'probe', workspaceRoot, scratch],
      cwd: workspaceRoot,
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
    };
    const wrapped = await sandbox.wrap(command, { workspaceRoot, home: folder, readable: [folder], scratch });
    const result = await capture(wrapped, { timeoutMs: 5000, signal });
    return result.code === 42
      ? undefined
      : `probe ended with ${result.code ?? result.error ?? 'no code'} ${result.stderr.trim()}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

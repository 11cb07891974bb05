import { mkdtemp, rm } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import * as os from 'node:os';
import { capture } from '../process/capture';
import type { Access, Sandbox, SandboxKind } from './sandbox';
import { findSecrets, type Secrets } from './secrets';

/** macOS: Apple's profile language. Deprecated by Apple and still what its own programs use. */
export const sandboxExec: SandboxKind = {
  async preflight(log, signal) {
    const folder = realpathSync(await mkdtemp(`${os.tmpdir()}/eider-probe-`));
    try {
      const access: Access = { workspaceRoot: folder, home: folder, readable: [], scratch: `${folder}/scratch` };
      const script = 'mkdir "$1/no" 2>/dev/null && exit 1; exit 42';
      const command = { command: '/bin/sh', args: ['-c', script, 'probe', folder], cwd: folder, env: {} };
      const result = await capture(await sandbox.wrap(command, access), { timeoutMs: 5000, signal });
      if (result.code === 42) return sandbox;
      log.info(`sandbox-exec does not work here: ${result.stderr.trim()}`);
      return undefined;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const sandbox: Sandbox = {
  name: 'sandbox-exec',
  containment: 'sandboxed',
  ownProcesses: false,
  wrap: async (command, access) => ({
    ...command,
    command: '/usr/bin/sandbox-exec',
    args: [
      '-p',
      sandboxProfile(access.scratch, await findSecrets(access.home, access.workspaceRoot)),
      command.command,
      ...command.args,
    ],
  }),
};

/** No network, writes only to `scratch` and the null devices, secrets unreadable. The last matching rule decides. */
export function sandboxProfile(scratch: string, secrets: Secrets): string {
  return [
    '(version 1)',
    '(allow default)',
    '(deny network*)',
    '(deny file-write*)',
    `(allow file-write* (subpath ${quoted(scratch)}) (literal "/dev/null") (literal "/dev/zero") (literal "/dev/dtracehelper"))`,
    ...secrets.folders.map((folder) => `(deny file-read* (subpath ${quoted(folder)}))`),
    ...secrets.files.map((file) => `(deny file-read* (literal ${quoted(file)}))`),
    '(deny appleevent-send)',
    '(deny mach-lookup (global-name "com.apple.SecurityServer"))',
  ].join('\n');
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

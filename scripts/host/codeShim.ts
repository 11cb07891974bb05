import { existsSync } from 'node:fs';
import { readdir, readFile, realpath } from 'node:fs/promises';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureSystem } from '../setup/system';
import { ensureVscodeHost } from '../setup/vscodeHost';
import { runWindow } from './runSuite';

/** Reads `code`'s flags and runs the packaged VS Code as they say. Ends with the tests' exit code. */
async function main(): Promise<number> {
  const flags = new Map<string, string>();
  let folder: string | undefined;
  for (const argument of process.argv.slice(2)) {
    const flag = /^--([\w-]+)(?:=(.*))?$/s.exec(argument);
    if (flag) flags.set(flag[1] ?? '', flag[2] ?? '');
    else if (!argument.startsWith('-')) folder = path.resolve(argument);
  }
  const folderUri = flags.get('folder-uri');
  if (folderUri !== undefined) folder = fileURLToPath(folderUri);
  const extension = flags.get('extensionDevelopmentPath');
  const tests = flags.get('extensionTestsPath');
  if (extension === undefined || tests === undefined || folder === undefined) {
    console.error('codeShim needs a folder, --extensionDevelopmentPath and --extensionTestsPath');
    return 2;
  }
  const settings = path.join(flags.get('user-data-dir') ?? '', 'User/settings.json');
  const [{ env, chromium }, host] = await Promise.all([ensureSystem({ browser: true }), ensureVscodeHost()]);
  if (chromium === undefined) return 1;
  const { code } = await runWindow(
    {
      name: process.env['EIDER_SUITE'] ?? 'shim',
      workspace: folder,
      extension: path.resolve(extension),
      tests: path.resolve(tests),
      links: await installed(flags.get('extensions-dir')),
      settings: existsSync(settings) ? (JSON.parse(await readFile(settings, 'utf8')) as Record<string, unknown>) : {},
      trusted: flags.has('disable-workspace-trust'),
      seconds: 600,
    },
    { host, chromium, env, print: (line) => console.log(line) },
  );
  return code;
}

async function installed(extensions: string | undefined): Promise<string[]> {
  if (extensions === undefined || !existsSync(extensions)) return [];
  const folders = await readdir(extensions);
  return Promise.all(
    folders.filter((name) => !name.startsWith('.')).map((name) => realpath(path.join(extensions, name))),
  );
}

void main().then((code) => process.exit(code));

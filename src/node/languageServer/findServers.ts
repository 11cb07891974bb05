import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import * as path from 'node:path';
import type { ServerCommand } from './serverProcess';

/** `tsserver.js` of the TypeScript that a project installed, nearest to the file first; else the one given. */
export async function findTsServer(near: string, otherwise: string | undefined): Promise<string | undefined> {
  for (const folder of upward(near)) {
    const file = path.join(folder, 'node_modules', 'typescript', 'lib', 'tsserver.js');
    if (await exists(file)) return file;
  }
  return otherwise !== undefined && (await exists(otherwise)) ? otherwise : undefined;
}

/** The TypeScript compiler that is a language server itself (version 7 on). */
export async function findNativeTypeScript(near: string): Promise<ServerCommand | undefined> {
  for (const folder of upward(near)) {
    const lib = path.join(folder, 'node_modules', 'typescript', 'lib');
    if (!(await exists(path.join(lib, 'getExePath.js')))) continue;
    return { command: path.join(lib, 'tsc.js'), args: ['--lsp', '--stdio'] };
  }
  return undefined;
}

/** pyright as the project, its virtual environment or the path has it. */
export async function findPyright(
  near: string,
  pythonPath: string | undefined,
  searchPath: string | undefined,
): Promise<ServerCommand | undefined> {
  const args = ['--stdio'];
  const names = ['pyright-langserver', 'basedpyright-langserver'];
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const bin = process.platform === 'win32' ? 'Scripts' : 'bin';
  for (const folder of upward(near)) {
    const script = path.join(folder, 'node_modules', 'pyright', 'langserver.index.js');
    if (await exists(script)) return { command: script, args };
  }
  const folders = [
    ...(pythonPath !== undefined && path.isAbsolute(pythonPath) ? [path.dirname(pythonPath)] : []),
    ...upward(near).flatMap((folder) => [path.join(folder, '.venv', bin), path.join(folder, 'venv', bin)]),
    ...(searchPath ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder)),
  ];
  for (const folder of folders)
    for (const name of names)
      for (const suffix of suffixes) {
        const file = path.join(folder, name + suffix);
        if (await exists(file)) return { command: file, args };
      }
  return undefined;
}

/** The folder itself and all above it. */
function upward(folder: string): string[] {
  const found: string[] = [];
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    found.push(at);
    if (path.dirname(at) === at) return found;
  }
}

function exists(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
}

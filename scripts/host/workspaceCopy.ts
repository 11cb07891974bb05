import { rmSync } from 'node:fs';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

const temporary = new Set<string>();
process.on('exit', () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

/** A new folder, removed when this process ends at the latest; its real path, for programs compare paths as text. */
export async function temporaryFolder(prefix: string): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), prefix)));
  temporary.add(folder);
  return folder;
}

/** Copies a workspace to `parent`, so that nothing a person or a test does reaches the project's files. */
export async function copyWorkspace(source: string, parent: string): Promise<string> {
  const target = path.join(parent, path.basename(source));
  await cp(source, target, {
    recursive: true,
    filter: (file) => !/[\\/](__pycache__|\.pytest_cache|node_modules)$/.test(file),
  });
  return target;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { Workspace } from '../core/ports';

/** Folders that hold no tests of the user's own. */
const SKIPPED = new Set([
  'node_modules',
  '__pycache__',
  'venv',
  'env',
  'site-packages',
  'dist',
  'build',
  'out',
  'target',
  'coverage',
]);
const MAX_FOLDERS = 4000;
const MAX_BYTES = 4 << 20;

/** The workspace as it is on disk, with what open editors have not saved on top. */
export class DiskWorkspace implements Workspace {
  readonly root: string;

  readonly #unsaved: (path: string) => string | undefined;

  constructor(root: string, unsaved: (path: string) => string | undefined = () => undefined) {
    this.root = path.resolve(root);
    this.#unsaved = unsaved;
  }

  async read(file: string): Promise<string | undefined> {
    const open = this.#unsaved(file);
    if (open !== undefined) return open;
    try {
      const bytes = await readFile(file);
      return bytes.length > MAX_BYTES || bytes.includes(0) ? undefined : bytes.toString('utf8');
    } catch {
      return undefined;
    }
  }

  /** Breadth first from the folder of `near` outwards, so that a bounded look still sees the nearest files. */
  async find(
    suffixes: readonly string[],
    options: { readonly near: string; readonly limit: number },
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const found: string[] = [];
    const visited = new Set<string>();
    let folders = 0;
    const start = path.dirname(options.near);
    for (let from = start; ; from = path.dirname(from)) {
      const queue = [from];
      while (queue.length > 0 && found.length < options.limit && folders < MAX_FOLDERS) {
        signal.throwIfAborted();
        const folder = queue.shift();
        if (folder === undefined || visited.has(folder)) continue;
        visited.add(folder);
        folders++;
        for (const entry of await list(folder)) {
          const full = path.join(folder, entry.name);
          if (entry.isDirectory()) {
            if (!entry.name.startsWith('.') && !SKIPPED.has(entry.name)) queue.push(full);
          } else if (entry.isFile() && suffixes.some((s) => entry.name.endsWith(s))) {
            found.push(full);
          }
        }
      }
      if (from === this.root || !from.startsWith(this.root) || path.dirname(from) === from) break;
    }
    return found.slice(0, options.limit);
  }
}

async function list(folder: string): Promise<readonly Dirent[]> {
  try {
    return (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import * as path from 'node:path';

/** What decides which program of a kind is the user's. */
export interface Choice {
  /** Everything that was asked for: a setting, places that were looked at. */
  readonly asked: unknown;
  /** Folders from which version managers look upwards for their files. */
  readonly from: readonly string[];
  /** Names of those files. */
  readonly files: readonly string[];
  /** Environment variables that have a say. */
  readonly variables: readonly string[];
  /** Further files, absolute. */
  readonly others?: readonly string[];
}

/**
 * Remembers programs that were found by running them: a version manager's shim takes longer to answer than many a fix.
 * One is looked for anew as soon as anything that decides about it, or the program itself, has changed.
 */
export class Remembered<T extends { readonly executable: string }> {
  readonly #known = new Map<string, { readonly found: T; readonly changedAt: number | undefined }>();

  async get(choice: Choice, find: () => Promise<T>): Promise<T> {
    const key = fingerprint(choice);
    const known = this.#known.get(key);
    if (known?.changedAt !== undefined && known.changedAt === (await changedAt(known.found.executable)))
      return known.found;
    const found = await find();
    this.#known.set(key, { found, changedAt: await changedAt(found.executable) });
    return found;
  }
}

function fingerprint({ asked, from, files, variables, others = [] }: Choice): string {
  const deciding = new Set(others);
  for (const start of from) {
    for (let folder = start; ; folder = path.dirname(folder)) {
      for (const file of files) deciding.add(path.join(folder, file));
      if (path.dirname(folder) === folder) break;
    }
  }
  const times = [...deciding].map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return JSON.stringify([asked, from, variables.map((name) => process.env[name] ?? null), times]);
}

async function changedAt(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.mtimeMs;
}

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** The user's folder for what can be found out again: XDG_CACHE_HOME, LOCALAPPDATA, else `.cache` in the home folder. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['XDG_CACHE_HOME'] ?? env['LOCALAPPDATA'];
  return path.join(named !== undefined && path.isAbsolute(named) ? named : path.join(os.homedir(), '.cache'), 'eider');
}

/** Values by key in a JSON file that may be missing, broken or not writable: then they last as long as the process. */
export class KeptMap<T> {
  readonly #file: string;
  #values: Map<string, T> | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  get(key: string): T | undefined {
    this.#values ??= this.#read();
    return this.#values.get(key);
  }

  set(key: string, value: T): void {
    // Another process may have added to it meanwhile.
    const values = new Map([...(this.#values ?? []), ...this.#read(), [key, value] as const]);
    this.#values = values;
    const beside = `${this.#file}.${process.pid}`;
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      writeFileSync(beside, `${JSON.stringify(Object.fromEntries(values), undefined, 2)}\n`);
      renameSync(beside, this.#file);
    } catch {
      // Asked again the next time.
    }
  }

  #read(): Map<string, T> {
    try {
      const found: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      return new Map(found !== null && typeof found === 'object' ? (Object.entries(found) as [string, T][]) : []);
    } catch {
      return new Map();
    }
  }
}

import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import * as path from 'node:path';
import type { Log } from '../core/ports';
import type { JournalStore } from '../core/run/journal';

const ending = '.jsonl';
/** A longer journal is not read: nobody waits for it when a window opens. */
const mostBytes = 32 * 1024 * 1024;

/** Journals as files of one folder. Every addition is handed to the system at once, so that only the machine itself can lose it. */
export class JournalFiles implements JournalStore {
  readonly #folder: string;
  readonly #log: Log;
  #work: Promise<unknown> = Promise.resolve();
  #made = false;

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  append(run: string, text: string): void {
    this.#then(async () => {
      if (!this.#made) await mkdir(this.#folder, { recursive: true });
      this.#made = true;
      await appendFile(this.#file(run), text, { mode: 0o600 });
    });
  }

  async read(): Promise<readonly { readonly run: string; readonly text: string }[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const journals = names
      .filter((name) => name.endsWith(ending))
      .sort()
      .map(async (name) => {
        const bytes = await readFile(path.join(this.#folder, name)).catch(() => undefined);
        if (bytes === undefined || bytes.length > mostBytes) return [];
        return [{ run: name.slice(0, -ending.length), text: bytes.toString('utf8') }];
      });
    return (await Promise.all(journals)).flat();
  }

  remove(run: string): void {
    this.#then(() => rm(this.#file(run), { force: true }));
  }

  async settled(): Promise<void> {
    await this.#work;
  }

  #file(run: string): string {
    return path.join(this.#folder, `${run.replaceAll(/[^\w-]/g, '_')}${ending}`);
  }

  /** A full disk costs the journal, never the run. */
  #then(task: () => Promise<unknown>): void {
    this.#work = this.#work.then(task).catch((error: unknown) => this.#log.warn(`The journal: ${String(error)}`));
  }
}

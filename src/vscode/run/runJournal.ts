import { eventLine, headerLine, type JournalStore } from '../../core/run/journal';
import { recoverRuns } from '../../core/run/recover';
import type { RunView } from '../../core/run/runRecord';
import type { RunStore } from './runStore';

const mostFunctions = 40;

/** Writes every run of the store down as it goes, and brings back the runs of earlier windows. */
export class RunJournal {
  readonly #store: RunStore;
  readonly #journals: JournalStore;
  /** Runs whose header is written. */
  readonly #known = new Set<string>();
  readonly #listener: { dispose(): void };
  /** Settles when the runs of earlier windows are in the store; never rejects. */
  readonly restored: Promise<void>;

  constructor(store: RunStore, journals: JournalStore, onError: (error: unknown) => void) {
    this.#store = store;
    this.#journals = journals;
    this.restored = this.#restore().catch(onError);
    this.#listener = store.onDidUpdate(({ run, event, atMs }) => {
      if (!this.#known.has(run.id)) {
        this.#known.add(run.id);
        journals.append(run.id, headerLine(run, Date.now()));
      }
      const text = event && eventLine(run.file, event, atMs ?? 0);
      if (text !== undefined) journals.append(run.id, text);
      if (event?.kind === 'finished') this.#dropEarlier(run);
    });
  }

  dispose(): void {
    this.#listener.dispose();
  }

  async #restore(): Promise<void> {
    const { runs, obsolete } = recoverRuns(await this.#journals.read(), mostFunctions);
    for (const run of obsolete) if (!this.#known.has(run)) this.#journals.remove(run);
    const fresh = runs.filter(({ record }) => this.#store.of(record.file.path, record.name) === undefined);
    for (const { record } of fresh) this.#known.add(record.id);
    this.#store.restore(fresh.map(({ record }) => record));
  }

  /** The store forgets the earlier runs of a function, so their journals go too. */
  #dropEarlier(run: RunView): void {
    for (const id of this.#known) {
      if (id === run.id || this.#store.get(id)) continue;
      this.#known.delete(id);
      this.#journals.remove(id);
    }
  }
}

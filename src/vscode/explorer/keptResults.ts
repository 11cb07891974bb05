import type { Memory } from '../run/runStore';
import type { Outcome } from './outcome';

const memoryKey = 'eider.testResults';
const most = 1000;
/** Longer texts are cut: the whole is in the run that said it. */
const longest = 2000;

export interface KeptResult {
  readonly outcome: Outcome;
  /** Of the texts the test was run on; another stamp, another text. */
  readonly stamp: string;
}

/** The latest outcome of each test, kept over windows; of more than a thousand the oldest go. */
export class KeptResults {
  readonly #memory: Memory;
  readonly #results: Map<string, KeptResult>;

  constructor(memory: Memory) {
    this.#memory = memory;
    this.#results = new Map(Object.entries((memory.get(memoryKey) ?? {}) as Record<string, KeptResult>));
  }

  get(id: string): KeptResult | undefined {
    return this.#results.get(id);
  }

  /** Writes nothing: `save` does. */
  set(id: string, { outcome, stamp }: KeptResult): void {
    const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text);
    const { message, expected, actual } = outcome;
    this.#results.delete(id);
    this.#results.set(id, {
      stamp,
      outcome: {
        ...outcome,
        ...(message !== undefined && { message: cut(message) }),
        ...(expected !== undefined && { expected: cut(expected) }),
        ...(actual !== undefined && { actual: cut(actual) }),
      },
    });
    for (const oldest of this.#results.keys()) {
      if (this.#results.size <= most) break;
      this.#results.delete(oldest);
    }
  }

  async save(): Promise<void> {
    await this.#memory.update(memoryKey, Object.fromEntries(this.#results));
  }
}

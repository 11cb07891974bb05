/** Why the rest of an answer is not worth its tokens. */
export interface Interruption {
  /** One sentence for the reader of the run. */
  readonly reason: string;
  /** What the model is told before it is asked once more; empty: it is not asked again for this. */
  readonly advice: readonly string[];
  /** Where the model can be made to go on with one of the names that exist. */
  readonly resume?: Resumption;
}

export interface Resumption {
  /** The answer up to the wrong name. */
  readonly text: string;
  readonly wrong: string;
  /** What may stand in its place, at least one. */
  readonly legal: readonly string[];
}

/**
 * Listens to a model while it writes, and may cut it short. It is shown the whole answer so far each time whole lines have
 * arrived, one look at a time for each answer; the stream never waits for it, a look that takes long only cuts later, and one
 * that fails is as good as none.
 */
export interface Listener {
  /** Undefined: go on. The signal ends with the answer. */
  look(text: string, signal: AbortSignal): Promise<Interruption | undefined>;
}

interface Heard {
  /** Characters of the text last looked at. */
  length: number;
  looking: boolean;
  /** What has arrived meanwhile. */
  text: string;
  cut?: Interruption;
}

/** One listener at all answers to one question. */
export class Listening {
  readonly #listener: Listener;
  readonly #ended: AbortController = new AbortController();
  readonly #onCut: () => void;
  readonly #heard = new Map<number, Heard>();

  /** `onCut` is called whenever one more answer has been cut. */
  constructor(listener: Listener, onCut: () => void) {
    this.#listener = listener;
    this.#onCut = onCut;
  }

  cutOf(choice: number): Interruption | undefined {
    return this.#heard.get(choice)?.cut;
  }

  /** `text` is the whole answer so far. */
  grew(choice: number, text: string): void {
    const heard = this.#heard.get(choice) ?? { length: 0, looking: false, text: '' };
    this.#heard.set(choice, heard);
    heard.text = text;
    void this.#look(heard);
  }

  end(): void {
    this.#ended.abort(new Error('the answer has ended'));
  }

  async #look(heard: Heard): Promise<void> {
    const { signal } = this.#ended;
    const lines = heard.text.slice(0, heard.text.lastIndexOf('\n') + 1);
    if (heard.looking || heard.cut || signal.aborted || lines.length <= heard.length) return;
    heard.looking = true;
    heard.length = lines.length;
    const cut = await this.#listener.look(lines, signal).catch(() => undefined);
    heard.looking = false;
    if (this.#ended.signal.aborted) return;
    if (cut) {
      heard.cut = cut;
      this.#onCut();
    } else void this.#look(heard);
  }
}

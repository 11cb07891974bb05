/** How long a server has said nothing although it was asked. A busy server answers late; a frozen one never says a word. */
export class Silence {
  readonly #patience: number;
  #since: number | undefined;

  /** `patience`: milliseconds after which a server counts as frozen. */
  constructor(patience: number) {
    this.#patience = patience;
  }

  asked(): void {
    this.#since ??= performance.now();
  }

  heard(): void {
    this.#since = undefined;
  }

  get frozen(): boolean {
    return this.#since !== undefined && performance.now() - this.#since > this.#patience;
  }
}

/** Enough for a large project to be read in. */
export const PATIENCE = 20_000;

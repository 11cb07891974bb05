import type { Clock } from './ports';

/** Wall time by stage, in milliseconds. A stage that is entered again adds to its own figure. */
export class Stopwatch {
  readonly #clock: Clock;
  readonly #start: number;
  readonly #spent = new Map<string, number>();
  #stage: string | undefined;
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start = clock.now();
    this.#since = this.#start;
  }

  enter(stage: string | undefined): void {
    const now = this.#clock.now();
    if (this.#stage !== undefined)
      this.#spent.set(this.#stage, (this.#spent.get(this.#stage) ?? 0) + now - this.#since);
    this.#stage = stage;
    this.#since = now;
  }

  /** A moment that is no stage, measured from the start: `firstPlausible`. Only the first one counts. */
  mark(name: string): void {
    if (!this.#spent.has(name)) this.#spent.set(name, this.elapsed);
  }

  get elapsed(): number {
    return this.#clock.now() - this.#start;
  }

  durations(): Readonly<Record<string, number>> {
    this.enter(undefined);
    const entries = [...this.#spent, ['total', this.elapsed] as const];
    return Object.fromEntries(entries.map(([name, ms]) => [name, Math.round(ms * 10) / 10]));
  }
}

import type { Account } from './account';
import type { Interim } from './interim';
import type { SessionEvent } from './model/events';
import type { Test } from './model/test';
import type { Tried } from './search/search';

/** Plausible candidates that are attacked, ranked and shown. */
const KEPT = 60;

/** What the searches of one run have found. */
export class Pool {
  readonly plausible: Tried[] = [];
  readonly #account: Account;
  readonly #interim: Interim;
  readonly #trusted: readonly Test[];
  readonly #failing: readonly Test[];
  /** What came closest without being plausible. */
  #closest: Tried | undefined;

  constructor(account: Account, interim: Interim, tests: readonly Test[], failing: readonly Test[]) {
    this.#account = account;
    this.#trusted = tests.filter((t) => t.trust === 'trusted');
    this.#failing = failing.filter((t) => t.trust === 'trusted');
    this.#interim = interim;
  }

  /** Tells the world of each candidate tried, keeps what passes, and answers all of them. */
  async *collect(found: AsyncIterable<Tried>): AsyncGenerator<SessionEvent, readonly Tried[], undefined> {
    const all: Tried[] = [];
    for await (const tried of found) {
      all.push(tried);
      this.#account.tally.add(tried, this.#trusted, this.#failing);
      if (tried.plausible) {
        this.#account.watch.mark('firstPlausible');
        this.plausible.push(tried);
        yield { kind: 'candidate', candidate: tried.candidate };
        yield { kind: 'verdicts', candidate: tried.candidate.id, verdicts: tried.verdicts };
        const ranking = await this.#interim.ranking(this.plausible);
        if (ranking) yield ranking;
      } else if (!this.#closest || gain(tried) > gain(this.#closest)) {
        this.#closest = tried;
      }
      yield {
        kind: 'progress',
        tried: this.#account.tally.tried,
        queued: tried.queued,
        plausible: this.plausible.length,
        elapsedMs: this.#account.watch.elapsed,
      };
    }
    return all;
  }

  /** The most promising plausible candidates; without any, the one that came closest, if it mended something. */
  best(): readonly Tried[] {
    const kept = this.plausible.sort((a, b) => b.candidate.priority - a.candidate.priority).slice(0, KEPT);
    if (kept.length > 0) return kept;
    return this.#closest && this.#closest.progress.fixed > 0 ? [this.#closest] : [];
  }
}

const gain = ({ progress }: Tried): number => progress.fixed - progress.broken;

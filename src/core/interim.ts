import type { Syntax } from './capture/syntax';
import { gatherEvidence } from './evidence';
import type { SessionEvent } from './model/events';
import type { FocalFunction } from './model/focalFunction';
import type { Test } from './model/test';
import type { Reproduction } from './oracle/reproduce';
import type { Clock } from './ports';
import { rank } from './ranking/rank';
import type { Tried } from './search/search';

/** The list is not put in order again sooner than this: it would move under the reader's eyes. */
const APART_MS = 500;
/** Candidates that are ranked before the search is over. */
const MOST = 20;

/**
 * Ranks what passes every trusted test while the search still goes on, so that a fix can be read as soon as there is one.
 * Nothing was attacked yet: no candidate is more than plausible.
 */
export class Interim {
  readonly #syntax: Syntax;
  readonly #focal: FocalFunction;
  readonly #tests: readonly Test[];
  readonly #reproduction: Reproduction;
  readonly #clock: Clock;
  #last = -Infinity;

  constructor(syntax: Syntax, focal: FocalFunction, tests: readonly Test[], reproduction: Reproduction, clock: Clock) {
    this.#syntax = syntax;
    this.#focal = focal;
    this.#tests = tests;
    this.#reproduction = reproduction;
    this.#clock = clock;
  }

  /** Undefined when the last ranking was a moment ago. */
  async ranking(plausible: readonly Tried[]): Promise<SessionEvent | undefined> {
    if (this.#clock.now() - this.#last < APART_MS) return undefined;
    this.#last = this.#clock.now();
    const kept = plausible.slice(0, MOST);
    const { verdicts } = this.#reproduction;
    const ranked = rank({
      original: this.#focal.file.text,
      tests: this.#tests,
      originalVerdicts: verdicts,
      candidates: await gatherEvidence(this.#syntax, this.#focal, this.#tests, kept),
    });
    return { kind: 'ranked', ranked, interim: true };
  }
}

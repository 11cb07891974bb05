import type { Candidate } from '../model/candidate';

/**
 * Shares of the usual time a candidate is given, one after the other, each time it timed out. Most that time out never end: little is
 * spent on them at first; the second chance comes when nothing much more promising waits, the last when nothing else is left.
 */
export const PATIENCE = [0.35, 1, 8] as const;
/** How much a time-out lowers the promise of a candidate. */
const AFTER_TIME_OUT = 0.1;
/** So many that mended something get their last chance at once, and so many that did not get one at all. */
const MENDED = 4;
const UNMENDED = 4;

interface Chance {
  readonly candidate: Candidate;
  readonly patience: number;
}

/**
 * Candidates that timed out and wait for another try with more time. One that passed a failing test before its time was
 * over is no endless loop but likely the fix itself: a function that failed at once takes its time when it works.
 */
export class SecondChances {
  /** Patience with a new candidate. */
  first: number = PATIENCE[0];
  readonly #now: Chance[] = [];
  readonly #soon: Candidate[] = [];
  readonly #last: Candidate[] = [];
  #timeOuts = 0;
  #mended = 0;
  #unmended = 0;

  /** `mended`: it passed a test that failed, and failed none that passed. */
  add(candidate: Candidate, patience: number, mended: boolean): void {
    const early = patience < PATIENCE[1];
    if (early) {
      // A few are asked again at once, to tell endless loops from a busy machine: the 1st, the 4th, the 16th…
      const sample = Number.isInteger(Math.log2(++this.#timeOuts) / 2);
      if (mended || sample) this.#now.push({ candidate, patience: PATIENCE[1] });
      else this.#soon.push(candidate);
    } else if (patience < PATIENCE[2]) {
      if (mended && this.#mended++ < MENDED) this.#now.push({ candidate, patience: PATIENCE[2] });
      else if (mended || this.#unmended++ < UNMENDED) this.#last.push(candidate);
    }
  }

  /** The one to try now, given what the best new candidate is worth; with `found`, nothing that needs more than the usual time. */
  next(front: number, found: boolean): Chance | undefined {
    const at = this.#now.findIndex(({ patience }) => !found || patience <= PATIENCE[1]);
    if (at >= 0) return this.#now.splice(at, 1)[0];
    const best = this.#soon.reduce((most, c) => Math.max(most, AFTER_TIME_OUT * c.priority), -1);
    if (best >= 0 && best >= front) {
      const place = this.#soon.findIndex((c) => AFTER_TIME_OUT * c.priority === best);
      const [candidate] = this.#soon.splice(place, 1);
      if (candidate) return { candidate, patience: PATIENCE[1] };
    }
    const candidate = front < 0 && !found ? this.#last.shift() : undefined;
    return candidate && { candidate, patience: PATIENCE[2] };
  }
}

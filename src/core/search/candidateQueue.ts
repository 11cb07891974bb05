import type { Candidate } from '../model/candidate';

/**
 * Candidates still to be tried, most promising first. What the search learns about a line (an edit there changed a
 * verdict) multiplies the priority of every candidate of that line: mutation-based fault localisation (PRLCoder's line
 * labels; MUSE, Moon et al. 2014) on top of the spectrum-based prior.
 */
export class CandidateQueue {
  readonly #waiting: Candidate[] = [];
  readonly #boost = new Map<number, number>();
  readonly #seen = new Set<string>();
  #sorted = true;

  get size(): number {
    return this.#waiting.length;
  }

  /** Takes a candidate once: the same resulting source is never queued twice. Returns whether it was new. */
  push(candidate: Candidate): boolean {
    if (this.#seen.has(candidate.source)) return false;
    this.#seen.add(candidate.source);
    this.#waiting.push(candidate);
    this.#sorted = false;
    return true;
  }

  /** Multiplies the promise of a line; a factor below 1 lowers it. */
  boost(line: number, factor: number): void {
    this.#boost.set(line, (this.#boost.get(line) ?? 1) * factor);
    this.#sorted = false;
  }

  pop(): Candidate | undefined {
    if (!this.#sorted) {
      // Ascending, so that the best is taken from the end in constant time.
      this.#waiting.sort((a, b) => this.#promise(a) - this.#promise(b) || (a.id < b.id ? 1 : -1));
      this.#sorted = true;
    }
    return this.#waiting.pop();
  }

  /** Keeps the `limit` most promising, so that memory stays bounded. */
  trim(limit: number): void {
    if (this.#waiting.length <= limit) return;
    this.#waiting.sort((a, b) => this.#promise(a) - this.#promise(b) || (a.id < b.id ? 1 : -1));
    this.#waiting.splice(0, this.#waiting.length - limit);
    this.#sorted = true;
  }

  #promise(candidate: Candidate): number {
    return candidate.priority * (this.#boost.get(candidate.line) ?? 1);
  }
}

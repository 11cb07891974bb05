import type { Candidate } from '../model/candidate';

/** Candidates drawn ahead from one source, so that what is learnt about a line can still change their order. */
const LOOKAHEAD = 64;
/** So many are drawn before the first is tried, and so many more with each one: each is parsed first, and the runtime waits for the first. */
const AT_ONCE = 6;

/**
 * Candidates still to be tried, most promising first, merged from several sources that are each sorted already. A source
 * is opened only when its estimate reaches the front: making second-order candidates costs time, and most are never
 * needed. What the search learns about a line (an edit there changed a verdict) multiplies the promise of every
 * candidate of that line: mutation-based fault localisation (Moon et al., "Ask the Mutants", ICST 2014).
 */
export class CandidateQueue {
  readonly #sources: Source[] = [];
  readonly #boost = new Map<number, number>();
  readonly #seen = new Set<string>();
  #popped = 0;

  /** Candidates drawn and waiting; those not yet drawn are not counted. */
  get size(): number {
    return this.#sources.reduce((sum, source) => sum + source.waiting.length, 0);
  }

  /**
   * Adds a source. Its candidates' priorities count times `factor`; `estimate` is what its best one is expected to have,
   * after the factor.
   */
  add(candidates: Iterable<Candidate>, factor: number, estimate: number): void {
    this.#sources.push({ candidates, factor, estimate, waiting: [], iterator: undefined, drained: false });
  }

  /** Multiplies the promise of a line; a factor below 1 lowers it. */
  boost(line: number, factor: number): void {
    this.#boost.set(line, Math.min(4, Math.max(0.25, (this.#boost.get(line) ?? 1) * factor)));
  }

  /** What the most promising one is worth, its line's promise included; below 0 when there is none. */
  get front(): number {
    for (const source of this.#sources) if (source.iterator) this.#fill(source);
    return Math.max(-1, ...this.#sources.map((source) => this.#promise(source)));
  }

  /** The most promising one; two of three come from the first source as long as it has any, so that no promise starves it. */
  pop(): Candidate | undefined {
    this.#popped++;
    for (;;) {
      let best: Source | undefined;
      let most = -1;
      const first = this.#sources[0];
      const sources = first?.factor === 1 && this.#popped % 3 !== 0 ? [first] : this.#sources;
      for (const source of sources) {
        if (source.iterator) this.#fill(source);
        const promise = this.#promise(source);
        if (promise > most) {
          most = promise;
          best = source;
        }
      }
      if (!best) return undefined;
      if (best.iterator) {
        const at = this.#front(best);
        const [next] = best.waiting.splice(at, 1);
        if (best.drained && best.waiting.length === 0) this.#sources.splice(this.#sources.indexOf(best), 1);
        if (next) return next;
      } else {
        best.iterator = best.candidates[Symbol.iterator]();
        this.#fill(best);
        if (best.waiting.length === 0) this.#sources.splice(this.#sources.indexOf(best), 1);
      }
    }
  }

  #fill(source: Source): void {
    // Children come from a parent whose line is settled; only a first-order source gains from a wide look ahead.
    const wanted = source.factor === 1 ? Math.min(LOOKAHEAD, AT_ONCE * (1 + this.#popped)) : 4;
    while (!source.drained && source.waiting.length < wanted) {
      const next = source.iterator?.next();
      if (!next || next.done === true) source.drained = true;
      else if (!this.#seen.has(next.value.source)) {
        this.#seen.add(next.value.source);
        source.waiting.push(next.value);
      }
    }
  }

  #promise(source: Source): number {
    if (!source.iterator) return source.estimate;
    const front = source.waiting[this.#front(source)];
    return front ? this.#worth(source, front) : -1;
  }

  #front(source: Source): number {
    let best = 0;
    let most = -1;
    source.waiting.forEach((candidate, i) => {
      const worth = this.#worth(source, candidate);
      if (worth > most) {
        most = worth;
        best = i;
      }
    });
    return best;
  }

  #worth(source: Source, candidate: Candidate): number {
    return candidate.priority * source.factor * (this.#boost.get(candidate.line) ?? 1);
  }
}

interface Source {
  readonly candidates: Iterable<Candidate>;
  readonly factor: number;
  readonly estimate: number;
  readonly waiting: Candidate[];
  iterator: Iterator<Candidate> | undefined;
  drained: boolean;
}

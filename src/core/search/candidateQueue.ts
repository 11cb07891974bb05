import type { Candidate } from '../model/candidate';

/** Candidates drawn ahead from one source, so that what is learnt about a line can still change their order. */
const LOOKAHEAD = 64;
/**
 * What is worth less than this share of the best first-order candidate is not tried: a run that will find nothing ends
 * sooner, and a model is asked sooner.
 */
const FLOOR = 0.008;
/** A single edit worth this share of the best has its turn before further edits that promise more: a promise is a guess. */
const SINGLE = 0.1;
/**
 * What the best child of a candidate is worth before anything is known of it, as a share of the best first-order candidate.
 * Below what it turns out to be, so that one family is tried before the next is made: making one takes as long as running
 * ten candidates, and nothing else goes on meanwhile.
 */
const EXPECTED = 0.7;
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
  /** Worth of the best first-order candidate. */
  #top = 0;

  /** Candidates drawn and waiting; those not yet drawn are not counted. */
  get size(): number {
    return this.#sources.reduce((sum, source) => sum + source.waiting.length, 0);
  }

  /**
   * Adds a source. Its candidates' priorities count times `factor`. Not opened before something at `worth` of the best
   * first-order candidate would be tried; 0 to 1, by default at once.
   */
  add(candidates: Iterable<Candidate>, factor = 1, worth?: number): void {
    const estimate = worth === undefined ? Infinity : worth * EXPECTED * this.#top;
    this.#sources.push({ candidates, factor, estimate, waiting: [], iterator: undefined, drained: false });
  }

  /** Multiplies the promise of a line; a factor below 1 lowers it. */
  boost(line: number, factor: number): void {
    this.#boost.set(line, Math.min(4, Math.max(0.25, (this.#boost.get(line) ?? 1) * factor)));
  }

  /** What the most promising one is worth, its line's promise included; below 0 when there is none worth trying. */
  get front(): number {
    for (const source of this.#sources) if (source.iterator) this.#fill(source);
    const most = Math.max(-1, ...this.#sources.map((source) => this.#promise(source)));
    return most < FLOOR * this.#top ? -1 : most;
  }

  /**
   * The most promising one worth trying; two of three come from the first source as long as it has good ones, so that no
   * promise starves it.
   */
  pop(): Candidate | undefined {
    this.#popped++;
    for (;;) {
      const first = this.#sources[0];
      const turn = first?.factor === 1 && this.#popped % 3 !== 0 ? this.#best([first], SINGLE) : undefined;
      const best = turn ?? this.#best(this.#sources, FLOOR);
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

  /** The source with the most promising front, if that is worth at least such a share of the best. */
  #best(sources: readonly Source[], share: number): Source | undefined {
    let best: Source | undefined;
    let most = 0;
    for (const source of sources) {
      if (source.iterator) this.#fill(source);
      const promise = this.#promise(source);
      if (promise > most && promise >= share * this.#top) {
        most = promise;
        best = source;
      }
    }
    return best;
  }

  #fill(source: Source): void {
    // Children come from a parent whose line is settled; only a first-order source gains from a wide look ahead.
    const wanted = source.factor === 1 ? Math.min(LOOKAHEAD, AT_ONCE * (1 + this.#popped)) : 4;
    while (!source.drained && source.waiting.length < wanted) {
      const next = source.iterator?.next();
      if (!next || next.done === true) source.drained = true;
      else if (!this.#seen.has(next.value.source)) {
        this.#seen.add(next.value.source);
        if (source.factor === 1) this.#top = Math.max(this.#top, next.value.priority);
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

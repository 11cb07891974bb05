import type { VerdictMatrix } from './matrix';

/** What is known of the candidates: verdicts, and outputs where they were observed. */
export interface Evidence {
  /** Without inconclusive cells. */
  readonly matrix: VerdictMatrix;
  /**
   * Outputs by candidate and input, as canonical text; `undefined` where the call raised, timed out or was not made.
   * Rankers that work on outputs take the verdict rows instead when this is absent.
   */
  readonly outputs?: readonly (readonly (string | undefined)[])[];
  /** How many trusted tests every candidate of the matrix has already passed. */
  readonly trustedPassed?: number;
}

/** One way to score candidates from their verdicts. One file each, listed once in `registry.ts`. */
export interface Ranker {
  readonly id: string;
  readonly title: string;
  /** Paper or source. */
  readonly source: string;
  /** Whether it compares outputs where they are known, or verdicts only. */
  readonly judges: 'verdicts' | 'outputs';
  /** One score per candidate, higher is better; candidates of one row group (or output group) have equal scores. */
  score(evidence: Evidence): Float64Array;
}

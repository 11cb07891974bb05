import type { TextEdit } from './text';

export type Origin =
  | { readonly kind: 'original' }
  | { readonly kind: 'template'; readonly template: string; readonly order: 1 | 2 }
  | { readonly kind: 'codeAction'; readonly title: string }
  | { readonly kind: 'model'; readonly model: string; readonly strategy: string }
  /** Handed in from outside, for example by a chat agent. */
  | { readonly kind: 'given'; readonly by: string };

/** One proposed replacement of the focal function. */
export interface Candidate {
  /** Stable for the same focal text and the same edits. */
  readonly id: string;
  readonly origin: Origin;
  /** What was changed, in one line of plain words: "`<` becomes `<=`". */
  readonly title: string;
  /** Edits against the captured file text. They lie in the focal range, except an added import. */
  readonly edits: readonly TextEdit[];
  /** The whole file with the edits applied. */
  readonly source: string;
  /** The candidate it was made from, if not the original. */
  readonly parent?: string;
  /** Prior of the search: suspiciousness x template prior x cheapness. Higher is tried earlier. */
  readonly priority: number;
  /** Zero-based line (of the captured text) of the first edit. */
  readonly line: number;
  /** What a model said about it. Shown only beside what the execution says (`explanation/modelWords.ts`). */
  readonly words?: string;
}

export type Badge = 'verified' | 'plausible' | 'overfit risk';

export interface Finding {
  readonly monitor: string;
  readonly message: string;
  readonly severity: 'reject' | 'demote' | 'note';
  readonly line?: number;
}

export interface RankedCandidate {
  readonly candidate: Candidate;
  /** 1 for the first. Candidates of one behaviour group share a group number. */
  readonly rank: number;
  readonly group: number;
  /** Passes every trusted test (inconclusive ones aside). */
  readonly plausible: boolean;
  readonly badge?: Badge;
  readonly passed: number;
  readonly total: number;
  readonly trustedPassed: number;
  readonly trustedTotal: number;
  /** Size of the change in syntax-tree nodes. */
  readonly astDistance: number;
  readonly findings: readonly Finding[];
  /** Why it stands here, in plain words. */
  readonly reason: string;
  readonly score: number;
}

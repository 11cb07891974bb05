import { lnBeta } from './lnGamma';
import type { Evidence, Ranker } from './ranker';

export interface B4Options {
  /** Prior strength of "candidates (tests) are right": Beta(alpha, 1). */
  readonly alpha: number;
  /** Prior strength of "a wrong candidate rarely passes a wrong test": Beta(1, beta0). */
  readonly beta0: number;
}

/** Trusted tests after which the survivors are so much alike that the weak prior is the better one. */
const manyTrusted = 3;

/**
 * `alpha = 10`, `beta0 = max(100, 2NM)`: best or within 0.7 points of the best in a grid of small budgets (4 to 40 candidates,
 * 5 to 30 tests); `beta0 = 10` after a gate of three or more trusted tests.
 */
export function defaultB4Options(candidates: number, tests: number, trustedPassed: number): B4Options {
  return { alpha: 10, beta0: trustedPassed >= manyTrusted ? 10 : Math.max(100, 2 * candidates * tests) };
}

/**
 * Logarithm of the posterior of "exactly this group of candidates is right, and exactly the tests it passes", up to a constant.
 * Chen et al., "B4: Towards Optimal Assessment of Plausible Code Solutions with Plausible Tests" (ASE 2024).
 * O(candidates x tests): the passes of the others come from column totals.
 */
export function b4Scores(evidence: Evidence, options?: B4Options): Float64Array {
  const { matrix } = evidence;
  const total = matrix.candidates;
  const { alpha, beta0 } = options ?? defaultB4Options(total, matrix.tests, evidence.trustedPassed ?? 0);
  const columnTotals = new Float64Array(matrix.tests);
  const { columns } = matrix.edges();
  for (const column of columns) columnTotals[column] = (columnTotals[column] ?? 0) + 1;

  const scores = new Float64Array(total);
  for (const { members, passed: m } of matrix.groups()) {
    const n = members.length;
    let inPassed = 0;
    for (const test of matrix.passedTests(members[0] ?? 0)) inPassed += columnTotals[test] ?? 0;
    // Passes of the candidates outside the group, on the tests the group passes (n1 of T1) and on the others (n0 of T0).
    const n1 = inPassed - n * m;
    const n0 = columns.length - inPassed;
    const t1 = (total - n) * m;
    const t0 = (total - n) * (matrix.tests - m);
    const score =
      lnBeta(n + alpha, total - n + 1) +
      lnBeta(m + alpha, matrix.tests - m + 1) +
      lnBeta(n1 + 1, t1 - n1 + 1) +
      lnBeta(n0 + 1, t0 - n0 + beta0);
    for (const member of members) scores[member] = score;
  }
  return scores;
}

/** Posterior of each candidate's group among the groups (softmax of the scores): equal within a group, groups sum to 1. */
export function b4Posterior(evidence: Evidence, options?: B4Options): Float64Array {
  const scores = b4Scores(evidence, options);
  const best = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (const { members } of evidence.matrix.groups()) sum += Math.exp((scores[members[0] ?? 0] ?? 0) - best);
  return scores.map((score) => Math.exp(score - best) / sum);
}

export const b4: Ranker = {
  id: 'b4',
  title: 'B4',
  source: 'Chen et al. 2024, arXiv 2409.08692',
  judges: 'verdicts',
  score: (evidence) => b4Scores(evidence),
};

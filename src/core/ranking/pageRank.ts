import type { Evidence, Ranker } from './ranker';

const damping = 0.85;
const iterations = 10;

/**
 * Candidates and tests credit each other. Both vectors are divided by one common factor after each step, which keeps the numbers
 * finite and changes no order.
 * Zhang et al., "CodeDPO: Aligning Code Models with Self Generated and Verified Source Code" (ACL 2025).
 */
export function pageRankScores({ matrix }: Evidence): { readonly codes: Float64Array; readonly tests: Float64Array } {
  const { start, columns } = matrix.edges();
  let codes = new Float64Array(matrix.candidates).fill(1);
  let tests = new Float64Array(matrix.tests).fill(1);
  for (let step = 0; step < iterations; step++) {
    const nextCodes = new Float64Array(codes.length);
    const nextTests = new Float64Array(tests.length);
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i] ?? 0;
      let sum = 0;
      for (let e = start[i] ?? 0; e < (start[i + 1] ?? 0); e++) {
        const j = columns[e] ?? 0;
        sum += tests[j] ?? 0;
        nextTests[j] = (nextTests[j] ?? 0) + code;
      }
      nextCodes[i] = (1 - damping) * code + damping * sum;
    }
    let scale = 0;
    for (let j = 0; j < tests.length; j++) {
      const score = (1 - damping) * (tests[j] ?? 0) + damping * (nextTests[j] ?? 0);
      nextTests[j] = score;
      scale = Math.max(scale, score);
    }
    for (const score of nextCodes) scale = Math.max(scale, score);
    codes = scale > 0 ? nextCodes.map((score) => score / scale) : nextCodes;
    tests = scale > 0 ? nextTests.map((score) => score / scale) : nextTests;
  }
  return { codes, tests };
}

export const pageRank: Ranker = {
  id: 'pageRank',
  title: 'PageRank',
  source: 'Zhang et al. 2025 (CodeDPO), arXiv 2410.05605',
  judges: 'verdicts',
  score: (evidence) => pageRankScores(evidence).codes,
};

import type { Evidence, Ranker } from './ranker';

const damping = 0.85;
const iterations = 10;

/**
 * Candidates and tests credit each other. Both vectors are divided by one common factor after each step, which keeps the numbers
 * finite and changes no order. Candidates with one row always have one score, so a group is visited once and counts by its size.
 * Zhang et al., "CodeDPO: Aligning Code Models with Self Generated and Verified Source Code" (ACL 2025).
 */
export function pageRankScores({ matrix }: Evidence): { readonly codes: Float64Array; readonly tests: Float64Array } {
  const groups = matrix.groups();
  const passes = groups.map(({ members }) => matrix.passedTests(members[0] ?? 0));
  let scores = new Float64Array(groups.length).fill(1);
  let tests = new Float64Array(matrix.tests).fill(1);
  for (let step = 0; step < iterations; step++) {
    const credit = new Float64Array(tests.length);
    const nextScores = scores.map((score, g) => {
      const weight = score * (groups[g]?.members.length ?? 0);
      let sum = 0;
      for (const j of passes[g] ?? []) {
        sum += tests[j] ?? 0;
        credit[j] = (credit[j] ?? 0) + weight;
      }
      return (1 - damping) * score + damping * sum;
    });
    const nextTests = tests.map((score, j) => (1 - damping) * score + damping * (credit[j] ?? 0));
    const scale = Math.max(1, nextScores.reduce(larger, 0), nextTests.reduce(larger, 0));
    scores = nextScores.map((score) => score / scale);
    tests = nextTests.map((score) => score / scale);
  }
  const codes = new Float64Array(matrix.candidates);
  groups.forEach(({ members }, g) => {
    for (const member of members) codes[member] = scores[g] ?? 0;
  });
  return { codes, tests };
}

const larger = (a: number, b: number): number => Math.max(a, b);

export const pageRank: Ranker = {
  id: 'pageRank',
  title: 'PageRank',
  source: 'Zhang et al. 2025 (CodeDPO), arXiv 2410.05605',
  judges: 'verdicts',
  score: (evidence) => pageRankScores(evidence).codes,
};

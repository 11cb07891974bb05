import { outputGroups } from './outputs';
import type { Evidence, Ranker } from './ranker';

/**
 * Groups support each other by the share of inputs on which they give the same answer: `A V`, with
 * `V = share of candidates x pass rate` and `A(c, c) = 1`. Without outputs, passing the same test counts as the same answer.
 * To et al., "Functional Overlap Reranking for Neural Code Generation" (Findings of ACL 2024).
 *
 * `A` is never built: one pass adds up the support behind each (input, answer), a second one collects it, O(candidates x inputs).
 */
export const sRank: Ranker = {
  id: 'sRank',
  title: 'SRank',
  source: 'To et al. 2024, arXiv 2311.03366',
  judges: 'outputs',
  score({ matrix, outputs }) {
    const groups = outputs ? outputGroups(outputs) : matrix.groups();
    const answers = outputs ? numbered(outputs) : (member: number): Int32Array => matrix.passedTests(member);
    const inputs = outputs ? (outputs[0]?.length ?? 0) : matrix.tests;

    const support: number[] = new Array<number>(inputs).fill(0);
    const values = groups.map(({ members }) => {
      let passes = 0;
      for (const member of members) passes += matrix.passedTests(member).length;
      const value = matrix.tests === 0 ? 0 : passes / (matrix.candidates * matrix.tests);
      for (const answer of answers(members[0] ?? 0)) support[answer] = (support[answer] ?? 0) + value;
      return value;
    });

    const scores = new Float64Array(matrix.candidates);
    groups.forEach(({ members }, c) => {
      const value = values[c] ?? 0;
      let overlap = 0;
      for (const answer of answers(members[0] ?? 0)) overlap += (support[answer] ?? 0) - value;
      const score = value + (inputs === 0 ? 0 : overlap / inputs);
      for (const member of members) scores[member] = score;
    });
    return scores;
  },
};

/** Answers of a candidate as numbers, one for each distinct (input, output). */
function numbered(outputs: NonNullable<Evidence['outputs']>): (member: number) => Int32Array {
  const known = new Map<string, number>();
  const rows = outputs.map((row) => {
    const ids = row.flatMap((answer, input) => {
      if (answer === undefined) return [];
      const key = `${input} ${answer}`;
      const id = known.get(key) ?? known.size;
      known.set(key, id);
      return [id];
    });
    return Int32Array.from(ids);
  });
  return (member) => rows[member] ?? new Int32Array(0);
}

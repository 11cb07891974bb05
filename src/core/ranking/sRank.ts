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
  score(evidence) {
    const { matrix, outputs } = evidence;
    const groups = outputs ? outputGroups(outputs) : matrix.groups();
    const answers = (member: number): readonly (readonly [input: number, answer: string])[] =>
      answersOf(evidence, member);
    const inputs = outputs ? (outputs[0]?.length ?? 0) : matrix.tests;

    const support = new Map<string, number>();
    const values = groups.map(({ members }) => {
      let passes = 0;
      for (const member of members) passes += matrix.passedTests(member).length;
      const value = matrix.tests === 0 ? 0 : passes / (matrix.candidates * matrix.tests);
      for (const [input, answer] of answers(members[0] ?? 0)) {
        const key = `${input} ${answer}`;
        support.set(key, (support.get(key) ?? 0) + value);
      }
      return value;
    });

    const scores = new Float64Array(matrix.candidates);
    groups.forEach(({ members }, c) => {
      const value = values[c] ?? 0;
      const own = answers(members[0] ?? 0);
      let overlap = 0;
      for (const [input, answer] of own) overlap += (support.get(`${input} ${answer}`) ?? 0) - value;
      const score = value + (inputs === 0 ? 0 : overlap / inputs);
      for (const member of members) scores[member] = score;
    });
    return scores;
  },
};

function answersOf({ matrix, outputs }: Evidence, member: number): readonly (readonly [number, string])[] {
  const row = outputs?.[member];
  if (!row) return Array.from(matrix.passedTests(member), (test) => [test, 'pass'] as const);
  return row.flatMap((answer, input) => (answer === undefined ? [] : [[input, answer] as const]));
}

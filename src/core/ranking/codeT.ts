import type { Ranker } from './ranker';

/**
 * Dual agreement: tests passed x square root of the group's size.
 * Chen et al., "CodeT: Code Generation with Generated Tests" (ICLR 2023).
 */
export const codeT: Ranker = {
  id: 'codeT',
  title: 'CodeT',
  source: 'Chen et al. 2023, arXiv 2207.10397',
  judges: 'verdicts',
  score({ matrix }) {
    const scores = new Float64Array(matrix.candidates);
    for (const { members, passed } of matrix.groups()) {
      for (const member of members) scores[member] = passed * Math.sqrt(members.length);
    }
    return scores;
  },
};

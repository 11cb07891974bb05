import { outputGroups } from './outputs';
import type { Ranker } from './ranker';

/**
 * Minimum Bayes risk with 0/1 loss on the joint output: the number of candidates with the same outputs on all inputs.
 * Shi et al., "Natural Language to Code Translation with Execution" (EMNLP 2022). On verdict rows it is the group's size.
 * A candidate with an input it did not answer agrees with nobody but itself.
 */
export const mbr: Ranker = {
  id: 'mbr',
  title: 'MBR-exec',
  source: 'Shi et al. 2022, arXiv 2204.11454',
  judges: 'outputs',
  score({ matrix, outputs }) {
    const scores = new Float64Array(matrix.candidates);
    const groups = outputs ? outputGroups(outputs, (row) => !row.includes(undefined)) : matrix.groups();
    for (const { members } of groups) for (const member of members) scores[member] = members.length;
    return scores;
  },
};

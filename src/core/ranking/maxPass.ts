import type { Ranker } from './ranker';

/** Number of tests passed. Gets worse with more candidates: it selects for agreement with wrong tests. */
export const maxPass: Ranker = {
  id: 'maxPass',
  title: 'MaxPass',
  source: 'baseline',
  judges: 'verdicts',
  score({ matrix }) {
    return Float64Array.from({ length: matrix.candidates }, (_, i) => matrix.passedTests(i).length);
  },
};

import assert from 'node:assert/strict';
import { b4Posterior, b4Scores, defaultB4Options } from '../../../../src/core/ranking/b4';
import { codeT } from '../../../../src/core/ranking/codeT';
import { lnGamma } from '../../../../src/core/ranking/lnGamma';
import { VerdictMatrix } from '../../../../src/core/ranking/matrix';
import { maxPass } from '../../../../src/core/ranking/maxPass';
import { mbr } from '../../../../src/core/ranking/mbr';
import { pageRankScores } from '../../../../src/core/ranking/pageRank';
import { rankers } from '../../../../src/core/ranking/registry';
import { sRank } from '../../../../src/core/ranking/sRank';

/** Golden vectors made with the B4 authors' published implementation. */
const golden = VerdictMatrix.fromRows([
  [1, 1, 1, 0, 0],
  [1, 1, 1, 0, 0],
  [1, 1, 0, 0, 1],
  [1, 0, 0, 1, 0],
  [0, 0, 0, 1, 1],
  [1, 1, 1, 0, 0],
]);

function close(actual: Iterable<number>, expected: readonly number[], tolerance = 1e-6): void {
  const values = [...actual];
  assert.equal(values.length, expected.length);
  values.forEach((value, i) => {
    assert.ok(Math.abs(value - (expected[i] ?? NaN)) <= tolerance, `${i}: ${value}, expected ${expected[i]}`);
  });
}

/** Scores of the six candidates from those of the groups {0, 1, 5}, {2}, {3}, {4}. */
const spread = (a: number, b: number, c: number, d: number): number[] => [a, a, b, c, d, a];

describe('rankers', () => {
  it('computes the logarithm of the gamma function', () => {
    close([0.5, 10, 100.5].map(lnGamma), [0.572364942925, 12.801827480081, 361.435540467778], 1e-9);
    close([lnGamma(1e6)], [12815504.569147611], 1e-5);
    close([lnGamma(0.25)], [1.2880225246980774], 1e-9);
  });

  it('scores groups as B4 does', () => {
    const evidence = { matrix: golden };
    close(b4Scores(evidence, { beta0: 10, alpha: 10 }), spread(-32.836696, -41.897865, -44.614991, -43.618894));
    close(b4Scores(evidence, { beta0: 100, alpha: 10 }), spread(-42.888636, -52.817657, -61.557432, -66.582358));
    close(b4Scores(evidence, { beta0: 1e4, alpha: 1e3 }), spread(-95.508362, -118.743233, -149.772624, -168.496691));
  });

  it('takes the strong prior until three trusted tests are passed', () => {
    assert.deepEqual(defaultB4Options(6, 5, 0), { alpha: 10, beta0: 100 });
    assert.deepEqual(defaultB4Options(100, 55, 2), { alpha: 10, beta0: 11000 });
    assert.deepEqual(defaultB4Options(100, 55, 3), { alpha: 10, beta0: 10 });
    close(b4Scores({ matrix: golden, trustedPassed: 3 }), spread(-32.836696, -41.897865, -44.614991, -43.618894));
  });

  it('turns B4 scores into a posterior over groups', () => {
    const posterior = b4Posterior({ matrix: golden });
    const [a = 0, , b = 0, c = 0, d = 0] = posterior;
    assert.ok(Math.abs(a + b + c + d - 1) < 1e-12);
    close([Math.log(b / a)], [-52.817657 + 42.888636]);
  });

  it('scores groups as CodeT, MBR and MaxPass do', () => {
    close(codeT.score({ matrix: golden }), spread(5.196152, 3, 2, 2));
    close(mbr.score({ matrix: golden }), spread(3, 1, 1, 1));
    close(maxPass.score({ matrix: golden }), [3, 3, 3, 2, 2, 3]);
  });

  it('scores candidates and tests as CodeDPO does', () => {
    const { codes, tests } = pageRankScores({ matrix: golden });
    const scaled = (scores: Float64Array): Float64Array => scores.map((s) => s / Math.max(...scores));
    close(scaled(codes), [1, 1, 0.81620354, 0.43730978, 0.13979608, 1]);
    close(scaled(tests), [1, 0.89694712, 0.70489384, 0.13632055, 0.22532096]);
  });

  it('scores groups as SRank does, from verdicts and from outputs', () => {
    close(sRank.score({ matrix: golden }), spread(0.353333, 0.246667, 0.16, 0.1));
    const matrix = VerdictMatrix.fromRows([[1], [1], [0]]);
    const outputs = [
      ['1', '2'],
      ['1', '3'],
      ['4', undefined],
    ];
    // V = 1/3, 1/3, 0; the first two share one of two outputs.
    close(sRank.score({ matrix, outputs }), [0.5, 0.5, 0]);
  });

  it('counts a candidate that did not answer as agreeing with nobody', () => {
    const matrix = VerdictMatrix.fromRows([[1], [1], [1], [1]]);
    const outputs = [['1'], ['1'], [undefined], [undefined]];
    close(mbr.score({ matrix, outputs }), [2, 2, 1, 1]);
  });

  it('gives every ranker a finite score on empty and degenerate matrices', () => {
    for (const ranker of rankers) {
      for (const rows of [[], [[]], [[], []], [[0, 0]], [[1], [1]]]) {
        const scores = [...ranker.score({ matrix: VerdictMatrix.fromRows(rows) })];
        assert.ok(
          scores.length === rows.length && scores.every(Number.isFinite),
          `${ranker.id} ${JSON.stringify(rows)}`,
        );
      }
    }
    assert.equal(new Set(rankers.map((r) => r.id)).size, rankers.length);
  });
});

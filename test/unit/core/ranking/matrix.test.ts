import assert from 'node:assert/strict';
import { VerdictMatrix, type Cell } from '../../../../src/core/ranking/matrix';

const of = (rows: readonly string[]): VerdictMatrix =>
  VerdictMatrix.of(rows.length, rows[0]?.length ?? 0, (i, j) => {
    const cells: Record<string, Cell> = { '1': 'pass', '0': 'fail', '?': 'inconclusive' };
    return cells[rows[i]?.[j] ?? '?'] ?? 'inconclusive';
  });

describe('VerdictMatrix', () => {
  it('keeps cells beyond one word apart', () => {
    const wide = VerdictMatrix.of(2, 40, (i, j) => (j % 16 === 15 && i === 0 ? 'pass' : 'fail'));
    assert.deepEqual([...wide.passedTests(0)], [15, 31]);
    assert.deepEqual([...wide.passedTests(1)], []);
    assert.equal(wide.cell(0, 31), 'pass');
    assert.equal(wide.cell(0, 32), 'fail');
  });

  it('groups equal rows and keeps undecided ones apart', () => {
    const groups = of(['10', '1?', '10', '00']).groups();
    assert.deepEqual(
      groups.map((g) => g.members),
      [[0, 2], [1], [3]],
    );
    assert.deepEqual(
      groups.map((g) => g.passed),
      [1, 1, 0],
    );
  });

  it('restricts to candidates and tests', () => {
    const part = of(['101', '011', '1?0']).restrict([2, 0], [1, 2]);
    assert.equal(part.cell(0, 0), 'inconclusive');
    assert.deepEqual([...part.passedTests(1)], [1]);
  });

  it('leaves out the column that nobody decides and keeps the rows', () => {
    assert.deepEqual(of(['1?0', '0?1', '1?1']).decided(), { candidates: [0, 1, 2], tests: [0, 2] });
  });

  it('leaves out the row that decides nothing and keeps the columns', () => {
    assert.deepEqual(of(['100', '???', '111']).decided(), { candidates: [0, 2], tests: [0, 1, 2] });
  });

  it('has a whole part when everything is decided', () => {
    assert.deepEqual(of(['10', '01']).decided(), { candidates: [0, 1], tests: [0, 1] });
    assert.deepEqual(VerdictMatrix.fromRows([]).decided(), { candidates: [], tests: [] });
  });
});

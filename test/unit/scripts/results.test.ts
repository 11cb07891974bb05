import * as assert from 'node:assert/strict';
import { holds, table } from '../../bench/results';

describe('benchmark results', () => {
  it('hold a bar that is a least, or a most', () => {
    const bar = { name: 'programs', value: 36, unit: '', bar: 36 };
    assert.equal(holds({ ...bar, is: 'at least' }), true);
    assert.equal(holds({ ...bar, value: 35, is: 'at least' }), false);
    assert.equal(holds({ ...bar, value: 36.1, is: 'at most' }), false);
  });

  it('are a table with numbers to the right and words to the left', () => {
    const text = table([
      { program: 'a', time: 1.5, plausible: true },
      { program: 'longer', time: 12, plausible: null },
    ]);
    assert.deepEqual(text.split('\n'), [
      'program  time  plausible',
      '-------  ----  ---------',
      'a        1.50  yes',
      'longer     12',
    ]);
  });
});

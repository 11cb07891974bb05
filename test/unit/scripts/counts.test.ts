import * as assert from 'node:assert/strict';
import { inWords, sum } from '../../../scripts/checks/counts';

describe('the last line of npm test', () => {
  it('is the sum of all parts', () => {
    const total = sum([
      { passed: 5, failed: 0, skipped: 2 },
      { passed: 1, failed: 3, skipped: 0 },
    ]);
    assert.equal(inWords(total), '6 passed, 3 failed, 2 skipped');
  });
});

import * as assert from 'node:assert/strict';
import { Interim } from '../../../src/core/interim';
import { candidate, failed, focal, passed, tests } from '../../doubles/scriptedDebugger';
import { syntax } from '../../doubles/grammars';

const original = new Map([
  ['t1', failed],
  ['t2', passed],
]);
const reproduction = { tests, verdicts: original, coverage: new Map(), failing: tests.slice(0, 1), limitMs: () => 1 };
const tried = (operator: string) => ({
  candidate: candidate(operator),
  verdicts: new Map(tests.map(({ id }) => [id, passed])),
  plausible: true,
  progress: { fixed: 1, broken: 0, changed: true },
  queued: 0,
  patience: 1,
});

describe('a ranking while the search goes on', () => {
  let now = 0;
  const interim = () => new Interim(syntax, focal, tests, reproduction, { now: () => now });

  it('shows the first fix at once, and says no more of it than that it is plausible', async () => {
    const event = await interim().ranking([tried('>')]);
    assert.ok(event?.kind === 'ranked' && event.interim);
    assert.deepEqual(
      event.ranked.map(({ candidate: { id }, badge }) => [id, badge]),
      [['c>', 'plausible']],
    );
  });

  it('does not move the list again within half a second', async () => {
    const ranking = interim();
    assert.ok(await ranking.ranking([tried('>')]));
    now += 499;
    assert.equal(await ranking.ranking([tried('>'), tried('>=')]), undefined);
    now += 1;
    const later = await ranking.ranking([tried('>'), tried('>=')]);
    assert.ok(later?.kind === 'ranked');
    assert.equal(later.ranked.length, 2);
  });
});

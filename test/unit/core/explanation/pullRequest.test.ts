import * as assert from 'node:assert/strict';
import { pullRequestText } from '../../../../src/core/explanation/pullRequest';
import { disputed } from '../../../doubles/disputedRun';
import { recordOf, story, tests } from '../../../doubles/scriptedDebugger';

describe('a run as a comment for a pull request', () => {
  it('says what failed, what changes and what was run, the details folded', () => {
    const text = pullRequestText(recordOf());
    assert.match(text, /^### Fix for `top` in `top\.py`\n/);
    assert.match(text, /`top\(\[1, 3\]\) == 3` failed:\n\n- input `top\(\[1, 3\]\)`\n- expected `3`\n- actual `1`/);
    assert.match(text, /\*\*`<` becomes `>`\*\* \(template comparison, verified\): passes 2 of 2 trusted tests\./);
    assert.match(text, /```diff\n(.*\n)*-        if value < best:\n\+        if value > best:\n/);
    assert.match(text, /\| `top\(\[1, 3\]\) == 3` \| trusted, docstring \| failed \| passed \|/);
    assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
  });

  it('names no folder of this machine', () => {
    assert.doesNotMatch(pullRequestText(recordOf()), /\/project/);
  });

  it('tells of the candidate that was chosen', () => {
    const run = recordOf(disputed);
    assert.match(pullRequestText(run, run.ranked[1]), /becomes `>=`/);
  });

  it('claims no fix where there is none', () => {
    const text = pullRequestText(recordOf(story.slice(0, 7)));
    assert.match(text, /^### Failure of `top`/);
    assert.doesNotMatch(text, /Fix for|```diff/);
  });

  it('lets no text of a test become markup', () => {
    const hostile = {
      ...tests[0],
      id: 't1',
      title: 'top("`</details><img src=x>|") == ``a``',
    } as (typeof tests)[number];
    const text = pullRequestText(
      recordOf([...story, { kind: 'tests', tests: [hostile], runtime: '', containment: 'sandboxed' }]),
    );
    assert.match(text, /\| ``` top\("`<\/details><img src=x>\\\|"\) == ``a`` ``` \|/);
  });
});

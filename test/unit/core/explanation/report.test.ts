import * as assert from 'node:assert/strict';
import { reportText } from '../../../../src/core/explanation/report';
import { recordOf, story, tests } from '../../../doubles/scriptedDebugger';

describe('reportText', () => {
  const report = reportText(recordOf());

  it('names what fails with input, expected and actual', () => {
    assert.match(report, /^# top \(top\.py:1\)\n\n2 plausible fixes for top\./);
    assert.match(report, /Test: top\(\[1, 3\]\) == 3 \(docstring, top\.py:4\)/);
    assert.match(report, /Input: {4}top\(\[1, 3\]\)\nExpected: 3\nActual: {3}1\n/);
  });

  it('lists suspicious lines, the most suspicious first, with their text', () => {
    assert.match(report, /- 1\.00 top\.py:10 `best = value`\n- 0\.71 top\.py:9 `if value < best:`/);
  });

  it('shows plausible fixes as diffs and leaves out the others', () => {
    assert.match(report, /### 1\. `<` becomes `>`/);
    assert.match(report, /-        if value < best:\n\+        if value > best:/);
    assert.doesNotMatch(report, /### 3\./);
  });

  it('has each verdict as a word, before and after the first fix', () => {
    assert.match(report, /\| top\(\[1, 3\]\) == 3 \| trusted \| failed \| passed \|/);
    assert.match(report, /\| test_single \(test_top\.py\) \| trusted \| passed \| passed \|/);
  });

  it('says how the code was contained', () => {
    assert.match(report, /Containment: sandboxed\nRuntime: Python 3\.11\.7\nCandidates tried: 3\nModel calls: 0/);
  });

  it('marks words of a model that the execution does not support', () => {
    const explained = reportText(
      recordOf([
        ...story.slice(0, -1),
        {
          kind: 'explained',
          explanation: {
            failingTest: tests[0] ?? assert.fail(),
            suspicious: [],
            bugClass: 'wrong operator',
            divergence: { line: 8, variables: [{ name: 'best', repr: '1', fixedRepr: '3' }] },
            sentences: [
              { text: 'The comparison points the wrong way.', grounded: true, line: 8 },
              { text: 'It is slow.', grounded: false },
            ],
          },
        },
      ]),
    );
    assert.match(explained, /part at top\.py:9:/);
    assert.match(explained, /\| best \| 1 \| 3 \|/);
    assert.match(explained, /Kind of bug: wrong operator/);
    assert.match(explained, /- The comparison points the wrong way\. \(top\.py:9\)/);
    assert.match(explained, /- not confirmed by the execution: It is slow\./);
  });

  it('can be asked for at any moment of a run', () => {
    for (let n = 0; n <= story.length; n++) assert.match(reportText(recordOf(story, n)), /^# top/);
    assert.match(reportText(recordOf(story, 3)), /still under way/);
  });
});

import * as assert from 'node:assert/strict';
import { plain, safe } from '../../../../src/vscode/task/ansi';
import { reproduceCommand, RunText } from '../../../../src/vscode/task/runText';
import { ranked, recordOf, story } from '../../../doubles/scriptedDebugger';

const whole = (width = 100) => new RunText(recordOf(), 'eider fix top.py:top').news(width).map(plain);

describe('the text of a run', () => {
  it('has one line for each stage, with its time and what came of it', () => {
    const lines = whole();
    assert.deepEqual(lines.filter((l) => l.includes('✔')).slice(0, 5), [
      '  ✔ Capture      200 ms  top(values)',
      '  ✔ Reproduce    300 ms  2 tests (1 docstring, 1 project) · 1 failing · Python 3.11.7 · sandboxed',
      '  ✔ Localise     200 ms  line 10 (1.00), line 9 (0.71)',
      '  ✔ Execute      800 ms  3 tried, 2 plausible',
      '  ✔ Rank         200 ms  3 ranked',
    ]);
  });

  it('shows a failing test with expected and actual below the stage that ran it', () => {
    const lines = whole();
    const at = lines.indexOf('    ✖ top([1, 3]) == 3');
    assert.match(lines[at - 1] ?? '', /Reproduce/);
    assert.deepEqual(lines.slice(at + 1, at + 3), ['        expected  3', '        actual    1']);
  });

  it('ends with the best fixes, the matrix, the outcome and the command', () => {
    const text = whole().join('\n');
    assert.match(text, /1\. `<` becomes `>`\n {5}verified · 2 of 2 tests · \+1 -1 · template comparison/);
    assert.match(text, / {9}9 - {9}if value < best:\n {9}9 \+ {9}if value > best:/);
    assert.match(text, /original {9,}FP\n/);
    assert.match(text, /3\. `<` becomes `<=` +FP\n/);
    assert.match(text, /✔ 2 plausible fixes for top\. {2}1\.2 s/);
    assert.match(text, /Again on the command line: eider fix top\.py:top/);
  });

  it('says everything once, however often and late it is asked', () => {
    const record = recordOf(story, 0);
    const text = new RunText(record, '');
    const lines: string[] = [];
    story.forEach((event, i) => {
      record.apply(event, 100 * i);
      lines.push(...text.news(100).map(plain));
    });
    assert.deepEqual(lines, [...new RunText(recordOf(), '').news(100).map(plain)]);
    assert.deepEqual(text.news(100), []);
  });

  it('has a live line until the run is over, never wider than the terminal', () => {
    for (let n = 0; n < story.length; n++) {
      const live = new RunText(recordOf(story, n), '').live(n, 1500, 40);
      assert.ok(live !== undefined && plain(live).length <= 40, live);
    }
    assert.match(
      plain(new RunText(recordOf(story, 15), '').live(0, 1500, 80) ?? ''),
      /Execute · tried 3 of 4 · 2 plausible · 1\.5 s/,
    );
    assert.equal(new RunText(recordOf(), '').live(0, 1, 80), undefined);
  });

  it('names the first fix in the live line as soon as there is one', () => {
    const record = recordOf([...story.slice(0, 8), { kind: 'ranked', ranked: [ranked(1, '>')], interim: true }]);
    const live = new RunText(record, '').live(0, 1500, 80);
    assert.match(plain(live ?? ''), /1\.5 s · 2 of 2 tests: `<` becomes `>`$/);
  });

  it('keeps to the width of a narrow terminal', () => {
    for (const line of whole(60).filter((l) => !l.includes('P passed'))) assert.ok(line.length <= 62, line);
  });

  it('marks the stage in which a run was cancelled', () => {
    const events = [
      ...story.slice(0, 8),
      { ...(story.at(-1) ?? assert.fail()), outcome: 'cancelled', message: 'Cancelled.' } as const,
    ];
    const text = new RunText(recordOf(events as typeof story), '').news(100).map(plain).join('\n');
    assert.match(text, /✖ Execute/);
    assert.match(text, /✖ Cancelled\./);
  });
});

describe('output of programs', () => {
  it('cannot drive the terminal', () => {
    assert.equal(safe('a\u001b[2Jb\r\u0007c'), 'a␛[2Jb␍␇c');
    assert.equal(safe('\u009b31m'), '\ufffd31m');
  });
});

describe('the command to repeat a run', () => {
  it('is quoted where a shell needs it', () => {
    assert.equal(reproduceCommand('src/a.py', 'Stack.pop'), 'eider fix src/a.py:Stack.pop');
    assert.equal(reproduceCommand('my src/$a.py', 'f'), 'eider fix "my src/\\$a.py:f"');
  });
});

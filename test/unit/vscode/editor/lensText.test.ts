import * as assert from 'node:assert/strict';
import { lensTexts } from '../../../../src/vscode/editor/lensText';
import { focal, passed, ranked, recordOf, story, text, tests } from '../../../doubles/scriptedDebugger';

const titles = (...args: Parameters<typeof lensTexts>) => lensTexts(...args).map((l) => l.title);
const ended = (outcome: 'noFailure' | 'noTests' | 'notFixed') => [
  ...story.slice(0, 4),
  { kind: 'finished', outcome, message: '', durations: {}, modelCalls: 0, tried: 0 } as const,
];

describe('lenses above a function', () => {
  it('offer Fix before a run', () => {
    assert.deepEqual(titles(focal, undefined), ['$(wrench) Fix']);
  });

  it('show that a run is under way and how to stop it', () => {
    assert.deepEqual(titles(focal, recordOf(story, 4)), ['$(sync~spin) Looking for a fix…', 'Cancel']);
  });

  it('lead to what was found so far while the run goes on', () => {
    const found = recordOf([...story.slice(0, 4), { kind: 'ranked', ranked: [ranked(1, '>')], interim: true }]);
    assert.deepEqual(titles(focal, found), ['$(sync~spin) Looking for a fix…', 'Cancel', '1 plausible fix · Review']);
  });

  it('lead to the fixes and to the explanation', () => {
    assert.deepEqual(titles(focal, recordOf()), [
      '$(wrench) Fix',
      '2 plausible fixes · Review',
      '1 test fails · Explain',
    ]);
  });

  it('say that nothing fails, or that nothing says what is wrong', () => {
    assert.deepEqual(titles(focal, recordOf(ended('noFailure'))), ['$(wrench) Fix', '2 tests pass, no failure found']);
    assert.deepEqual(titles(focal, recordOf(ended('noTests'))), ['$(wrench) Fix', 'No test says what is wrong']);
  });

  it('drop results once the function reads otherwise', () => {
    const edited = text.replace('<', '>');
    const now = { ...focal, file: { ...focal.file, text: edited } };
    assert.deepEqual(titles(now, recordOf()), ['$(wrench) Fix']);
    const moved = {
      ...focal,
      file: { ...focal.file, text: `#\n${text}` },
      range: { start: 2, end: focal.range.end + 2 },
    };
    assert.equal(titles(moved, recordOf()).length, 3);
  });

  it('count in singular and plural', () => {
    assert.equal(tests.length, 2);
    const one = recordOf([
      ...story.slice(0, 4),
      { kind: 'reproduced', verdicts: new Map([['t2', passed]]), failing: tests },
      ...ended('notFixed').slice(4),
    ]);
    assert.deepEqual(titles(focal, one), ['$(wrench) Fix', '2 tests fail · Explain']);
  });
});

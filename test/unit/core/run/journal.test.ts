import * as assert from 'node:assert/strict';
import type { SessionEvent } from '../../../../src/core/model/events';
import { answerQuestion } from '../../../../src/core/answer';
import { eventLine, headerLine, readJournal } from '../../../../src/core/run/journal';
import { recoverRuns } from '../../../../src/core/run/recover';
import { disputed } from '../../../doubles/disputedRun';
import { file, recordOf, story } from '../../../doubles/scriptedDebugger';

const run = { id: 'r1', name: 'top', file };

function journal(events: readonly SessionEvent[], startedAt = 1, id = 'r1'): string {
  return [headerLine({ ...run, id }, startedAt), ...events.map((e, i) => eventLine(file, e, 100 * i) ?? '')].join('');
}

describe('the journal of a run', () => {
  it('gives back the run, answers included', () => {
    const asked = recordOf(disputed);
    assert.ok(asked.question);
    const { events } = answerQuestion(asked, asked.question, { kind: 'option', option: 1 });
    const all = [...disputed, ...events];
    const read = readJournal(journal(all))?.record;
    const told = recordOf(all);
    assert.ok(read);
    assert.deepEqual(read.ranked, told.ranked);
    assert.deepEqual(read.tests, told.tests);
    assert.deepEqual(read.original, told.original);
    assert.deepEqual(read.answers, told.answers);
    assert.deepEqual(read.focal, told.focal);
    assert.deepEqual(read.stages, told.stages);
    assert.deepEqual(read.verdictsOf('c>'), told.verdictsOf('c>'));
  });

  it('cut off after any event, at every stage, keeps all that was told before', () => {
    const captured = disputed.findIndex((e) => e.kind === 'captured');
    for (let told = captured + 1; told <= disputed.length; told++) {
      const before = recordOf(disputed, told);
      const [recovered] = recoverRuns([{ run: 'r1', text: journal(disputed.slice(0, told)) }], 9).runs;
      const record = recovered?.record;
      assert.ok(record?.finished, `after ${told} events`);
      assert.deepEqual(record.tests, before.tests);
      assert.deepEqual(record.original, before.original);
      assert.deepEqual(record.question, before.question);
      for (const id of ['c>', 'c>='])
        for (const [test, verdict] of before.verdictsOf(id)) assert.deepEqual(record.verdictsOf(id).get(test), verdict);
      const passing = disputed.slice(0, told).filter((e) => e.kind === 'verdicts').length;
      assert.equal(record.ranked.filter((r) => r.plausible).length, passing, `after ${told} events`);
    }
  });

  it('keeps the text of the file once', () => {
    const text = journal(disputed);
    assert.equal(text.split('Largest value').length - 1, 2, 'the file, and the docstring of the captured function');
  });

  it('cut off at any byte of the last record loses that record and nothing else', () => {
    const whole = Buffer.from(journal(disputed));
    const last = whole.lastIndexOf('\n');
    const before = readJournal(whole.subarray(0, last).toString())?.record;
    assert.ok(before?.question);
    assert.equal(before.finished, undefined);
    for (let end = last; end < whole.length; end++) {
      const read = readJournal(whole.subarray(0, end).toString())?.record;
      assert.ok(read, `cut at ${end}`);
      assert.deepEqual(read.question, before.question, `cut at ${end}`);
      assert.equal(read.finished, undefined, `cut at ${end}`);
      assert.deepEqual(read.ranked, before.ranked);
    }
    assert.equal(readJournal(whole.toString())?.record.finished?.outcome, 'fixed');
  });

  it('goes on after a record that was cut off', () => {
    const whole = journal(disputed);
    const torn = whole.slice(0, -7);
    const skip = eventLine(file, { kind: 'answered', answer: { call: 'top([])', said: 'skip' } }, 5) ?? '';
    const read = readJournal(torn + skip)?.record;
    assert.equal(read?.answers[0]?.said, 'skip');
  });

  it('of another version, or no journal at all, is not read', () => {
    assert.equal(readJournal(journal(story).replace('"version":1', '"version":2')), undefined);
    for (const text of ['', 'null', '{}', '[1]', 'x\n{"at":1}', '\u0000\u0000'])
      assert.equal(readJournal(text), undefined);
  });

  it('leaves out what counts while a run goes on', () => {
    assert.ok(!journal(story).includes('"progress"'));
    assert.ok(!journal([{ kind: 'ranked', ranked: [], interim: true }]).includes('"ranked"'));
  });
});

describe('runs of earlier windows', () => {
  const stored = (text: string, id = 'r1') => ({ run: id, text });

  it('that were cut off are ended, with what had passed by then', () => {
    const cut = disputed.findIndex((e) => e.kind === 'attacked');
    const [recovered] = recoverRuns([stored(journal(disputed.slice(0, cut)))], 9).runs;
    assert.equal(recovered?.record.finished?.outcome, 'cancelled');
    assert.match(recovered.record.finished.message, /cut off.* 2 plausible fixes were found by then/);
    assert.ok(recovered.record.ranked.every((r) => r.plausible));
    assert.equal(recovered.record.ranked.length, 2);
  });

  it('that were cancelled keep what had passed by then', () => {
    const cut = disputed.findIndex((e) => e.kind === 'attacked');
    const message = 'Cancelled. Nothing was changed.';
    const end = { kind: 'finished', outcome: 'cancelled', message, durations: {}, modelCalls: 0, tried: 2 } as const;
    const [recovered] = recoverRuns([stored(journal([...disputed.slice(0, cut), end]))], 9).runs;
    assert.equal(recovered?.record.finished?.message, message);
    assert.equal(recovered.record.ranked.length, 2);
  });

  it('are the latest of each function; one that found nothing does not hide what was found', () => {
    const old = stored(journal(disputed, 1, 'old'), 'old');
    const newer = stored(journal(story, 2, 'newer'), 'newer');
    const cut = stored(journal(story.slice(0, 3), 3, 'cut'), 'cut');
    const { runs, obsolete } = recoverRuns([cut, newer, old], 9);
    assert.deepEqual(
      runs.map(({ record }) => record.id),
      ['newer'],
    );
    assert.deepEqual([...obsolete].sort(), ['cut', 'old']);
  });

  it('that cannot be read are thrown away', () => {
    assert.deepEqual(recoverRuns([stored('not a journal')], 9), { runs: [], obsolete: ['r1'] });
  });
});

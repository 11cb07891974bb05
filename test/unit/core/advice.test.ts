import assert from 'node:assert/strict';
import {
  advise,
  adviseDecision,
  adviseFailure,
  adviseOverfitted,
  adviseTests,
  type Effort,
} from '../../../src/core/advice';
import type { RankedCandidate } from '../../../src/core/model/candidate';
import type { Question } from '../../../src/core/model/events';
import type { Test } from '../../../src/core/model/test';
import { Tally } from '../../../src/core/tally';
import { focalOf } from '../../doubles/focal';

const example = { kind: 'example' } as Test;
const project = { kind: 'project' } as Test;
const tallied = (counts: Partial<Tally>): Tally => Object.assign(new Tally(), counts);
const effort: Effort = {
  tally: tallied({ tried: 3, changed: 1 }),
  modelCalls: 0,
  outOfTime: false,
  failing: [example],
};
const typed = () => focalOf('python', 'def f(x: int) -> int:\n    return x\n', 'f');

describe('advice', () => {
  it('says whether ideas or time ran out, and what came of them', async () => {
    const ideas = advise(await typed(), effort);
    assert.equal(
      ideas.tried,
      'Ran 3 candidates made by fix templates against the trusted tests, which is all that seemed worth running. None made the failing test pass, 1 only changed what came out.',
    );
    assert.deepEqual(ideas.wouldHelp, ['Configure a model: templates only know small edits.']);
    const time = advise(await typed(), { ...effort, tally: tallied({ tried: 1 }), outOfTime: true });
    assert.match(time.tried, /^Ran 1 candidate .* until the time was used up\./);
    assert.ok(time.wouldHelp.includes('Give it more time: there were candidates left.'));
  });

  it('promises more of time only where edits helped or single edits are left', async () => {
    const chains = { tried: 900, chains: 800, changed: 300 };
    const help = async (tally: Tally) => advise(await typed(), { ...effort, outOfTime: true, tally }).wouldHelp.join();
    assert.doesNotMatch(await help(tallied(chains)), /more time/);
    assert.match(await help(tallied({ ...chains, mended: 4 })), /more time: there were edits left on top of those/);
  });

  it('asks for types and examples only where there are none, and for a model only where none was asked', async () => {
    const focal = await focalOf('python', 'def f(x):\n    return x\n', 'f');
    const without = advise(focal, { ...effort, modelCalls: 2, failing: [project] });
    assert.match(without.tried, /asked 2 times/);
    assert.deepEqual(
      without.wouldHelp.map((help) => help.split(':')[0]),
      ['Add a small example that fails', 'Annotate the parameters'],
    );
  });

  it('looks outside the function where no edit of it changes the failure', async () => {
    const { wouldHelp } = advise(await typed(), { ...effort, tally: tallied({ tried: 40 }) });
    assert.match(wouldHelp[0] ?? '', /^Look at what f calls and at the test itself/);
  });

  it('names tests that seem to contradict each other', async () => {
    const tally = tallied({ tried: 9, mended: 2, changed: 5, trades: 2, trade: 'f(1) == 2' });
    const { wouldHelp } = advise(await typed(), { ...effort, tally });
    assert.match(wouldHelp.join('\n'), /2 edits pass all that failed and fail what passed before \(f\(1\) == 2\)/);
  });

  it('asks for a smaller input where most candidates do not end', async () => {
    const { tried, wouldHelp } = advise(await typed(), { ...effort, tally: tallied({ tried: 9, endless: 6 }) });
    assert.match(tried, /6 did not end/);
    assert.match(wouldHelp[0] ?? '', /smaller input/);
  });

  it('sends the reader to the line of a syntax error', async () => {
    const focal = await focalOf('python', 'def f(x):\n    y = (x\n    return y]\n', 'f');
    const { wouldHelp } = advise(focal, { ...effort, tally: tallied({ tried: 8, unreadable: 8 }) });
    assert.match(
      wouldHelp[0] ?? '',
      /^Mend the syntax by hand from line \d on: no edit of the templates made f parse\./,
    );
  });

  it('shows the closest candidate', async () => {
    const best = { candidate: { title: '`a` becomes `b`' }, passed: 2, total: 3 } as RankedCandidate;
    assert.match(advise(await typed(), { ...effort, best }).wouldHelp[0] ?? '', /`a` becomes `b` \(2 of 3 tests\)/);
  });

  it('shows how to write an example in the language', async () => {
    const script = await focalOf('javascript', 'function f(x) {\n  return x;\n}\n', 'f');
    assert.match(adviseTests(await typed()).wouldHelp[0] ?? '', />>> f\(…\)/);
    assert.match(adviseTests(script).wouldHelp[0] ?? '', /\/\/ => /);
    assert.match(adviseOverfitted(script, 2).wouldHelp.join(), /\/\/ => .* another input/);
  });

  it('names the input on which the fixes disagree', async () => {
    const options = ['3', '-1', '0'].map((output, group) => ({ output, group, candidates: [] }));
    const question = { id: 'p', call: 'f([0], 1)', options } as unknown as Question;
    const { tried, wouldHelp } = adviseDecision(await typed(), question);
    assert.match(tried, /f\(\[0\], 1\) is 3 with the first, -1 or 0 with others\.$/);
    assert.match(wouldHelp[0] ?? '', />>> f\(\[0\], 1\)/);
  });

  it('names the lines that no test runs', async () => {
    const [help] = adviseFailure(await typed(), 2, [9, 3, 4, 5]).wouldHelp;
    assert.match(help ?? '', /No test runs lines 3 to 5 and 9:/);
    assert.doesNotMatch(adviseFailure(await typed(), 2, []).wouldHelp.join(), /No test runs/);
  });
});

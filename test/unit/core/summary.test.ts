import assert from 'node:assert/strict';
import { advise, adviseTests, type Effort } from '../../../src/core/summary';
import type { Test } from '../../../src/core/model/test';
import { focalOf } from '../../doubles/focal';

const example = { kind: 'example' } as Test;
const project = { kind: 'project' } as Test;
const effort: Effort = { tried: 3, modelCalls: 0, outOfTime: false, failing: [example] };

describe('advice', () => {
  it('says whether ideas or time ran out', async () => {
    const focal = await focalOf('python', 'def f(x: int) -> int:\n    return x\n', 'f');
    const ideas = advise(focal, effort);
    assert.match(ideas.tried, /^Ran 3 candidates .* all there were\.$/);
    assert.deepEqual(ideas.wouldHelp, ['Configure a model: templates only know small edits.']);
    const time = advise(focal, { ...effort, tried: 1, outOfTime: true });
    assert.match(time.tried, /^Ran 1 candidate .* until the time was used up\.$/);
    assert.ok(time.wouldHelp.some((help) => help.startsWith('Give it more time')));
  });

  it('asks for types and examples only where there are none, and for a model only where none was asked', async () => {
    const focal = await focalOf('python', 'def f(x):\n    return x\n', 'f');
    const without = advise(focal, { ...effort, modelCalls: 2, failing: [project] });
    assert.match(without.tried, /asked 2 times/);
    assert.deepEqual(
      without.wouldHelp.map((help) => help.split(':')[0]),
      ['Annotate the parameters', 'Add a small example that fails'],
    );
  });

  it('shows how to write an example in the language', async () => {
    const python = await focalOf('python', 'def f(x):\n    return x\n', 'f');
    const script = await focalOf('javascript', 'function f(x) {\n  return x;\n}\n', 'f');
    assert.match(adviseTests(python).wouldHelp[0] ?? '', />>> f\(…\)/);
    assert.match(adviseTests(script).wouldHelp[0] ?? '', /\/\/ => /);
  });
});

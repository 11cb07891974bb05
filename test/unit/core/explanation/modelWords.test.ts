import assert from 'node:assert/strict';
import { mapLines } from '../../../../src/core/explanation/lineMap';
import { checkedWords, sentencesOf } from '../../../../src/core/explanation/modelWords';
import type { TraceStep } from '../../../../src/core/model/execution';
import { focalOf } from '../../../doubles/focal';

const text = `def total(xs):
    t = 1
    for x in xs:
        t += x
    return t
`;
const patched = text.replace('t = 1', 't = 0');
const step = (line: number, t?: number): TraceStep => ({
  line,
  depth: 0,
  variables: [
    { name: 'xs', repr: '[]', type: 'list' },
    ...(t === undefined ? [] : [{ name: 't', repr: String(t), type: 'int' }]),
  ],
});

async function checked(words: string) {
  return checkedWords({
    words,
    by: 'm',
    focal: await focalOf('python', text, 'total'),
    patched,
    lines: mapLines(text, patched),
    traces: { buggy: [step(1), step(2, 1), step(4, 1)], fixed: [step(1), step(2, 0), step(4, 0)] },
    facts: { input: 'total([])', expected: '0', actual: '1' },
  }).map(({ grounded, line }) => [grounded, line]);
}

describe("a model's words about its fix", () => {
  it('are sentences; code and numbers do not end one', () => {
    assert.deepEqual(
      sentencesOf('The start of `t.x. Y` is 1.5 off. It should be 0.\n\n**Fix:**\n- Start at 0!\n1. Done well.'),
      ['The start of `t.x. Y` is 1.5 off.', 'It should be 0.', 'Start at 0!', 'Done well.'],
    );
  });

  for (const [what, words, line] of [
    ['names a line that the failing run ran', 'Line 2 starts too high.', 1],
    ['quotes a line that the patch changed', 'The accumulator `t = 1` should be something else.', 1],
    ['quotes what the patch brings in', 'It has to be `t = 0`.', 1],
    ['names a value the variable had', 'At the end t is 1, not what was wanted.', 2],
    ['names the failing input and what it gives', 'For `total([])` the code `return t` gives `1`.', 4],
  ] as const) {
    it(`are tied to a line when a sentence ${what}`, async () =>
      assert.deepEqual(await checked(words), [[true, line]]));
  }

  for (const [what, words] of [
    ['says nothing that can be looked up', 'This is a classic mistake of beginners.'],
    ['names a value the variable never had', 'After `t = 1` the value of t is 7.'],
    ['quotes code that stands nowhere', 'The call `t.append(x)` in line 2 is wrong.'],
    ['names a line that was not run', 'Line 4 adds too much.'],
    ['names a line outside the function', 'Line 40 is wrong.'],
    ['is right about one thing and wrong about another', 'Line 2 is run when xs is [5].'],
  ] as const) {
    it(`are an opinion when a sentence ${what}`, async () =>
      assert.deepEqual(await checked(words), [[false, undefined]]));
  }

  it('are checked one by one', async () => {
    assert.deepEqual(await checked('Line 2 starts too high. Python is nice.'), [
      [true, 1],
      [false, undefined],
    ]);
  });
});

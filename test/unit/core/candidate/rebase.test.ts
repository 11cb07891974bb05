import * as assert from 'node:assert/strict';
import { followChanges, rebase, type TextChange } from '../../../../src/core/candidate/rebase';
import { applyEdits, type TextRange } from '../../../../src/core/model/text';

const focalText = 'def twice(x):\n    return x * 3';
const captured = `import os\n\nLIMIT = 3\n\n${focalText}\n\n\ndef other(y):\n    return y\n`;
const focal = { start: captured.indexOf(focalText), end: captured.indexOf(focalText) + focalText.length };
const three = captured.indexOf('* 3') + 2;
const edits = [{ range: { start: three, end: three + 1 }, text: '2' }];

function rebased(current: string, at?: number): string {
  const result = rebase({ captured, current, focal, edits, ...(at === undefined ? {} : { at }) });
  return result.kind === 'clean' ? applyEdits(current, result.edits) : result.reason;
}

describe('rebase', () => {
  it('leaves edits alone on an unchanged document', () => {
    assert.equal(rebased(captured), captured.replace('x * 3', 'x * 2'));
  });

  it('follows the function when text is added above and below', () => {
    const current = `# note\n${captured}\nprint(1)\n`;
    assert.equal(rebased(current), current.replace('x * 3', 'x * 2'));
  });

  for (const [what, change] of [
    ['a change in the body', (t: string) => t.replace('return x * 3', 'return x * 4')],
    ['a character typed after the last one', (t: string) => t.replace('x * 3', 'x * 30')],
    ['a statement added below the body', (t: string) => t.replace('x * 3\n', 'x * 3\n    print(x)\n')],
    ['a decorator added above', (t: string) => t.replace('def twice', '@cache\ndef twice')],
    ['a word put before the definition', (t: string) => t.replace('def twice', 'async def twice')],
    ['another indentation', (t: string) => t.replace('def twice', '    def twice')],
    ['the function being gone', () => 'import os\n'],
  ] as const) {
    it(`refuses ${what}`, () => {
      const current = change(captured);
      assert.notEqual(current, captured);
      assert.equal(rebased(current), 'changed');
    });
  }

  it('refuses to guess between two copies, unless the place is known', () => {
    const current = `# top\n${focalText}\n\n${captured}# end\n`;
    assert.equal(rebased(current), 'ambiguous');
    const at = current.lastIndexOf(focalText);
    assert.equal(rebased(current, at), applyEdits(current, [{ range: { start: at + 29, end: at + 30 }, text: '2' }]));
    assert.equal(rebased(current, at + 1), 'changed');
  });

  it('carries an added import along, and refuses when its surroundings changed', () => {
    const withImport = [{ range: { start: 10, end: 10 }, text: 'import math\n' }, ...edits];
    const late = `${captured}# end\n`;
    const clean = rebase({ captured, current: late, focal, edits: withImport });
    assert.equal(clean.kind, 'clean');
    const lost = rebase({
      captured,
      current: `import sys\nLIMIT = 3\n\n${focalText}\n# x\n`,
      focal,
      edits: withImport,
    });
    assert.deepEqual(lost, { kind: 'conflict', reason: 'surroundings' });
  });

  it('never patches the wrong text in 2,000 random editing histories, followed or not', () => {
    const random = mulberry32(7);
    const outcomes = { clean: 0, refused: 0, touched: 0 };
    for (let round = 0; round < 1000; round++) {
      const copies = random() < 0.3 ? `\n\n${focalText}\n` : '';
      const text = captured + copies;
      let current = text;
      let truth: TextRange | undefined = focal;
      for (let n = 1 + Math.floor(random() * 4); n > 0; n--) {
        const change = randomChange(current, random);
        truth = truth && followChanges(truth, [change]);
        current = applyEdits(current, [change]);
      }
      const expected = truth && applyEdits(current, [moved(truth.start - focal.start)]);
      for (const at of [undefined, truth?.start]) {
        const result = rebase({ captured: text, current, focal, edits, ...(at === undefined ? {} : { at }) });
        if (result.kind === 'conflict') {
          outcomes.refused++;
          continue;
        }
        const patched = applyEdits(current, result.edits);
        if (expected === undefined) {
          // The range was touched, yet the function stands there whole again: only its exact text may be patched.
          outcomes.touched++;
          assert.equal(current.slice(result.at, result.at + focalText.length), focalText);
        } else {
          outcomes.clean++;
          assert.equal(patched, expected);
        }
      }
    }
    assert.ok(outcomes.clean > 300 && outcomes.refused > 300, JSON.stringify(outcomes));
  });
});

describe('1,000 edits while a run is under way', () => {
  // A twin of the function stands above it: found by its text alone it could be mistaken.
  const text = `${focalText}\n\n\n${captured}`;
  const shift = text.length - captured.length;
  const range = { start: focal.start + shift, end: focal.end + shift };
  const patch = [{ range: { start: three + shift, end: three + 1 + shift }, text: '2' }];

  /** Types around the function; edit number `inside` lands in it. Asks after each whether the fix could be applied. */
  function typeOn(seed: number, inside: number) {
    const random = mulberry32(seed);
    const outcomes = { applied: 0, refused: 0 };
    let current = text;
    let place: TextRange | undefined = range;
    for (let n = 1; n <= 1000; n++) {
      let change = randomChange(current, random);
      // What stands on the lines beside the function may have become part of it.
      const touches = ({ start, end }: TextRange) => place && start < place.end + 30 && end > place.start - 30;
      if (touches(change.range)) change = { range: { start: 0, end: 0 }, text: 'x = 1\n' };
      if (n === inside && place) change = { range: { start: place.start + 5, end: place.start + 5 }, text: 'z' };
      place = place && followChanges(place, [change]);
      current = applyEdits(current, [change]);
      const result = rebase({ captured: text, current, focal: range, edits: patch, ...(place && { at: place.start }) });
      if (result.kind === 'conflict') {
        outcomes.refused++;
        continue;
      }
      outcomes.applied++;
      const at = place?.start ?? result.at;
      assert.equal(current.slice(at, at + focalText.length), focalText, `edit ${n}`);
      const patched = current.slice(0, at) + focalText.replace('* 3', '* 2') + current.slice(at + focalText.length);
      assert.equal(applyEdits(current, result.edits), patched, `edit ${n}`);
      if (place) assert.equal(result.at, place.start, `edit ${n}`);
    }
    return outcomes;
  }

  it('never patch the wrong text, and the fix is there as long as the function is', () => {
    const outcomes = typeOn(3, Infinity);
    assert.ok(outcomes.applied > 900, JSON.stringify(outcomes));
  });

  it('never patch the wrong text once the function itself was edited', () => {
    const outcomes = typeOn(11, 500);
    assert.ok(outcomes.applied < 500 && outcomes.refused > 500, JSON.stringify(outcomes));
  });
});

describe('followChanges', () => {
  it('moves by what happened before, ignores what happened after, and gives up on what touched', () => {
    const range = { start: 10, end: 20 };
    assert.deepEqual(followChanges(range, [{ range: { start: 0, end: 2 }, text: 'abcde' }]), { start: 13, end: 23 });
    assert.deepEqual(followChanges(range, [{ range: { start: 20, end: 25 }, text: '' }]), range);
    assert.equal(followChanges(range, [{ range: { start: 15, end: 15 }, text: 'x' }]), undefined);
    assert.equal(followChanges(range, [{ range: { start: 5, end: 12 }, text: '' }]), undefined);
  });
});

function moved(shift: number) {
  return { range: { start: three + shift, end: three + 1 + shift }, text: '2' };
}

function randomChange(text: string, random: () => number): TextChange {
  const at = Math.floor(random() * (text.length + 1));
  const length = random() < 0.5 ? 0 : Math.floor(random() * 12);
  const pieces = ['', 'x', '\n', '0', '    y = 1\n', focalText, '# note\n', 'def f():\n    pass\n\n', '@cache\n', ' '];
  return {
    range: { start: at, end: Math.min(text.length, at + length) },
    text: pieces[Math.floor(random() * pieces.length)] ?? '',
  };
}

function mulberry32(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

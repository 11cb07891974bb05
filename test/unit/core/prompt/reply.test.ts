import * as assert from 'node:assert/strict';
import { captureTools, type CaptureTools } from '../../../../src/core/capture/outline';
import type { FocalFunction, LanguageId } from '../../../../src/core/model/focalFunction';
import { readReply, type Program, type Reply } from '../../../../src/core/prompt/reply';
import { focalOf } from '../../../doubles/focal';
import { syntax } from '../../../doubles/grammars';

const source = `import math


def area(side):
    """Area of a square.

    >>> area(3)
    9
    """
    return side + side


class Box:
    @property
    def volume(self):
        return self.side ** 2
`;
const body = '    """Area of a square.\n\n    >>> area(3)\n    9\n    """\n';
const fixed = source.replace('side + side', 'side * side');

interface Setup {
  readonly focal: FocalFunction;
  readonly tools: CaptureTools;
}
const setup = async (name: string, text = source, languageId: LanguageId = 'python'): Promise<Setup> => ({
  focal: await focalOf(languageId, text, name),
  tools: await captureTools(syntax, languageId),
});
const read = (text: string, { focal, tools }: Setup, end: 'stop' | 'length' | 'filter' = 'stop'): Reply =>
  readReply(text, end, { focal, tools, seen: new Set() });
function program(reply: Reply): Program {
  if (reply.kind !== 'program') assert.fail(JSON.stringify(reply));
  return reply;
}

describe('an answer with the right function', () => {
  const right = `def area(side):\n${body}    return side * side\n`;
  const forms: Readonly<Record<string, string>> = {
    'in a fence': `It adds.\n\n\`\`\`python\n${right}\`\`\`\n`,
    'in a fence of tildes': `It adds.\n\n~~~\n${right}~~~`,
    'in a fence inside a list': `It adds.\n\n    \`\`\`python\n${right.replace(/^/gm, '    ')}    \`\`\``,
    'without its docstring': `It adds.\n\`\`\`python\ndef area(side):\n    return side * side\n\`\`\``,
    'after the wrong one': `It adds.\n\`\`\`python\n${source}\`\`\`\n\`\`\`python\n${right}\`\`\``,
    'in the whole file': `It adds.\n\`\`\`python\n${fixed}\`\`\``,
    'as JSON': JSON.stringify({ explanation: 'It adds.', code: right }),
    'as fenced JSON': `\`\`\`json\n${JSON.stringify({ explanation: 'It adds.', code: right })}\n\`\`\``,
    'as a diff': `It adds.\n\`\`\`diff\n--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,9 @@\n     """\n-    return side + side\n+    return side * side\n\`\`\``,
    'without a fence': `It adds.\n\n${right}`,
    'cut off behind it': `It adds.\n\`\`\`python\n${right}\`\`\`\nThis is beca`,
  };
  for (const [name, text] of Object.entries(forms)) {
    it(`${name} is a candidate`, async () => {
      const reply = program(read(text, await setup('area'), name.startsWith('cut') ? 'length' : 'stop'));
      assert.equal(reply.source, fixed);
      assert.match(reply.explanation, /^It adds\./);
      assert.ok(
        reply.edits.every((e) => e.text.length < 60),
        'edits are small',
      );
    });
  }

  it('keeps decorators and margin of a method, class or none around it', async () => {
    const want = source.replace('** 2', '** 3');
    for (const text of [
      'class Box:\n    def volume(self):\n        return self.side ** 3\n',
      'def volume(self):\n    return self.side ** 3\n',
      '@property\ndef volume(self):\n    return self.side ** 3\n',
    ]) {
      assert.equal(program(read(`\`\`\`\n${text}\`\`\``, await setup('Box.volume'))).source, want);
    }
  });

  it('brings the imports it needs along, and no other', async () => {
    const text = `\`\`\`python\nimport os\nfrom math import prod\nimport math\ndef area(side):\n    return prod([side, side])\n\`\`\``;
    const { source: got } = program(read(text, await setup('area')));
    assert.ok(got.startsWith('import math\nfrom math import prod\n\n\ndef area(side):'), got);
    assert.ok(!got.includes('import os'));
  });

  it('brings a helper along that it calls', async () => {
    const text = `\`\`\`python\ndef twice(x):\n    return x * x\n\ndef other():\n    pass\n\ndef area(side):\n    return twice(side)\n\`\`\``;
    const reply = program(read(text, await setup('area')));
    assert.ok(reply.helpers);
    assert.match(reply.source, /def twice\(x\):\n {4}return x \* x\n\n\ndef area\(side\):/);
    assert.ok(!reply.source.includes('def other'));
  });

  it('stays exported in JavaScript', async () => {
    const text = 'export function area(side) {\n  return side + side;\n}\n';
    const reply = program(
      read('```js\nfunction area(side) {\n  return side * side;\n}\n```', await setup('area', text, 'javascript')),
    );
    assert.equal(reply.source, text.replace('+', '*'));
  });

  it('reads a bare method of a JavaScript class', async () => {
    const text = 'class Box {\n  volume() {\n    return this.side ** 2;\n  }\n}\n';
    const reply = program(
      read('```js\nvolume() {\n  return this.side ** 3;\n}\n```', await setup('Box.volume', text, 'javascript')),
    );
    assert.equal(reply.source, text.replace('** 2', '** 3'));
  });
});

describe('an answer that is no candidate', () => {
  const cases: readonly [name: string, text: string, kind: Reply['kind'], end?: 'length' | 'filter'][] = [
    ['words', 'You should multiply instead of adding.', 'commentary'],
    ['nothing', '', 'commentary'],
    ['another function', '```python\ndef perimeter(side):\n    return 4 * side\n```', 'wrongFunction'],
    ['tests', '```python\ndef test_area():\n    assert area(3) == 6\n```', 'editsTests'],
    ['assertions', '```python\nassert area(3) == 6\n```', 'editsTests'],
    ['a diff of a test', '```diff\n--- a/test_area.py\n+++ b/test_area.py\n@@ -1 +1 @@\n-9\n+6\n```', 'editsTests'],
    ['a diff of other code', '```diff\n@@ -1 +1 @@\n-    return a\n+    return b\n```', 'broken'],
    ['a cut fence', '```python\ndef area(side):\n    result = side', 'truncated', 'length'],
    ['a cut text', 'def area(side):\n    result = side', 'truncated', 'length'],
    ['broken code', '```python\ndef area(side:\n    return (\n```', 'broken'],
    ['the same code', `\`\`\`python\n${source}\`\`\``, 'unchanged'],
    ['a filter', '', 'filtered', 'filter'],
  ];
  for (const [name, text, kind, end] of cases) {
    it(`${name}: ${kind}`, async () => assert.equal(read(text, await setup('area'), end).kind, kind));
  }

  it('the same candidate again: duplicate', async () => {
    const { focal, tools } = await setup('area');
    const reader = { focal, tools, seen: new Set<string>() };
    const text = '```\ndef area(side):\n    return side ** 2\n```';
    assert.equal(readReply(text, 'stop', reader).kind, 'program');
    assert.equal(readReply(text, 'stop', reader).kind, 'duplicate');
  });
});

describe('malformed answers', () => {
  it('never crash: 1,000 of them', async () => {
    const setups = [
      await setup('area'),
      await setup('Box.volume'),
      await setup('f', 'export const f = (a) => {\n  return a;\n};\n', 'typescript'),
    ];
    const whole = [
      `It adds.\n\`\`\`python\ndef area(side):\n${body}    return side * side\n\`\`\``,
      '{"explanation": "x", "code": "def area(side):\\n    return side"}',
      '```diff\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n-    return side + side\n+    return 1\n```',
      '```ts\nexport const f = (a) => {\n  return `${a}`;\n};\n```',
      'class Box:\n    @property\n    def volume(self):\n        return 1\n',
    ];
    let state = 7;
    const random = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const junk = [
      '```',
      '~~~',
      '\0',
      '{',
      '}',
      '"""',
      "'''",
      '\n',
      '@@',
      'def area(',
      '\ud800',
      '\u202e',
      '$&',
      '*/',
      '((((',
    ];
    const kinds = new Set<string>();
    for (let i = 0; i < 1000; i++) {
      let text = whole[random(whole.length)] ?? '';
      for (let edit = random(6); edit >= 0; edit--) {
        const at = random(text.length + 1);
        const to = at + random(30);
        const piece = random(3) === 0 ? text.slice(random(text.length)) : (junk[random(junk.length)] ?? '');
        text = text.slice(0, at) + piece + text.slice(random(2) === 0 ? at : to);
      }
      const one = setups[random(setups.length)];
      assert.ok(one);
      kinds.add(read(text, one, random(2) === 0 ? 'stop' : 'length').kind);
    }
    assert.ok(kinds.size >= 5, [...kinds].join(', '));
  });
});

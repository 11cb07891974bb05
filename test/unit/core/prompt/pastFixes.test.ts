import * as assert from 'node:assert/strict';
import { captureFunctions } from '../../../../src/core/capture/capture';
import type { Badge, RankedCandidate } from '../../../../src/core/model/candidate';
import type { SourceFile } from '../../../../src/core/model/focalFunction';
import { applyEdits, type TextEdit } from '../../../../src/core/model/text';
import { pastFixes, similarFixes, type PastFix } from '../../../../src/core/prompt/pastFixes';
import { RunRecord } from '../../../../src/core/run/runRecord';
import { syntax } from '../../../doubles/grammars';

async function runOf(
  path: string,
  text: string,
  edits: readonly TextEdit[],
  over: { readonly id?: string; readonly badge?: Badge } = {},
): Promise<RunRecord> {
  const file: SourceFile = { path, languageId: 'python', text, version: 0 };
  const [focal] = await captureFunctions(syntax, file);
  assert.ok(focal);
  const ranked: RankedCandidate = {
    candidate: {
      id: over.id ?? `${path} c1`,
      origin: { kind: 'template', template: 'x', order: 1 },
      title: 'x',
      edits,
      source: applyEdits(text, edits),
      priority: 1,
      line: 1,
    },
    ...{ rank: 1, group: 1, plausible: true, passed: 1, total: 1, trustedPassed: 1, trustedTotal: 1 },
    ...{ astDistance: 1, findings: [], reason: '', score: 1 },
    ...(over.badge && { badge: over.badge }),
  };
  const record = new RunRecord(path, file, focal.name);
  record.apply({ kind: 'captured', focal }, 0);
  record.apply({ kind: 'ranked', ranked: [ranked] }, 1);
  return record;
}

const total =
  'def total(items):\n    result = 0\n    for item in items[1:]:\n        result += item\n    return result\n';
const slice = (text: string): TextEdit => {
  const start = text.indexOf('[1:]');
  return { range: { start, end: start + 4 }, text: '' };
};
const fix = (name: string, before: string, after: string, path = '/p/other.py'): PastFix => ({
  ...{ path, name, languageId: 'python' as const, before, after },
});
const focal = { path: '/p/sums.py', name: 'total', code: total };

describe('fixes of this project', () => {
  it('are those a person applied, then those that stood everything; others are none', async () => {
    const runs = [
      await runOf('/p/a.py', total, [slice(total)], { badge: 'verified' }),
      await runOf('/p/b.py', total, [slice(total)], { badge: 'plausible' }),
      await runOf('/p/c.py', total, [slice(total)], { badge: 'overfit risk', id: 'taken' }),
    ];
    const found = pastFixes(runs, (id) => id === 'taken');
    assert.deepEqual(
      found.map((f) => f.path),
      ['/p/c.py', '/p/a.py'],
    );
    assert.equal(found[0]?.before, total.trimEnd());
    assert.equal(found[0].after, total.replace('[1:]', '').trimEnd());
  });

  it('hold the function alone, without the import a fix brought along and without its margin', async () => {
    const text = `import os\n\nclass Cart:\n    def total(self):\n        return 0\n`;
    const edits = [
      { range: { start: 0, end: 0 }, text: 'import math\n' },
      { range: { start: text.indexOf('0\n'), end: text.indexOf('0\n') + 1 }, text: 'math.inf' },
    ];
    const [found] = pastFixes([await runOf('/p/a.py', text, edits, { badge: 'verified' })], () => false);
    assert.equal(found?.after, 'def total(self):\n    return math.inf');
  });

  it('count once for each function: the latest', async () => {
    const again = [{ ...slice(total), text: '[:]' }];
    const runs = [
      await runOf('/p/a.py', total, [slice(total)], { badge: 'verified' }),
      await runOf('/p/a.py', total, again, { badge: 'verified' }),
    ];
    const found = pastFixes(runs, () => false);
    assert.equal(found.length, 1);
    assert.match(found[0]?.after ?? '', /items\[:\]/);
  });
});

describe('fixes that are shown to a model', () => {
  const average = total.replaceAll('total', 'average');
  const unlike = 'def greet(name):\n    return "Hello " + name.title() + "!"\n';

  it('are of functions written alike, as the lines that were changed', () => {
    const found = similarFixes(
      [fix('greet', unlike, unlike.replace('!', '?')), fix('average', average, average.replace('[1:]', ''))],
      focal,
    );
    assert.deepEqual(found, [
      {
        name: 'average',
        diff: ` def average(items):
     result = 0
-    for item in items[1:]:
+    for item in items:
         result += item
     return result`,
      },
    ]);
  });

  it('are never of the function itself, two at most, the most similar first', () => {
    const twin = fix('twin', total, total.replace('[1:]', ''));
    const own = fix('total', total, total.replace('[1:]', '[2:]'), focal.path);
    const less = fix('less', `${average}\n# and more words here`, average);
    const least = fix('least', `${average}\n# ${unlike.replaceAll('\n', ' ')}`, average);
    const found = similarFixes([own, least, less, twin], focal);
    assert.deepEqual(
      found.map((f) => f.name),
      ['twin', 'less'],
    );
  });
});

import assert from 'node:assert/strict';
import { codeActions } from '../../../../src/core/candidate/codeActions';
import type { FocalFunction } from '../../../../src/core/model/focalFunction';
import type { TextEdit, TextRange } from '../../../../src/core/model/text';
import type { LanguageServer, Log, ServerAction, ServerDiagnostic } from '../../../../src/core/ports';
import { focalOf } from '../../../doubles/focal';

const text = `import { readFile } from 'node:fs';
const other = lenght;
function size(items: string[]): number {
  const total = items.lenght;
  return totl;
}
`;

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const signal = new AbortController().signal;
const unknown = { kind: 'unknown', reason: 'not now' } as const;

function serverOf(
  diagnostics: readonly ServerDiagnostic[],
  actions: (range: TextRange) => readonly ServerAction[],
): LanguageServer & { readonly ranges: TextRange[] } {
  const ranges: TextRange[] = [];
  return {
    name: 'double',
    ranges,
    members: () => Promise.resolve(unknown),
    signatures: () => Promise.resolve(unknown),
    type: () => Promise.resolve(unknown),
    diagnostics: () => Promise.resolve({ kind: 'known', value: diagnostics }),
    actions: (_, range) => {
      ranges.push(range);
      return Promise.resolve({ kind: 'known', value: actions(range) });
    },
  };
}

const at = (word: string, from = 0): TextRange => {
  const start = text.indexOf(word, from);
  return { start, end: start + word.length };
};
const problem = (range: TextRange, severity: ServerDiagnostic['severity']): ServerDiagnostic => ({
  range,
  severity,
  message: 'no such name',
});
const replace = (range: TextRange, by: string): TextEdit => ({ range, text: by });

describe('code actions', () => {
  let focal: FocalFunction;
  const inside = at('lenght', text.indexOf('items.'));
  const wrong = at('totl');
  before(async () => {
    focal = await focalOf('typescript', text, 'size');
  });

  it('turns the fixes for diagnostics of the function into candidates, errors first', async () => {
    const server = serverOf(
      [problem(at('lenght'), 'error'), problem(inside, 'warning'), problem(wrong, 'error')],
      (range) =>
        range.start === wrong.start
          ? [{ title: "Change spelling to 'total'", edits: [replace(range, 'total')] }]
          : [{ title: "Change spelling to 'length'", edits: [replace(range, 'length')] }],
    );
    const found = await codeActions(server, focal, silent, signal);
    assert.deepEqual(server.ranges, [wrong, inside], 'the diagnostic outside is not asked about');
    assert.deepEqual(
      found.map((c) => [c.title, c.line, c.origin]),
      [
        ["Change spelling to 'total'", 4, { kind: 'codeAction', title: "Change spelling to 'total'" }],
        ["Change spelling to 'length'", 3, { kind: 'codeAction', title: "Change spelling to 'length'" }],
      ],
    );
    assert.equal(found[0]?.source, text.replace('totl', 'total'));
    assert.ok(found[0].priority > (found[1]?.priority ?? 1));
  });

  it('leaves out what changes nothing, silences the server, touches other code, overlaps or was there before', async () => {
    const good = { title: 'good', edits: [replace(wrong, 'total')] };
    const server = serverOf([problem(wrong, 'error'), problem(inside, 'error')], () => [
      { title: 'nothing', edits: [] },
      { title: 'the same', edits: [replace(wrong, 'totl')] },
      good,
      { title: 'again', edits: good.edits },
    ]);
    assert.deepEqual(
      (await codeActions(server, focal, silent, signal)).map((c) => c.title),
      ['good'],
    );
    const bad = serverOf([problem(wrong, 'error')], () => [
      { title: 'ignore', edits: [replace({ start: wrong.start, end: wrong.start }, '// @ts-ignore\n')] },
      { title: 'elsewhere', edits: [replace(at('other'), 'else_'), replace(wrong, 'total')] },
      { title: 'overlap', edits: [replace(wrong, 'a'), replace(wrong, 'b')] },
    ]);
    assert.deepEqual(await codeActions(bad, focal, silent, signal), []);
  });

  it('takes an import in front of the function along', async () => {
    const edits = [replace({ start: 0, end: 0 }, "import { totl } from './totl';\n"), replace(wrong, 'totl()')];
    const [first] = await codeActions(
      serverOf([problem(wrong, 'error')], () => [{ title: 'import', edits }]),
      focal,
      silent,
      signal,
    );
    assert.equal(first?.line, 4);
    assert.match(first.source, /^import \{ totl \}/);
  });

  it('gives nothing where the server knows nothing, fails or is cancelled', async () => {
    const server = serverOf([problem(wrong, 'error')], () => [{ title: 'good', edits: [replace(wrong, 'total')] }]);
    const ignorant: LanguageServer = { ...server, diagnostics: () => Promise.resolve(unknown) };
    const failing: LanguageServer = { ...server, actions: () => Promise.reject(new Error('gone')) };
    assert.deepEqual(await codeActions(ignorant, focal, silent, signal), []);
    assert.deepEqual(await codeActions(failing, focal, silent, signal), []);
    assert.deepEqual(await codeActions(server, focal, silent, AbortSignal.abort()), []);
  });
});

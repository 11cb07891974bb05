import assert from 'node:assert/strict';
import type { Candidate } from '../../../../../src/core/model/candidate';
import { applyEdits } from '../../../../../src/core/model/text';
import { Sieve } from '../../../../../src/core/monitor/identifiers/sieve';
import type { LanguageServer } from '../../../../../src/core/ports';
import { captureText } from '../../../../doubles/focal';
import { syntax } from '../../../../doubles/grammars';
import { ScriptedServer, silentServer } from '../../../../doubles/languageServer';

const signal = new AbortController().signal;
const text = 'def f(xs):\n    return xs[0]\n';
const members = { 'xs.': ['append', 'copy', 'index', 'sort'] };

function candidate(expression: string): Candidate {
  const start = text.indexOf('xs[0]');
  const edits = [{ range: { start, end: start + 5 }, text: expression }];
  return {
    id: expression,
    origin: { kind: 'model', model: 'm', strategy: 'fix' },
    title: 'A fix.',
    edits,
    source: applyEdits(text, edits),
    priority: 0.5,
    line: 1,
  };
}

async function sieve(server: LanguageServer, now = () => 0): Promise<Sieve> {
  const [focal] = await captureText('python', text);
  assert.ok(focal);
  return new Sieve(syntax, server, focal, { now });
}

describe('monitor/identifiers/sieve', () => {
  it('runs what is right, corrects what is plain, and refuses the rest with advice', async () => {
    const server = new ScriptedServer({ members });
    const some = [candidate('xs.copy()'), candidate('xs.indx(1)'), candidate('xs.flatten()')];
    const { run, notes, advice } = await (await sieve(server)).sift(some, signal);
    assert.deepEqual(
      run.map((c) => c.source.split('return ')[1]),
      ['xs.copy()\n', 'xs.index(1)\n'],
    );
    const [, corrected] = run;
    assert.ok(corrected);
    assert.equal(applyEdits(text, corrected.edits), corrected.source);
    assert.equal(corrected.title, 'A fix (`indx` becomes `index`)');
    assert.deepEqual(notes, ['xs has no member indx. `indx` becomes `index`.', 'Not run: xs has no member flatten.']);
    assert.equal(advice.length, 1);
    assert.match(advice[0] ?? '', /^xs has no member flatten\. Legal names of xs: .*append/);
  });

  it('refuses nothing that only a list speaks against and the place itself does not', async () => {
    const some = [candidate('xs.flatten()')];
    const shows = new ScriptedServer({ members, types: { 'xs.': '(method) flatten: () -> list' } });
    assert.deepEqual((await (await sieve(shows)).sift(some, signal)).run, some);
    const scripted = new ScriptedServer({ members });
    const late: LanguageServer = {
      ...silentServer,
      diagnostics: unknown,
      type: unknown,
      signatures: unknown,
      members: (file, offset) => scripted.members(file, offset),
    };
    assert.deepEqual((await (await sieve(late)).sift(some, signal)).run, some);
  });

  it('refuses nothing when the server is silent or the time is over', async () => {
    const some = [candidate('xs.flatten()')];
    let now = 0;
    const late = await sieve(new ScriptedServer({ members }), () => (now += 9000));
    assert.deepEqual((await late.sift(some, signal)).run, some);
    const broken: LanguageServer = { ...silentServer, diagnostics: unknown, members: unknown, signatures: unknown };
    assert.deepEqual((await (await sieve(broken)).sift(some, signal)).run, some);
  });

  it('gives the review its findings by candidate', async () => {
    const found = await (
      await sieve(new ScriptedServer({ members }))
    ).findings([{ candidate: candidate('xs.copy()') }, { candidate: candidate('xs.flatten()') }], signal);
    assert.deepEqual([...found.keys()], ['xs.flatten()']);
    assert.equal(found.get('xs.flatten()')?.[0]?.severity, 'reject');
  });
});

function unknown(): Promise<{ readonly kind: 'unknown'; readonly reason: string }> {
  return Promise.resolve({ kind: 'unknown', reason: 'there is none' });
}

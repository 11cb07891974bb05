import * as assert from 'node:assert/strict';
import { CautiousServer } from '../../../../src/core/monitor/cautiousServer';
import type { Answer, LanguageServer, ServerDiagnostic } from '../../../../src/core/ports';
import { silentServer } from '../../../doubles/languageServer';

const limits = { questionMs: 1000, failures: 2, restMs: 100, texts: 4 };
const never = new AbortController().signal;
const file = { path: '/a.ts', languageId: 'typescript' as const, text: 'x', version: 1 };
type Diagnostics = Answer<readonly ServerDiagnostic[]>;

function server(diagnostics: () => Promise<Diagnostics>): LanguageServer {
  return { ...silentServer, name: 'test', diagnostics };
}

describe('a cautious language server', () => {
  it('gives one answer to all who wait for it, also when the first of them leaves', async () => {
    let answer: (value: Diagnostics) => void = () => undefined;
    let asked = 0;
    const inner = server(() => {
      asked++;
      return new Promise((resolve) => (answer = resolve));
    });
    const cautious = new CautiousServer(inner, { now: () => 0 }, limits);
    const leaving = new AbortController();
    const first = cautious.diagnostics(file, leaving.signal);
    const second = cautious.diagnostics(file, never);
    leaving.abort(new Error('gone'));
    await assert.rejects(first, { message: 'gone' });
    answer({ kind: 'known', value: [] });
    assert.deepEqual(await second, { kind: 'known', value: [] });
    assert.equal(asked, 1);
  });

  it('leaves a server alone that fails again and again, and asks it later', async () => {
    let now = 0;
    let asked = 0;
    const inner = server(() => {
      asked++;
      return Promise.reject(new Error('dead'));
    });
    const cautious = new CautiousServer(inner, { now: () => now }, limits);
    for (let i = 0; i < 4; i++) assert.equal((await cautious.diagnostics(file, never)).kind, 'unknown');
    assert.equal(asked, 2);
    now = 200;
    await cautious.diagnostics(file, never);
    assert.equal(asked, 3);
  });

  it('answers unknown when the server takes too long', async () => {
    const cautious = new CautiousServer(silentServer, { now: () => 0 }, { ...limits, questionMs: 5 });
    assert.equal((await cautious.diagnostics(file, never)).kind, 'unknown');
  });
});

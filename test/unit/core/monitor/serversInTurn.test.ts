import * as assert from 'node:assert/strict';
import { ServersInTurn } from '../../../../src/core/monitor/serversInTurn';
import { ScriptedServer, silentServer } from '../../../doubles/languageServer';

const signal = new AbortController().signal;
const file = { path: '/a.ts', languageId: 'typescript' as const, text: 'a.', version: 1 };
const second = new ScriptedServer({ members: { 'a.': ['fromTheSecond'] } });
const absent = () => Promise.resolve({ kind: 'unknown' as const, reason: 'not running', absent: true as const });

describe('two language servers', () => {
  it('the second is asked what the first cannot be asked', async () => {
    const both = new ServersInTurn({ ...silentServer, members: absent }, second);
    const answer = await both.members(file, 2, signal);
    assert.deepEqual(answer.kind === 'known' && answer.value.map((m) => m.name), ['fromTheSecond']);
  });

  it('what the first does not know is not asked twice', async () => {
    const unknown = () => Promise.resolve({ kind: 'unknown' as const, reason: 'any' });
    assert.equal(
      (await new ServersInTurn({ ...silentServer, members: unknown }, second).members(file, 2, signal)).kind,
      'unknown',
    );
  });

  it('that the first has nothing to say is worth more than that the second knows nothing', async () => {
    const empty = () =>
      Promise.resolve({ kind: 'unknown' as const, reason: '', nothing: true as const, absent: true as const });
    const both = new ServersInTurn({ ...silentServer, members: empty }, { ...silentServer, members: absent });
    const answer = await both.members(file, 2, signal);
    assert.equal(answer.kind === 'unknown' && answer.nothing, true);
  });

  it('the first is passed over where the user named a server', async () => {
    const first = new ScriptedServer({ members: { 'a.': ['fromTheFirst'] } });
    await new ServersInTurn(first, second, () => true).members(file, 2, signal);
    assert.deepEqual(first.asked, []);
  });
});

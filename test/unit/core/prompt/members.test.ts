import * as assert from 'node:assert/strict';
import { captureFunctions } from '../../../../src/core/capture/capture';
import type { FocalFunction } from '../../../../src/core/model/focalFunction';
import { legalMembers } from '../../../../src/core/prompt/members';
import { syntax } from '../../../doubles/grammars';
import { ScriptedServer } from '../../../doubles/languageServer';

const never = new AbortController().signal;
const text = `import os

class Order:
    def path(self, name):
        return os.path.joined(self.folder, name.lower(), [1].pop())
`;

async function focalOf(source: string): Promise<FocalFunction> {
  const [focal] = await captureFunctions(syntax, { path: '/p/a.py', languageId: 'python', text: source, version: 0 });
  assert.ok(focal);
  return focal;
}

describe('members for a prompt', () => {
  it('are what the server knows of everything the function asks for a member', async () => {
    const server = new ScriptedServer({
      members: { 'os.': ['path', 'sep'], 'os.path.': ['join', 'basename', '__file__', 'join'], 'name.': ['lower'] },
    });
    const found = await legalMembers({ syntax, server }, await focalOf(text), never);
    assert.deepEqual(found, ['os.path: join, basename', 'os: path, sep', 'name: lower']);
  });

  it('are left out where the server knows nothing, and there are not too many', async () => {
    const server = new ScriptedServer({ members: { 'name.': Array.from({ length: 300 }, (_, i) => `m${i}`) } });
    const [line = '', ...others] = await legalMembers({ syntax, server }, await focalOf(text), never);
    assert.equal(others.length, 0);
    assert.equal(line.split(', ').length, 40);
  });

  it('cost no question where nothing is asked for a member', async () => {
    const server = new ScriptedServer({});
    assert.deepEqual(await legalMembers({ syntax, server }, await focalOf('def f(a):\n    return a + 1\n'), never), []);
    assert.deepEqual(server.asked, []);
  });

  it('are not waited for long, and not at all by a run that is cancelled', async () => {
    const server = Object.assign(new ScriptedServer({}), { members: () => new Promise<never>(() => undefined) });
    assert.deepEqual(await legalMembers({ syntax, server }, await focalOf(text), never, 20), []);
    const gone = AbortSignal.abort(new Error('cancelled'));
    await assert.rejects(legalMembers({ syntax, server }, await focalOf(text), gone), /cancelled/);
  });
});

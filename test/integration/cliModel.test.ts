import * as assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import type { ModelResult } from '../../src/cli/model';
import { openAiServer, type Script } from '../doubles/openaiServer';
import { buildCommandLine, eider } from './cliSupport';

/** A server like llama.cpp's: keeps to a grammar and goes on with what was begun. */
const server: Script = (request) => {
  const last = request.messages.at(-1);
  const grammar = request['grammar'];
  const text =
    typeof grammar === 'string'
      ? (/"([^"]+)"/.exec(grammar)?.[1] ?? '')
      : last?.role === 'assistant'
        ? 'LMNOPQ'
        : 'ready';
  return { kind: 'reply', texts: [text] };
};

describe('eider model', function () {
  this.timeout(60_000);
  before(buildCommandLine);

  it('asks the model what it can do, says how it is held to names that exist, and keeps it', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-model-'));
    try {
      await using endpoint = await openAiServer(server);
      const env = { EIDER_BASE_URL: endpoint.baseUrl, EIDER_MODEL: 'test-model', XDG_CACHE_HOME: folder };
      const { out, err } = await eider(folder, ['model', '--json'], { env });
      const { abilities, steering } = JSON.parse(out || err) as ModelResult;
      assert.deepEqual([abilities.grammar, abilities.structuredChoice, steering], [true, false, 'grammar']);
      const told = await eider(folder, ['model'], { env });
      assert.match(told.out, /It can: .*answers by a grammar.*going on with a text that was begun/);
      assert.match(told.out, /held to those that exist by a grammar/);
      const kept = JSON.parse(await readFile(path.join(folder, 'eider/models.json'), 'utf8')) as Record<
        string,
        unknown
      >;
      assert.deepEqual(Object.keys(kept), [`${endpoint.baseUrl}\ntest-model`]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('says what to do when there is no model', async () => {
    const env = { EIDER_BASE_URL: '', EIDER_MODEL: '', EIDER_API_KEY: '', OPENAI_API_KEY: '', OPENAI_MODEL: '' };
    const { code, err } = await eider(os.tmpdir(), ['model'], { env });
    assert.equal(code, 2);
    assert.match(err, /No model is configured\.\nName its address/);
  });
});

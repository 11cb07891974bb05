import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import type { FixResult } from '../../../src/core/fixResult';
import { openAiServer } from '../../doubles/openaiServer';

const root = path.resolve(__dirname, '../../..');

/** Templates find nothing here and are soon done, so that a model is asked wherever there is one. */
const source = 'def motto():\n    """\n    >>> motto()\n    \'tries, runs, ranks\'\n    """\n    return None\n';

/** Runs the built command line with a model configured, and tells which sockets it opened. */
async function run(provider: string, baseUrl: string) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-offline-'));
  const sockets = path.join(folder, 'sockets.txt');
  try {
    const file = path.join(folder, 'words.py');
    await writeFile(file, source);
    await writeFile(sockets, '');
    const args = [
      ...['--require', path.join(root, 'test/doubles/watchSockets.cjs')],
      ...[path.join(root, 'dist/cli.js'), 'fix', `${file}:motto`, '--json', '--budget', '20', '--provider', provider],
    ];
    const env = { ...process.env, EIDER_BASE_URL: baseUrl, EIDER_MODEL: 'test-model', EIDER_SOCKETS: sockets };
    const out = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { env }, (_, text) => resolve(text));
    });
    return {
      result: JSON.parse(out) as FixResult,
      sockets: (await readFile(sockets, 'utf8')).split('\n').slice(0, -1),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('a run with templates alone', function () {
  this.timeout(60_000);

  it('opens no socket and looks up no name, whatever is configured', async () => {
    await using server = await openAiServer([{ kind: 'reply', texts: ['Nothing.'] }]);
    const { result, sockets } = await run('templates', server.baseUrl);
    assert.equal(result.outcome, 'notFixed', result.message);
    assert.ok(result.tried > 10);
    assert.equal(result.usage, null);
    assert.deepEqual(sockets, []);
    assert.equal(server.connections, 0);
  });

  it('is told from one with a model: there the same watch sees sockets', async () => {
    await using server = await openAiServer([{ kind: 'reply', texts: ['Nothing.'] }]);
    const { result, sockets } = await run('openai', server.baseUrl);
    assert.ok((result.usage?.promptTokens ?? 0) > 0);
    assert.ok(sockets.includes('fetch') && sockets.includes('connect'), sockets.join());
  });
});

import * as assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { ModelError } from '../../../src/core/modelError';
import type { LanguageModel, ModelChunk, ModelRequest } from '../../../src/core/ports';
import { recording, replaying, requestHash } from '../../../src/models/recorded';

const request: ModelRequest = { messages: [{ role: 'user', content: 'Hi' }], temperature: 0, maxTokens: 9, n: 1 };
const chunks: readonly ModelChunk[] = [
  { kind: 'text', choice: 0, text: 'Hello' },
  { kind: 'end', choice: 0, reason: 'stop' },
];
const signal = new AbortController().signal;
const model = (broken = false): LanguageModel => ({
  name: 'test/one',
  async *stream() {
    await Promise.resolve();
    yield* chunks;
    if (broken) throw new Error('broke off');
  },
});
const collect = async (of: LanguageModel, asked = request): Promise<ModelChunk[]> => {
  const found: ModelChunk[] = [];
  for await (const chunk of of.stream(asked, signal)) found.push(chunk);
  return found;
};

describe('recorded replies', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'eider-recorded-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('come back for the same request', async () => {
    await collect(recording(model(), folder));
    assert.deepEqual(await collect(replaying('test/one', folder)), chunks);
  });

  it('fail when the request was never recorded', async () => {
    await collect(recording(model(), folder));
    await assert.rejects(collect(replaying('test/one', folder), { ...request, temperature: 0.5 }), (error: unknown) => {
      assert.ok(error instanceof ModelError && error.fault === 'recording');
      return true;
    });
  });

  it('are not kept when they broke off', async () => {
    await assert.rejects(collect(recording(model(true), folder)));
    assert.deepEqual(await readdir(folder), []);
  });

  it('are found whatever the order of keys', () => {
    const { n, ...rest } = request;
    assert.equal(requestHash('m', { n, ...rest }), requestHash('m', request));
    assert.notEqual(requestHash('m', { ...request, n: 2 }), requestHash('m', request));
    assert.notEqual(requestHash('other', request), requestHash('m', request));
  });
});

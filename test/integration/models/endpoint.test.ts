import * as assert from 'node:assert/strict';
import { ModelError } from '../../../src/core/modelError';
import { listModels } from '../../../src/models/endpoint';
import { openAiServer } from '../../doubles/openaiServer';

describe('the list of models', () => {
  it('is what the server really has', async () => {
    await using server = await openAiServer([{ kind: 'silence' }], { models: ['zeta', 'alpha', 'zeta'] });
    assert.deepEqual(await listModels(server.baseUrl, undefined, AbortSignal.timeout(20_000)), ['alpha', 'zeta']);
  });

  it('fails with a sentence when there is no server', async () => {
    const server = await openAiServer([{ kind: 'silence' }]);
    await server[Symbol.asyncDispose]();
    await assert.rejects(listModels(server.baseUrl, 'k', AbortSignal.timeout(20_000)), (error: unknown) => {
      assert.ok(error instanceof ModelError && error.fault === 'connection');
      return true;
    });
  });
});

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import * as path from 'node:path';

const { ask } = createRequire(__filename)(
  path.resolve(__dirname, '../../../../src/languages/javascript/harness/judgingThread.cjs'),
) as { readonly ask: (thread: object, message: object) => Promise<unknown> };

describe('a judging thread', () => {
  it('is not asked when it has ended: its answer would never come', async () => {
    const posted: object[] = [];
    const thread = { ended: 'OutOfMemory', listener: undefined, port: { postMessage: (m: object) => posted.push(m) } };
    await assert.rejects(ask(thread, { kind: 'collect' }), /the thread ended: OutOfMemory/);
    assert.deepEqual(posted, []);
  });
});

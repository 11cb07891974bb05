import * as assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import { HumanError } from '../../../../src/core/errors';
import { ModelError } from '../../../../src/core/modelError';
import { Channel, type Handler } from '../../../../src/node/thread/channel';

const silent: Handler = {
  answer: () => {
    throw new Error('nothing is asked of this end');
  },
  heard: () => undefined,
};

function pair(handler: Partial<Handler>) {
  const { port1, port2 } = new MessageChannel();
  const near = new Channel(port1, silent);
  const far = new Channel(port2, { ...silent, ...handler });
  return { near, far, [Symbol.dispose]: () => port1.close() };
}

const never = new AbortController().signal;
const collect = async (stream: AsyncIterable<unknown>) => {
  const all: unknown[] = [];
  for await (const item of stream) all.push(item);
  return all;
};

describe('a channel between threads', () => {
  it('carries the items of an answer in order, and one value', async () => {
    using ends = pair({
      answer: async function* (method, args) {
        for (const arg of args) yield await Promise.resolve(`${method} ${String(arg)}`);
      },
    });
    assert.deepEqual(await collect(ends.near.stream('say', ['a', 'b', 'c'], never)), ['say a', 'say b', 'say c']);
    assert.equal(await ends.near.value('say', [1], never), 'say 1');
  });

  it('keeps what a person may read of an error', async () => {
    using ends = pair({
      answer: (method) => {
        if (method === 'model') throw new ModelError('rateLimit', 'Too many questions.', 'Wait.');
        if (method === 'human') throw new HumanError('noFunction', 'No function.', 'Move the cursor.');
        throw new TypeError('a bug');
      },
    });
    await assert.rejects(ends.near.value('model', [], never), (error: unknown) => {
      assert.ok(error instanceof ModelError && error.fault === 'rateLimit' && error.next === 'Wait.');
      return true;
    });
    await assert.rejects(ends.near.value('human', [], never), (error: unknown) => {
      assert.ok(error instanceof HumanError && error.id === 'noFunction' && error.message === 'No function.');
      return true;
    });
    await assert.rejects(ends.near.value('bug', [], never), { name: 'TypeError', message: 'a bug' });
  });

  it('passes an abort on and still delivers how the answer ends', async () => {
    using ends = pair({
      answer: async function* (_, __, signal) {
        yield 'begun';
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        yield 'cancelled';
      },
    });
    const controller = new AbortController();
    const seen: unknown[] = [];
    for await (const item of ends.near.stream('wait', [], controller.signal)) {
      seen.push(item);
      controller.abort();
    }
    assert.deepEqual(seen, ['begun', 'cancelled']);
  });

  it('aborts the other end when the reader returns early, and a value at once', async () => {
    let aborted = 0;
    using ends = pair({
      answer: async function* (method, _, signal) {
        if (method === 'stream') yield 1;
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        aborted++;
      },
    });
    for await (const item of ends.near.stream('stream', [], never)) {
      assert.equal(item, 1);
      break;
    }
    await assert.rejects(ends.near.value('value', [], AbortSignal.timeout(20)), { name: 'TimeoutError' });
    await ends.near.quiet(1000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(aborted, 2);
  });

  it('says what cannot travel instead of waiting for ever', async () => {
    using ends = pair({
      answer: async function* () {
        yield await Promise.resolve(() => 1);
      },
    });
    await assert.rejects(ends.near.value('code', [], never), { name: 'DataCloneError' });
  });

  it('ends open answers when it is closed', async () => {
    using ends = pair({
      answer: async function* () {
        await new Promise(() => undefined);
        yield 1;
      },
    });
    const answer = ends.near.value('wait', [], never);
    setTimeout(() => ends.near.close(new Error('gone')), 10);
    await assert.rejects(answer, { message: 'gone' });
    await assert.rejects(ends.near.value('again', [], never), { message: 'gone' });
  });
});

import * as assert from 'node:assert/strict';
import { ModelError, type ModelFault } from '../../../src/core/modelError';
import type { ModelChunk, ModelRequest } from '../../../src/core/ports';
import { OpenAiModel, type Patience } from '../../../src/models/openai';
import {
  openAiServer,
  type OpenAiServer,
  type Script,
  type Scripted,
  type ServerOptions,
} from '../../doubles/openaiServer';

const request: ModelRequest = {
  messages: [{ role: 'user', content: 'Fix it.' }],
  temperature: 0.2,
  maxTokens: 200,
  n: 1,
  seed: 1,
};
const hello: Scripted = { kind: 'reply', texts: ['Hello there.'], piece: 4 };
const never = new AbortController().signal;
const impatient: Partial<Patience> = { firstMs: 400, idleMs: 400, totalMs: 1500, waitMs: 2000 };

async function collect(model: OpenAiModel, asked = request, signal = never): Promise<readonly ModelChunk[]> {
  const chunks: ModelChunk[] = [];
  for await (const chunk of model.stream(asked, signal)) chunks.push(chunk);
  return chunks;
}

const textOf = (chunks: readonly ModelChunk[], choice = 0): string =>
  chunks.map((c) => (c.kind === 'text' && c.choice === choice ? c.text : '')).join('');

const modelAt = (server: OpenAiServer, patience: Partial<Patience> = impatient, apiKey?: string): OpenAiModel =>
  new OpenAiModel({ baseUrl: server.baseUrl, model: 'test-model', patience, ...(apiKey !== undefined && { apiKey }) });

async function withServer(
  script: Script | readonly Scripted[],
  use: (server: OpenAiServer) => Promise<void>,
  options: ServerOptions = {},
): Promise<void> {
  await using server = await openAiServer(script, options);
  await use(server);
}

const fails = (fault: ModelFault, sentence: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ModelError, String(error));
  assert.equal(error.fault, fault, error.message);
  assert.match(error.message, sentence);
  assert.equal(error.id, 'model');
  assert.ok(error.next.endsWith('.'), error.next);
  return true;
};

describe('a model behind the OpenAI protocol', () => {
  it('streams its text, its end and its usage', () =>
    withServer([hello], async (server) => {
      const chunks = await collect(modelAt(server, impatient, 'key-1'));
      assert.equal(textOf(chunks), 'Hello there.');
      assert.ok(chunks.filter((c) => c.kind === 'text').length > 1);
      assert.deepEqual(
        chunks.filter((c) => c.kind !== 'text'),
        [
          { kind: 'end', choice: 0, reason: 'stop' },
          { kind: 'usage', usage: { promptTokens: 2, completionTokens: 3 } },
        ],
      );
      const received = server.received.map(({ authorization, body }) => [
        authorization,
        body['seed'],
        body['max_tokens'],
      ]);
      assert.deepEqual(received, [['Bearer key-1', 1, 200]]);
    }));

  it('asks for several answers at once where the server knows how', () =>
    withServer([{ kind: 'reply', texts: ['one', 'two', 'three'] }], async (server) => {
      const chunks = await collect(modelAt(server), { ...request, n: 3 });
      assert.deepEqual(
        [0, 1, 2].map((i) => textOf(chunks, i)),
        ['one', 'two', 'three'],
      );
      assert.equal(server.received.length, 1);
    }));

  it('asks once for each answer where the server ignores n, and remembers that', () =>
    withServer(
      (_, call) => ({ kind: 'reply', texts: [`answer ${call}`] }),
      async (server) => {
        const model = modelAt(server);
        const chunks = await collect(model, { ...request, n: 3 });
        assert.deepEqual([0, 1, 2].map((i) => textOf(chunks, i)).sort(), ['answer 0', 'answer 1', 'answer 2']);
        await collect(model, { ...request, n: 2 });
        assert.equal(server.received.length, 5);
        assert.ok(server.received.slice(3).every((r) => r.body.n === undefined));
      },
      { n: false },
    ));

  it('leaves out what the server refuses, and remembers that', () =>
    withServer(
      (body) => {
        if ('max_tokens' in body) {
          const message = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
          return { kind: 'status', status: 400, error: { message, param: 'max_tokens' } };
        }
        if ('seed' in body) return { kind: 'status', status: 422, error: { message: 'Extra inputs: `seed`' } };
        return hello;
      },
      async (server) => {
        const model = modelAt(server);
        assert.equal(textOf(await collect(model)), 'Hello there.');
        assert.equal(server.received.length, 3);
        assert.equal(server.received.at(-1)?.body['max_completion_tokens'], 200);
        await collect(model);
        assert.equal(server.received.length, 4);
      },
    ));

  it('understands a server that answers whole instead of streaming', () =>
    withServer(
      [
        {
          kind: 'raw',
          type: 'application/json',
          body: JSON.stringify({ choices: [{ index: 0, message: { content: 'All of it' }, finish_reason: 'stop' }] }),
        },
      ],
      async (server) => assert.equal(textOf(await collect(modelAt(server))), 'All of it'),
    ));

  it('calls an answer that stops without an end cut off', () =>
    withServer([{ ...hello, finish: null }], async (server) => {
      const ends = (await collect(modelAt(server))).filter((c) => c.kind === 'end');
      assert.deepEqual(ends, [{ kind: 'end', choice: 0, reason: 'length' }]);
    }));

  it('refuses an address that is none', () => {
    const make = () => new OpenAiModel({ baseUrl: 'localhost', model: 'm' });
    assert.throws(make, fails('settings', /not the address/));
  });
});

describe('a fault of the model server', () => {
  const cases: readonly {
    readonly name: string;
    readonly step: Scripted;
    readonly fault: ModelFault;
    readonly sentence: RegExp;
    readonly calls: number;
  }[] = [
    { name: '401', step: { kind: 'status', status: 401 }, fault: 'key', sentence: /key/, calls: 1 },
    { name: '403', step: { kind: 'status', status: 403 }, fault: 'forbidden', sentence: /may not use/, calls: 1 },
    { name: '404', step: { kind: 'status', status: 404 }, fault: 'model', sentence: /no model test-model/, calls: 1 },
    { name: '408', step: { kind: 'status', status: 408 }, fault: 'timeout', sentence: /in time/, calls: 3 },
    { name: '409', step: { kind: 'status', status: 409 }, fault: 'conflict', sentence: /conflicting/, calls: 3 },
    { name: '413', step: { kind: 'status', status: 413 }, fault: 'context', sentence: /too long/, calls: 1 },
    { name: '429', step: { kind: 'status', status: 429 }, fault: 'rateLimit', sentence: /how often/, calls: 3 },
    {
      name: '429 without quota',
      step: { kind: 'status', status: 429, error: { message: 'no credit', code: 'insufficient_quota' } },
      fault: 'quota',
      sentence: /quota/,
      calls: 1,
    },
    ...[500, 502, 503, 504].map((status) => ({
      name: String(status),
      step: { kind: 'status' as const, status },
      fault: 'server' as const,
      sentence: new RegExp(`failed \\(${status}\\)`),
      calls: 3,
    })),
    { name: 'reset', step: { kind: 'reset' }, fault: 'connection', sentence: /connection .* broke/, calls: 3 },
    {
      name: 'reset in the middle',
      step: { kind: 'reset', after: 'Hel' },
      fault: 'connection',
      sentence: /connection .* broke/,
      calls: 1,
    },
    { name: 'silence', step: { kind: 'silence' }, fault: 'timeout', sentence: /in time/, calls: 1 },
    {
      name: 'slow drip',
      step: { kind: 'reply', texts: ['abcdefgh'], piece: 1, everyMs: 300 },
      fault: 'timeout',
      sentence: /in time/,
      calls: 1,
    },
    {
      name: 'invalid JSON in the stream',
      step: { kind: 'raw', type: 'text/event-stream', body: 'data: {"choices": [{"index"\n\n' },
      fault: 'malformed',
      sentence: /not JSON/,
      calls: 3,
    },
    {
      name: 'invalid JSON as a whole',
      step: { kind: 'raw', type: 'application/json', body: '{"choices": [' },
      fault: 'malformed',
      sentence: /not JSON/,
      calls: 3,
    },
    {
      name: 'a web page',
      step: { kind: 'raw', type: 'text/html', body: '<html>Welcome</html>' },
      fault: 'empty',
      sentence: /nothing/,
      calls: 3,
    },
    {
      name: 'empty choices',
      step: { kind: 'raw', type: 'text/event-stream', body: 'data: {"choices": []}\n\ndata: [DONE]\n\n' },
      fault: 'empty',
      sentence: /nothing/,
      calls: 3,
    },
    {
      name: 'choices that are none',
      step: { kind: 'raw', type: 'application/json', body: '{"choices": [null, 7, {"delta": 3}], "usage": "x"}' },
      fault: 'empty',
      sentence: /nothing/,
      calls: 3,
    },
    {
      name: 'content filter',
      step: { kind: 'reply', texts: [''], finish: 'content_filter' },
      fault: 'filter',
      sentence: /content filter/,
      calls: 1,
    },
    {
      name: 'context overflow',
      step: {
        kind: 'status',
        status: 400,
        error: { message: "This model's maximum context length is 10 tokens", code: 'context_length_exceeded' },
      },
      fault: 'context',
      sentence: /too long/,
      calls: 1,
    },
    {
      name: 'an error inside the stream',
      step: { kind: 'raw', type: 'text/event-stream', body: 'data: {"error": {"message": "out of memory"}}\n\n' },
      fault: 'server',
      sentence: /out of memory/,
      calls: 3,
    },
    {
      name: 'any other refusal',
      step: { kind: 'status', status: 400, error: { message: 'bad key sk-abcdefghijklmnopqrst' } },
      fault: 'request',
      sentence: /refused the request. It says: bad key \[redacted\]/,
      calls: 1,
    },
  ];
  for (const { name, step, fault, sentence, calls } of cases) {
    it(`${name}: a clear sentence after ${calls === 1 ? 'one try' : `${calls} tries`}`, () =>
      withServer([step], async (server) => {
        await assert.rejects(collect(modelAt(server)), fails(fault, sentence));
        assert.equal(server.received.length, calls);
      }));
  }

  it('a server that is not there', async () => {
    const server = await openAiServer([hello]);
    await server[Symbol.asyncDispose]();
    await assert.rejects(collect(modelAt(server)), fails('connection', /no server at 127/));
  });

  it('that passes is survived', () =>
    withServer([{ kind: 'status', status: 503 }, { kind: 'reset' }, hello], async (server) => {
      assert.equal(textOf(await collect(modelAt(server))), 'Hello there.');
    }));

  it('a stream that never ends is cut where its tokens should have ended', () =>
    withServer([{ kind: 'forever', everyMs: 1 }], async (server) => {
      const chunks = await collect(modelAt(server, { ...impatient, totalMs: 20_000 }), { ...request, maxTokens: 20 });
      assert.deepEqual(chunks.at(-1), { kind: 'end', choice: 0, reason: 'length' });
      assert.ok(textOf(chunks).length < 20 * 12 + 100);
    }));
});

describe('a server that asks to wait', () => {
  const limited = (headers: Readonly<Record<string, string>>): Scripted => ({ kind: 'status', status: 429, headers });

  it('is asked again after that time', () =>
    withServer([limited({ 'retry-after': '1' }), hello], async (server) => {
      const started = performance.now();
      await collect(modelAt(server));
      assert.ok(performance.now() - started >= 990);
    }));

  it('is believed when its clock is wrong', () =>
    withServer(
      [limited({ date: 'Tue, 01 Jan 2030 00:00:00 GMT', 'retry-after': 'Tue, 01 Jan 2030 00:00:01 GMT' }), hello],
      async (server) => {
        const started = performance.now();
        await collect(modelAt(server));
        const waited = performance.now() - started;
        assert.ok(waited >= 990 && waited < 5000, String(waited));
      },
    ));

  it('for longer than a user would is not asked again', () =>
    withServer([limited({ 'retry-after': '3600' })], async (server) => {
      await assert.rejects(collect(modelAt(server)), (error: unknown) => {
        fails('rateLimit', /how often/)(error);
        assert.match((error as ModelError).next, /3600 s/);
        return true;
      });
      assert.equal(server.received.length, 1);
    }));
});

describe('cancelling a request', () => {
  const steps: Readonly<Record<string, Scripted>> = {
    'before the answer': { kind: 'silence' },
    'while it streams': { kind: 'forever', everyMs: 20 },
    'while it waits to try again': { kind: 'status', status: 429, headers: { 'retry-after': '2' } },
  };
  for (const [name, step] of Object.entries(steps)) {
    it(`${name} ends it within 200 ms and closes the connection`, () =>
      withServer([step], async (server) => {
        const abort = new AbortController();
        const asked = collect(modelAt(server, { ...impatient, firstMs: 9000, idleMs: 9000 }), request, abort.signal);
        await new Promise((resolve) => setTimeout(resolve, 250));
        const at = performance.now();
        abort.abort(new Error('cancelled'));
        await assert.rejects(asked, /cancelled/);
        assert.ok(performance.now() - at < 200);
        await new Promise((resolve) => setTimeout(resolve, 100));
        assert.equal(server.open, 0);
      }));
  }
});

import * as assert from 'node:assert/strict';
import { ModelError, type ModelFault } from '../../../src/core/modelError';
import type { ModelChunk, ModelRequest } from '../../../src/core/ports';
import { CapabilityCache, type Capabilities } from '../../../src/models/capabilities';
import { OpenAiModel, type Patience } from '../../../src/models/openai';
import {
  openAiServer,
  type OpenAiServer,
  type Script,
  type Scripted,
  type ServerOptions,
} from '../../doubles/openaiServer';
import { until } from '../../vscode/support/until';
import { httpFaults, impatient } from './httpFaults';

const request: ModelRequest = {
  messages: [{ role: 'user', content: 'Fix it.' }],
  temperature: 0.2,
  maxTokens: 200,
  n: 1,
  seed: 1,
};
const hello: Scripted = { kind: 'reply', texts: ['Hello there.'], piece: 4 };
const never = new AbortController().signal;

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

  it('asks for a schema and a choice only where the server is known to keep to them', () =>
    withServer([hello], async (server) => {
      const schema = { name: 'causes', schema: { type: 'object' } };
      const asked = { ...request, schema, choices: ['1', '2'] };
      const endpoint = { baseUrl: server.baseUrl, model: 'test-model', patience: impatient };
      await collect(new OpenAiModel(endpoint), asked);
      const capabilities = new Map<string, Capabilities>();
      new CapabilityCache(capabilities, endpoint).learn({ jsonSchema: true, structuredChoice: true });
      await collect(new OpenAiModel({ ...endpoint, capabilities }), asked);
      const [plain, held] = server.received.map(({ body }) => body);
      assert.deepEqual([plain?.['response_format'], plain?.['guided_choice']], [undefined, undefined]);
      assert.deepEqual(held?.['guided_choice'], ['1', '2']);
      assert.deepEqual(held['structured_outputs'], { choice: ['1', '2'] });
      assert.deepEqual(held['response_format'], {
        type: 'json_schema',
        json_schema: { name: 'causes', schema: { type: 'object' }, strict: true },
      });
    }));

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
  for (const { name, step, fault, sentence, calls } of httpFaults) {
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
    it(`${name} ends it and closes the connection`, () =>
      withServer([step], async (server) => {
        const abort = new AbortController();
        const asked = collect(modelAt(server, { ...impatient, firstMs: 9000, idleMs: 9000 }), request, abort.signal);
        await until(() => server.received.length > 0, { what: 'a question' });
        abort.abort(new Error('cancelled'));
        await assert.rejects(asked, /cancelled/);
        await until(() => server.open === 0, { what: 'the end of the connection' });
      }));
  }
});

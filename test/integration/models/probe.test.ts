import * as assert from 'node:assert/strict';
import { ModelError } from '../../../src/core/modelError';
import { CapabilityCache, type Capabilities } from '../../../src/models/capabilities';
import { OpenAiModel } from '../../../src/models/openai';
import { probeCapabilities } from '../../../src/models/probe';
import { openAiServer, type OpenAiServer, type Script, type ServerOptions } from '../../doubles/openaiServer';

const never = new AbortController().signal;

async function probed(script: Script, options: ServerOptions = {}): Promise<[Capabilities, OpenAiServer]> {
  await using server = await openAiServer(script, options);
  const store = new Map<string, Capabilities>();
  const found = await probeCapabilities({ baseUrl: server.baseUrl, model: 'test-model' }, store, never);
  assert.deepEqual(new CapabilityCache(store, { baseUrl: server.baseUrl, model: 'test-model' }).known, found);
  return [found, server];
}

/** Does whatever it is asked for, as vLLM does. */
const able: Script = (body, call) => {
  const format = body['response_format'] as { json_schema: { schema: { properties: { word: { enum: string[] } } } } };
  const choice = body['guided_choice'] as string[] | undefined;
  const text =
    body['response_format'] !== undefined
      ? JSON.stringify({ word: format.json_schema.schema.properties.word.enum[1] })
      : choice !== undefined
        ? (choice[0] ?? '')
        : body['grammar'] !== undefined
          ? (body['grammar'] as string).split('"').at(-2)
          : body['logit_bias'] !== undefined
            ? 'ze'
            : body['continue_final_message'] === true
              ? 'LMNOP'
              : body['seed'] !== undefined
                ? `1234${JSON.stringify(body['seed'])}`
                : `answer ${call}`;
  return { kind: 'reply', texts: [text ?? '', 'another'], logprobs: true };
};

describe('what a model can do', () => {
  it('is found out by asking', async () => {
    const [found, server] = await probed(able, { completion: ' 7, 8,', tokenize: () => [5, 6] });
    assert.deepEqual(found, {
      n: true,
      seed: true,
      logprobs: true,
      jsonSchema: true,
      structuredChoice: true,
      grammar: true,
      bias: true,
      prefill: true,
      completions: true,
    });
    assert.ok(server.requests <= 12, `${server.requests} questions`);
    assert.ok(server.received.every(({ body }) => Number(body['max_tokens']) <= 40));
  });

  it('is not what a server accepts and ignores', async () => {
    const [found] = await probed((_, call) => ({ kind: 'reply', texts: [`Hello ${call}, I am a model.`] }), {
      n: false,
    });
    assert.deepEqual(found, {
      n: false,
      seed: false,
      logprobs: false,
      jsonSchema: false,
      structuredChoice: false,
      grammar: false,
      bias: false,
      prefill: false,
      completions: false,
    });
  });

  it('is not what a server refuses, and a parameter it does not know costs nothing else', async () => {
    const known = new Set(['model', 'messages', 'max_tokens', 'temperature', 'seed']);
    const [found] = await probed((body) => {
      const unknown = Object.keys(body).find((key) => !known.has(key));
      if (unknown === undefined) return { kind: 'reply', texts: ['LMNOP'] };
      return { kind: 'status', status: 400, error: { message: `Unrecognized request argument: ${unknown}` } };
    });
    assert.equal(found.n, false);
    assert.equal(found.seed, true);
    assert.equal(found.jsonSchema, false);
    assert.equal(found.prefill, true, 'asked once more without the parameters that were refused');
  });

  it('stays unknown where the server breaks off, and what is known is kept', async () => {
    const [found] = await probed((body, call) =>
      body['logprobs'] === undefined ? { kind: 'reply', texts: [`a${call}`, 'b'] } : { kind: 'reset' },
    );
    assert.equal(found.n, true);
    assert.equal(found.logprobs, undefined);
    assert.equal(found.jsonSchema, false);
  });

  it('is a clear error where it does not answer at all', async () => {
    await using server = await openAiServer([{ kind: 'status', status: 401 }]);
    const asked = probeCapabilities({ baseUrl: server.baseUrl, model: 'm' }, new Map(), never);
    await assert.rejects(asked, (error: unknown) => error instanceof ModelError && error.fault === 'key');
    assert.equal(server.received.length, 1);
  });

  it('is no longer asked for once it is cancelled', async () => {
    await using server = await openAiServer([{ kind: 'silence' }]);
    const abort = new AbortController();
    const asked = probeCapabilities({ baseUrl: server.baseUrl, model: 'm' }, new Map(), abort.signal);
    setTimeout(() => abort.abort(new Error('cancelled')), 50);
    await assert.rejects(asked, /cancelled/);
  });

  it('spares a run its detours', async () => {
    await using server = await openAiServer((_, call) => ({ kind: 'reply', texts: [`answer ${call}`] }), { n: false });
    const capabilities = new Map<string, Capabilities>();
    const endpoint = { baseUrl: server.baseUrl, model: 'test-model' };
    await probeCapabilities(endpoint, capabilities, never);
    const before = server.received.length;
    const request = { messages: [{ role: 'user' as const, content: 'Fix it.' }], temperature: 0, maxTokens: 9, n: 2 };
    for await (const chunk of new OpenAiModel({ ...endpoint, capabilities }).stream(request, never)) assert.ok(chunk);
    const asked = server.received.slice(before);
    assert.equal(asked.length, 2);
    assert.ok(asked.every(({ body }) => body.n === undefined));
  });
});

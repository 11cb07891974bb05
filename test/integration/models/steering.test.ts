import * as assert from 'node:assert/strict';
import type { ModelRequest } from '../../../src/core/ports';
import { CapabilityCache, steeringOf, type Capabilities } from '../../../src/models/capabilities';
import { lazyOpenAi } from '../../../src/models/choose';
import { OpenAiModel } from '../../../src/models/openai';
import { openAiServer, type OpenAiServer, type Scripted, type Script } from '../../doubles/openaiServer';

const never = new AbortController().signal;
const user = { role: 'user' as const, content: 'Fix.' };
const begun = { role: 'assistant' as const, content: 'xs.' };
const choosing: ModelRequest = {
  messages: [user],
  temperature: 0,
  maxTokens: 24,
  n: 1,
  begun: begun.content,
  choices: ['at', 'slice'],
};

function modelAt(server: OpenAiServer, known: Capabilities) {
  const capabilities = new Map<string, Capabilities>();
  const endpoint = { baseUrl: server.baseUrl, model: 'test-model', capabilities };
  new CapabilityCache(capabilities, endpoint).learn(known);
  return { model: new OpenAiModel(endpoint), lazy: lazyOpenAi(endpoint), capabilities };
}

async function said(model: OpenAiModel, request: ModelRequest): Promise<string> {
  let text = '';
  for await (const chunk of model.stream(request, never)) if (chunk.kind === 'text') text += chunk.text;
  return text;
}

/** What every request that goes on from a text has. */
const common = {
  model: 'test-model',
  stream: true,
  temperature: 0,
  max_tokens: 24,
  stream_options: { include_usage: true },
};
const told = { continue_final_message: true, add_generation_prompt: false };
const at: readonly Scripted[] = [{ kind: 'reply', texts: ['at'] }];

describe('a model that goes on with one of the names that exist', () => {
  it('is held to them as strictly as its endpoint was seen to keep to it, and not at all where it cannot go on', () => {
    const all = { prefill: true, structuredChoice: true, grammar: true, bias: true, jsonSchema: true };
    const rungs = ['structuredChoice', 'grammar', 'bias', 'jsonSchema', 'prefill'] as const;
    const found = rungs.map((_, i) =>
      steeringOf({ ...all, ...Object.fromEntries(rungs.slice(0, i).map((r) => [r, false])), prefill: true }),
    );
    assert.deepEqual(found, ['choice', 'grammar', 'bias', 'schema', 'begun']);
    assert.equal(steeringOf({ ...all, prefill: false }), undefined);
    assert.equal(steeringOf({}), undefined);
  });

  for (const [what, known, sent] of [
    [
      'a structured choice',
      { prefill: true, structuredChoice: true, grammar: true },
      { guided_choice: ['at', 'slice'], structured_outputs: { choice: ['at', 'slice'] } },
    ],
    ['a grammar', { prefill: true, grammar: true, jsonSchema: true }, { grammar: 'root ::= "at" | "slice"' }],
    ['nothing', { prefill: true }, {}],
  ] as const)
    it(`is sent ${what} with the text it goes on from`, async () => {
      await using server = await openAiServer(at);
      const { model, lazy } = modelAt(server, known);
      assert.equal(lazy.steering, model.steering);
      assert.equal(await said(model, choosing), 'at');
      assert.deepEqual(
        server.received.map(({ body }) => body),
        [{ ...common, ...told, ...sent, messages: [user, begun] }],
      );
    });

  it('is sent a schema only for a whole answer', async () => {
    await using server = await openAiServer(at);
    const { model } = modelAt(server, { prefill: true, jsonSchema: true });
    await said(model, choosing);
    const { messages, temperature, maxTokens, n, choices } = choosing;
    await said(model, { messages, temperature, maxTokens, n, ...(choices && { choices }) });
    const [going, choice] = server.received.map(({ body }) => body);
    assert.equal(going?.['response_format'], undefined);
    const schema = {
      type: 'object',
      properties: { choice: { type: 'string', enum: ['at', 'slice'] } },
      required: ['choice'],
      additionalProperties: false,
    };
    assert.deepEqual(choice?.['response_format'], {
      type: 'json_schema',
      json_schema: { name: 'choice', schema, strict: true },
    });
  });

  it('goes on without being told so where the server refuses to be told, and remembers that', async () => {
    await using server = await openAiServer((body) =>
      'continue_final_message' in body
        ? { kind: 'status', status: 400, error: { message: 'Unrecognized argument: continue_final_message' } }
        : { kind: 'reply', texts: ['at'] },
    );
    const { model } = modelAt(server, { prefill: true });
    assert.equal(await said(model, choosing), 'at');
    await said(model, choosing);
    assert.equal(server.received.length, 3);
    assert.deepEqual(server.received.at(-1)?.body, { ...common, messages: [user, begun] });
  });

  describe('by its tokens', () => {
    /** Pieces of three letters; the number of a piece is its place among all that were ever asked for. */
    const pieces: string[] = [];
    const tokenize = (text: string): number[] =>
      (text.match(/.{1,3}/g) ?? []).map((piece) => {
        if (!pieces.includes(piece)) pieces.push(piece);
        return pieces.indexOf(piece);
      });
    /** Of the tokens that are preferred, it takes one that it would like. */
    const obedient: Script = (body) => {
      const wanted = Object.keys(body['logit_bias'] as object).map(Number);
      return {
        kind: 'reply',
        texts: [pieces.find((piece, i) => wanted.includes(i) && 'sliver'.includes(piece)) ?? ''],
      };
    };

    it('writes one of them, whatever their number', async () => {
      await using server = await openAiServer(obedient, { tokenize });
      const { model } = modelAt(server, { prefill: true, bias: true });
      assert.equal(await said(model, { ...choosing, choices: ['slice', 'some', 'sliver'] }), 'sliver');
      const [first, second] = server.received.map(({ body }) => body);
      assert.deepEqual(first, {
        model: 'test-model',
        messages: [user, begun],
        max_tokens: 1,
        temperature: 0,
        logit_bias: { [pieces.indexOf('sli')]: 100, [pieces.indexOf('som')]: 100 },
        ...told,
      });
      assert.equal(second?.messages.at(-1)?.content, 'xs.sli');
    });

    it('goes on beyond a name that others begin with when the model does', async () => {
      const after: Readonly<Record<string, string>> = { 'xs.': 'get', 'xs.get': 'All', 'xs.getAll': '(' };
      const script: Script = ({ messages }) => ({
        kind: 'reply',
        texts: [after[messages.at(-1)?.content ?? ''] ?? '('],
      });
      await using server = await openAiServer(script, { tokenize });
      const { model } = modelAt(server, { prefill: true, bias: true });
      assert.equal(await said(model, { ...choosing, choices: ['get', 'getAll', 'getAllKeys'] }), 'getAll');
      assert.equal(await said(model, { ...choosing, choices: ['get', 'getAny'] }), 'get');
    });

    it('means the longest name that a token holds', async () => {
      await using server = await openAiServer([{ kind: 'reply', texts: ['getAll('] }], { tokenize });
      const { model } = modelAt(server, { prefill: true, bias: true });
      assert.equal(await said(model, { ...choosing, choices: ['get', 'getAll'] }), 'getAll');
    });

    it('writes nothing where the server does not keep to them', async () => {
      await using server = await openAiServer([{ kind: 'reply', texts: ['last'] }], { tokenize });
      const { model } = modelAt(server, { prefill: true, bias: true });
      assert.equal(await said(model, choosing), '');
      assert.equal(server.received.length, 1);
    });
  });
});

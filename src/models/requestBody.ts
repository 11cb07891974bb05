import type OpenAI from 'openai';
import type { ModelRequest } from '../core/ports';
import { steeringOf, type CapabilityCache } from './capabilities';
import type { OptionalParameter } from './faults';

export type ChatBody = OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming;

/** One request as the server is sent it: what it is known not to understand is left out. */
export function bodyOf(
  model: string,
  request: ModelRequest,
  capabilities: CapabilityCache,
  { n, offset }: { readonly n: number; readonly offset: number },
): ChatBody {
  const { messages, temperature, maxTokens, seed, stop, begun } = request;
  const refuses = (name: OptionalParameter): boolean => capabilities.refuses(name);
  // `max_tokens` and `seed` are what compatible servers know, whatever newer names OpenAI itself prefers.
  const compatible = {
    ...held(request, capabilities),
    ...(!refuses('max_tokens') && { max_tokens: maxTokens }),
    ...(seed !== undefined && !refuses('seed') && { seed: seed + offset }),
    ...(begun !== undefined && goingOn(capabilities)),
  };
  const said = messages.map(({ role, content }) => ({ role, content }));
  const format = formatOf(request, capabilities);
  return {
    ...compatible,
    model,
    messages: begun === undefined ? said : [...said, { role: 'assistant', content: begun }],
    stream: true,
    ...(!refuses('temperature') && { temperature }),
    ...(refuses('max_tokens') && !refuses('max_completion_tokens') && { max_completion_tokens: maxTokens }),
    ...(!refuses('stream_options') && { stream_options: { include_usage: true } }),
    ...(n > 1 && !refuses('n') && { n }),
    ...(stop && stop.length > 0 && !refuses('stop') && { stop: [...stop] }),
    ...(format && !refuses('response_format') && { response_format: format }),
  };
}

/** vLLM must be told that the last message is not over; the others see it, and some refuse to be told. */
export function goingOn(capabilities: CapabilityCache): Readonly<Record<string, unknown>> {
  if (capabilities.refuses('continue_final_message')) return {};
  return { continue_final_message: true, add_generation_prompt: false };
}

/** What holds the answer to one of the choices, besides a schema. */
function held({ choices }: ModelRequest, { known }: CapabilityCache): object {
  if (!choices) return {};
  // vLLM's names for the same thing, until 0.11 and since.
  if (known.structuredChoice === true) return { guided_choice: choices, structured_outputs: { choice: choices } };
  return known.grammar === true ? { grammar: grammarOf(choices) } : {};
}

/** In llama.cpp's notation: one of these strings and nothing else. */
export function grammarOf(choices: readonly string[]): string {
  return `root ::= ${choices.map((choice) => JSON.stringify(choice)).join(' | ')}`;
}

function formatOf({ schema, choices, begun }: ModelRequest, { known }: CapabilityCache): ChatBody['response_format'] {
  if (known.jsonSchema !== true) return undefined;
  if (schema)
    return { type: 'json_schema', json_schema: { name: schema.name, schema: { ...schema.schema }, strict: true } };
  // The schema would be one of the whole answer, of which the beginning is there already.
  if (!choices || begun !== undefined || steeringOf(known) !== 'schema') return undefined;
  const only = { type: 'object', properties: { choice: { type: 'string', enum: [...choices] } } };
  const strict = { ...only, required: ['choice'], additionalProperties: false };
  return { type: 'json_schema', json_schema: { name: 'choice', schema: strict, strict: true } };
}

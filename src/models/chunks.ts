import type { ModelChunk } from '../core/ports';

/** One server-sent event as it is, not as the protocol says: servers leave fields out and send null. */
export function* readChunk(value: unknown, offset: number): Generator<ModelChunk> {
  const chunk = asObject(value);
  for (const entry of asList(chunk['choices'])) {
    const choice = asObject(entry);
    const index = offset + (typeof choice['index'] === 'number' ? choice['index'] : 0);
    const part = asObject(choice['delta'] ?? choice['message']);
    const text = part['content'] ?? part['refusal'];
    if (typeof text === 'string' && text !== '') yield { kind: 'text', choice: index, text };
    const reason = choice['finish_reason'];
    if (typeof reason === 'string') {
      yield {
        kind: 'end',
        choice: index,
        reason: reason === 'length' ? 'length' : reason === 'content_filter' ? 'filter' : 'stop',
      };
    }
  }
  const usage = asObject(chunk['usage']);
  const prompt = usage['prompt_tokens'];
  const completion = usage['completion_tokens'];
  if (typeof prompt === 'number' && typeof completion === 'number') {
    yield { kind: 'usage', usage: { promptTokens: prompt, completionTokens: completion } };
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

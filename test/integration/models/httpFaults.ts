import type { ModelFault } from '../../../src/core/modelError';
import type { Scripted } from '../../doubles/openaiServer';

/** One way in which a model server can fail. */
export interface HttpFault {
  readonly name: string;
  /** What the server does with every request. */
  readonly step: Scripted;
  readonly fault: ModelFault;
  /** In what a person reads. */
  readonly sentence: RegExp;
  /** Requests that are sent before Eider gives up. */
  readonly calls: number;
}

/** What a test waits for a server, in milliseconds. */
export const impatient = { firstMs: 600, idleMs: 400, totalMs: 1200, backoffMs: 20, waitMs: 2000 };

const limited = (headers: Readonly<Record<string, string>>): Scripted => ({ kind: 'status', status: 429, headers });

export const httpFaults: readonly HttpFault[] = [
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
  ...[500, 501, 502, 503, 504].map((status) => ({
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
  {
    name: '429 that asks to wait for longer than a user would',
    step: limited({ 'retry-after': '3600' }),
    fault: 'rateLimit',
    sentence: /how often/,
    calls: 1,
  },
  {
    name: '429 that asks to wait until a date of a clock that is years off',
    step: limited({ date: 'Tue, 01 Jan 2030 00:00:00 GMT', 'retry-after': 'Tue, 01 Jan 2030 01:00:00 GMT' }),
    fault: 'rateLimit',
    sentence: /how often/,
    calls: 1,
  },
  {
    name: '503 that asks to wait a moment',
    step: { kind: 'status', status: 503, headers: { 'retry-after-ms': '20' } },
    fault: 'server',
    sentence: /failed \(503\)/,
    calls: 3,
  },
];

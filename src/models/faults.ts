import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { ModelError, type ModelFault } from '../core/modelError';
import { redact } from '../core/prompt/redact';

/** What went wrong with one HTTP request, and whether asking again can help. */
export interface Fault {
  readonly error: ModelError;
  readonly retry: boolean;
  /** What the server asked to wait, in milliseconds. */
  readonly afterMs?: number;
  /** Request parameters the server complains about: leave out one that was sent and ask again. */
  readonly parameters?: readonly OptionalParameter[];
}

export interface Endpoint {
  readonly baseUrl: string;
  readonly model: string;
}

/** Parameters without which a request still makes sense, as servers name them in their complaints. */
const optional = [
  'stream_options',
  'continue_final_message',
  'response_format',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'seed',
  'stop',
  'n',
] as const;
export type OptionalParameter = (typeof optional)[number];

const tooLong =
  /context.{0,20}(length|window|size|limit)|maximum.{0,20}(context|tokens)|too (long|many tokens)|exceed.{0,40}(token|context)|prompt is too long/i;

/** Names any failure of the wire. `now` is in milliseconds since the epoch. */
export function faultOf(error: unknown, endpoint: Endpoint, now: number): Fault {
  if (error instanceof ModelError) return { error, retry: error.fault === 'empty' || error.fault === 'malformed' };
  if (error instanceof APIConnectionTimeoutError) return slow(endpoint, error);
  if (error instanceof APIConnectionError) return connection(endpoint, error);
  if (error instanceof APIError) return status(error as APIError, endpoint, now);
  if (error instanceof SyntaxError) {
    return {
      error: fault(
        'malformed',
        `The model at ${host(endpoint)} sent something that is not JSON.`,
        retryOrServer,
        error,
      ),
      retry: true,
    };
  }
  return connection(endpoint, error);
}

const retryOrServer = 'Try again; if it stays, check that the address is that of an OpenAI-compatible server.';

/** @internal also for streams that stop in the middle. */
export function slow(endpoint: Endpoint, cause?: unknown): Fault {
  return {
    error: fault(
      'timeout',
      `The model at ${host(endpoint)} did not answer in time.`,
      'Try again, choose a smaller model, or raise the time a model may take.',
      cause,
    ),
    retry: true,
  };
}

export function connection(endpoint: Endpoint, cause: unknown): Fault {
  const detail = rootCause(cause);
  const refused = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|fetch failed/i.test(detail);
  return {
    error: refused
      ? fault(
          'connection',
          `There is no server at ${host(endpoint)} (${detail}).`,
          'Check the address and that the server is running.',
          cause,
        )
      : fault('connection', `The connection to ${host(endpoint)} broke (${detail}).`, 'Try again.', cause),
    retry: true,
  };
}

export function empty(endpoint: Endpoint): ModelError {
  return fault('empty', `The model at ${host(endpoint)} answered with nothing.`, retryOrServer);
}

export function filtered(endpoint: Endpoint): ModelError {
  return fault(
    'filter',
    `A content filter at ${host(endpoint)} held the answer back.`,
    'Choose another model, or go on with the fixes found without one.',
  );
}

function status(error: APIError, endpoint: Endpoint, now: number): Fault {
  const said = sentenceOf(error);
  const code = error.code ?? error.type ?? '';
  const because = said === '' ? '' : ` It says: ${said}`;
  const make = (kind: ModelFault, sentence: string, next: string): ModelError =>
    fault(kind, `${sentence}${because}`, next, error);
  const at = host(endpoint);
  switch (error.status) {
    case 401:
      return {
        error: make('key', `${at} does not accept the key.`, 'Set a valid key for this endpoint.'),
        retry: false,
      };
    case 403:
      return {
        error: make(
          'forbidden',
          `The key may not use ${endpoint.model} at ${at}.`,
          'Choose another model or ask for access.',
        ),
        retry: false,
      };
    case 404:
      return {
        error: make(
          'model',
          `${at} has no model ${endpoint.model}.`,
          'Run "Eider: Select Model" to see what is there, and check that the address ends with /v1 where the server wants it.',
        ),
        retry: false,
      };
    case 408:
      return slow(endpoint, error);
    case 409:
      return { error: make('conflict', `${at} is busy with a conflicting request.`, 'Try again.'), retry: true };
    case 413:
      return { error: overflow(make, endpoint), retry: false };
    case 429: {
      const quota = /insufficient_quota|billing|quota/i.test(`${code} ${said}`);
      const afterMs = retryAfter(error.headers, now);
      return {
        error: quota
          ? make('quota', `The account at ${at} has no quota left.`, 'Check plan and billing, or choose another model.')
          : make('rateLimit', `${at} limits how often it may be asked.`, 'Wait a little and run again.'),
        retry: !quota,
        ...(afterMs !== undefined && { afterMs }),
      };
    }
    case 400:
    case 422: {
      if (tooLong.test(`${code} ${said}`)) return { error: overflow(make, endpoint), retry: false };
      if (/content_filter|content management policy|safety/i.test(`${code} ${said}`)) {
        return { error: filtered(endpoint), retry: false };
      }
      const named = optional.filter((name) => error.param === name);
      const parameters = named.length > 0 ? named : optional.filter((name) => mentions(said, name));
      return {
        error: make('request', `${at} refused the request.`, 'Choose another model, or report this as a bug in Eider.'),
        retry: false,
        ...(parameters.length > 0 && { parameters }),
      };
    }
    default: {
      if (error.status === undefined) {
        // An error event inside a stream that had begun with 200.
        if (tooLong.test(`${code} ${said}`)) return { error: overflow(make, endpoint), retry: false };
        return { error: make('server', `The model at ${at} failed while answering.`, 'Try again.'), retry: true };
      }
      const afterMs = retryAfter(error.headers, now);
      return {
        error: make(
          'server',
          `The server at ${at} failed (${error.status}).`,
          'Try again later or choose another model.',
        ),
        retry: error.status >= 500,
        ...(afterMs !== undefined && { afterMs }),
      };
    }
  }
}

function overflow(make: (kind: ModelFault, sentence: string, next: string) => ModelError, endpoint: Endpoint) {
  return make(
    'context',
    `The request is too long for ${endpoint.model}.`,
    'Choose a model with a larger context, or split the function.',
  );
}

function fault(kind: ModelFault, sentence: string, next: string, cause?: unknown): ModelError {
  return new ModelError(kind, sentence, next, cause === undefined ? undefined : { cause });
}

function mentions(text: string, name: string): boolean {
  return new RegExp(name === 'n' ? `['"\`]n['"\`]` : `\\b${name}\\b`).test(text);
}

/** What the server says, on one line, without keys and not longer than a line. */
function sentenceOf(error: APIError): string {
  const body = error.error as { message?: unknown } | undefined;
  const text = typeof body?.message === 'string' ? body.message : error.status === undefined ? error.message : '';
  const line = redact(text).text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 197)}...` : line;
}

/**
 * Milliseconds of `retry-after-ms` or `retry-after`. A date is compared with the server's own `date` when it sends one: the
 * two clocks may differ by hours.
 */
function retryAfter(headers: Headers | undefined, now: number): number | undefined {
  const exact = Number(headers?.get('retry-after-ms') ?? NaN);
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const value = headers?.get('retry-after');
  if (value === undefined || value === null || value.trim() === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const server = Date.parse(headers?.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(server) ? now : server));
}

function host({ baseUrl }: Endpoint): string {
  try {
    return new URL(baseUrl).host;
  } catch {
    return baseUrl;
  }
}

function rootCause(error: unknown): string {
  let at = error;
  while (at instanceof Error && at.cause !== undefined) at = at.cause;
  if (at instanceof AggregateError) at = at.errors[0];
  if (!(at instanceof Error)) return 'no reason given';
  const { code } = at as { code?: unknown };
  return redact(typeof code === 'string' ? code : at.message).text.slice(0, 120);
}

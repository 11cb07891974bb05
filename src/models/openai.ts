import OpenAI, { APIUserAbortError } from 'openai';
import { ModelError } from '../core/modelError';
import type { LanguageModel, ModelChunk, ModelRequest, Steering } from '../core/ports';
import { CapabilityCache, steeringOf, type CapabilityStore } from './capabilities';
import { readChunk } from './chunks';
import { empty, faultOf, filtered, slow, type Endpoint } from './faults';
import { bodyOf, goingOn, type ChatBody } from './requestBody';
import { biasedChoice } from './tokenBias';
import { merge, pause, within } from './waiting';

export interface OpenAiOptions {
  /** Such as `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Local servers ask for none. */
  readonly apiKey?: string;
  readonly contextTokens?: number;
  readonly capabilities?: CapabilityStore;
  readonly patience?: Partial<Patience>;
}

/** Milliseconds and counts within which a request must come to its end. */
export interface Patience {
  /** Until the first byte of an answer: a large local model reads its prompt for minutes. */
  readonly firstMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
  readonly totalMs: number;
  /** Tries of one request, the first one included. */
  readonly tries: number;
  /** Between the first try and the second where the server names no time; twice as long before each further one. */
  readonly backoffMs: number;
  /** Longest wait between two tries; a server that asks for more is believed and not asked again. */
  readonly waitMs: number;
}

const usual: Patience = {
  firstMs: 120_000,
  idleMs: 30_000,
  totalMs: 240_000,
  tries: 3,
  backoffMs: 250,
  waitMs: 20_000,
};

/** No token is longer than this on the average; a server that sends more than it was allowed is cut off. */
const CHARACTERS_PER_TOKEN = 12;

/**
 * Any server that speaks OpenAI's chat protocol: OpenAI, Azure, vLLM, llama.cpp, Ollama, LM Studio. What the server refuses
 * or leaves out (several answers, a schema, a seed) is learnt once and done without from then on.
 */
export class OpenAiModel implements LanguageModel {
  readonly name: string;
  readonly contextTokens?: number;
  readonly #endpoint: Endpoint;
  readonly #client: OpenAI;
  readonly #capabilities: CapabilityCache;
  readonly #patience: Patience;

  /** @throws ModelError `settings` when the address is none. */
  constructor(options: OpenAiOptions) {
    this.#endpoint = { baseUrl: checkedUrl(options.baseUrl), model: options.model };
    this.name = `openai/${options.model}`;
    if (options.contextTokens !== undefined) this.contextTokens = options.contextTokens;
    this.#client = openAiClient(this.#endpoint.baseUrl, options.apiKey);
    this.#capabilities = new CapabilityCache(options.capabilities ?? new Map(), this.#endpoint);
    this.#patience = { ...usual, ...options.patience };
  }

  get steering(): Steering | undefined {
    return steeringOf(this.#capabilities.known);
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelChunk, void, undefined> {
    signal.throwIfAborted();
    const { choices, begun } = request;
    if (choices && begun !== undefined && this.steering === 'bias') {
      try {
        const told = goingOn(this.#capabilities);
        const server = { ...this.#endpoint, client: this.#client, told };
        yield* biasedChoice(server, { ...request, choices, begun }, signal);
      } catch (error) {
        signal.throwIfAborted();
        throw faultOf(error, this.#endpoint, Date.now()).error;
      }
      return;
    }
    if (request.n > 1 && this.#capabilities.known.n === false) {
      yield* merge(range(0, request.n).map((i) => this.#persist(request, 1, i, signal)));
      return;
    }
    const seen = new Set<number>();
    for await (const chunk of this.#persist(request, request.n, 0, signal)) {
      if (chunk.kind !== 'usage') seen.add(chunk.choice);
      yield chunk;
    }
    if (request.n === 1) return;
    this.#capabilities.learn({ n: seen.size > 1 });
    const missing = range(0, request.n).filter((i) => !seen.has(i));
    yield* merge(missing.map((i) => this.#persist(request, 1, i, signal)));
  }

  /** One request with its bounded retries. Once something has been handed on, there is no way back. */
  async *#persist(
    request: ModelRequest,
    n: number,
    offset: number,
    signal: AbortSignal,
  ): AsyncGenerator<ModelChunk, void, undefined> {
    for (let attempt = 1; ;) {
      let begun = false;
      const body = bodyOf(this.#endpoint.model, request, this.#capabilities, { n, offset });
      try {
        for await (const chunk of this.#once(body, request, offset, signal)) {
          begun = true;
          yield chunk;
        }
        return;
      } catch (error) {
        signal.throwIfAborted();
        const fault = faultOf(error, this.#endpoint, Date.now());
        const refused = fault.parameters?.find((name) => name in body);
        if (refused !== undefined && !begun) {
          if (refused === 'n') this.#capabilities.learn({ n: false });
          this.#capabilities.refuse(refused);
          continue;
        }
        if (begun || !fault.retry || attempt >= this.#patience.tries) throw fault.error;
        const wait = fault.afterMs ?? this.#patience.backoffMs * 2 ** (attempt - 1);
        if (wait > this.#patience.waitMs) throw askedToWait(fault.error, wait);
        await pause(wait, signal);
        attempt++;
      }
    }
  }

  async *#once(
    body: ChatBody,
    { maxTokens, timeoutMs = Infinity }: ModelRequest,
    offset: number,
    signal: AbortSignal,
  ): AsyncGenerator<ModelChunk, void, undefined> {
    const totalMs = Math.min(this.#patience.totalMs, timeoutMs);
    const firstMs = Math.ceil(Math.min(this.#patience.firstMs, totalMs));
    const { idleMs } = this.#patience;
    const controller = new AbortController();
    const cut = (): void => controller.abort();
    signal.addEventListener('abort', cut, { once: true });
    const late = (): ModelError => slow(this.#endpoint).error;
    const ends = performance.now() + totalMs;
    const opened = new Set<number>();
    const ended = new Set<number>();
    let characters = 0;
    let filter = false;
    try {
      const asked = this.#client.chat.completions
        .create(body, { signal: controller.signal, timeout: firstMs, maxRetries: 0 })
        .withResponse();
      const { data, response } = await within(asked, firstMs, signal, late);
      const events = (response.headers.get('content-type') ?? '').includes('application/json')
        ? [await within<unknown>(response.json(), idleMs, signal, late)][Symbol.iterator]()
        : data[Symbol.asyncIterator]();
      for (;;) {
        const left = Math.min(idleMs, ends - performance.now());
        const next = await within(Promise.resolve(events.next()), Math.max(0, left), signal, late);
        if (next.done === true) break;
        for (const chunk of readChunk(next.value, offset)) {
          if (chunk.kind === 'text') {
            opened.add(chunk.choice);
            characters += chunk.text.length;
          } else if (chunk.kind === 'end') {
            ended.add(chunk.choice);
            filter ||= chunk.reason === 'filter';
          }
          yield chunk;
        }
        if (characters > maxTokens * CHARACTERS_PER_TOKEN * (body.n ?? 1)) break;
      }
    } catch (error) {
      // The package reports its own timer and ours as one and the same abort.
      if (error instanceof APIUserAbortError && !signal.aborted) throw late();
      throw error;
    } finally {
      signal.removeEventListener('abort', cut);
      controller.abort();
    }
    if (opened.size === 0) throw filter ? filtered(this.#endpoint) : empty(this.#endpoint);
    for (const choice of opened) if (!ended.has(choice)) yield { kind: 'end', choice, reason: 'length' };
  }
}

/** A client that reads nothing from the environment and never retries by itself. */
export function openAiClient(baseUrl: string, apiKey: string | undefined): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey === undefined || apiKey === '' ? 'none' : apiKey,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    logLevel: 'off',
  });
}

/** @throws ModelError `settings`. */
export function checkedUrl(baseUrl: string): string {
  if (URL.canParse(baseUrl) && /^https?:$/.test(new URL(baseUrl).protocol)) return baseUrl.replace(/\/+$/, '');
  throw new ModelError(
    'settings',
    `${baseUrl} is not the address of a model server.`,
    'Give an http or https address, for example http://localhost:11434/v1.',
  );
}

function askedToWait(error: ModelError, ms: number): ModelError {
  const seconds = Math.ceil(ms / 1000);
  return new ModelError(error.fault, error.message, `It asks to wait ${seconds} s. Run again after that.`, {
    cause: error,
  });
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

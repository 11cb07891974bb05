import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request. */
export type Scripted =
  /** One text per answer; sent in pieces of `piece` characters. */
  | {
      readonly kind: 'reply';
      readonly texts: readonly string[];
      readonly finish?: 'stop' | 'length' | 'content_filter' | null;
      readonly piece?: number;
      readonly everyMs?: number;
      /** The pieces after the first wait for it. */
      readonly go?: Promise<void>;
      /** Sends the probabilities of tokens to who asks for them and does not stream. */
      readonly logprobs?: boolean;
    }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly error?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Breaks the connection, after these characters of an answer. */
  | { readonly kind: 'reset'; readonly after?: string }
  | { readonly kind: 'forever'; readonly everyMs: number }
  /** Accepts the request and never answers. */
  | { readonly kind: 'silence' }
  /** Any bytes with any content type. */
  | { readonly kind: 'raw'; readonly type: string; readonly body: string };

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly n?: number;
  readonly stream?: boolean;
  readonly [parameter: string]: unknown;
}

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: ChatRequest;
}

export type Script = (request: ChatRequest, call: number) => Scripted;

export interface OpenAiServer extends AsyncDisposable {
  readonly baseUrl: string;
  /** Chat requests only, in order of arrival. */
  readonly received: readonly Received[];
  /** Every request, `/models` included, and every connection. */
  readonly requests: number;
  readonly connections: number;
  /** Answers that are still being sent: 0 once the client has gone. */
  readonly open: number;
}

export interface ServerOptions {
  readonly models?: readonly string[];
  /** False: `n` is ignored, as local servers do. */
  readonly n?: boolean;
  /** What `/completions` answers; absent: there is no such thing. */
  readonly completion?: string;
  /** What `/tokenize` answers; absent: there is no such thing. */
  readonly tokenize?: (text: string) => readonly number[];
}

/** OpenAI's chat protocol on the loopback, answering by script. The last entry of a list is repeated. */
export async function openAiServer(
  script: Script | readonly Scripted[],
  options: ServerOptions = {},
): Promise<OpenAiServer> {
  const decide: Script = typeof script === 'function' ? script : (_, call) => at(script, call);
  const received: Received[] = [];
  const counts = { requests: 0, connections: 0, open: 0 };
  const server = createServer((request, response) => {
    counts.requests++;
    response.on('error', () => undefined);
    const url = request.url ?? '';
    if (url.endsWith('/models')) {
      const data = (options.models ?? ['test-model']).map((id) => ({ id, object: 'model', owned_by: 'test' }));
      json(response, 200, { object: 'list', data });
      return;
    }
    if (url.endsWith('/v1/completions') && options.completion !== undefined) {
      json(response, 200, { object: 'text_completion', choices: [{ index: 0, text: options.completion }] });
      return;
    }
    const { tokenize } = options;
    if (url === '/tokenize' && tokenize) {
      void readBody(request).then((text) =>
        json(response, 200, { tokens: tokenize((JSON.parse(text) as { prompt: string }).prompt) }),
      );
      return;
    }
    if (!url.endsWith('/chat/completions')) {
      json(response, 404, { error: { message: `no route ${url}` } });
      return;
    }
    void readBody(request).then((text) => {
      const body = JSON.parse(text) as ChatRequest;
      const { authorization } = request.headers;
      received.push({ method: request.method ?? '', url, authorization, body });
      counts.open++;
      response.on('close', () => counts.open--);
      perform(decide(body, received.length - 1), body, response, options.n ?? true);
    });
  });
  server.on('connection', () => counts.connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    get requests() {
      return counts.requests;
    },
    get connections() {
      return counts.connections;
    },
    get open() {
      return counts.open;
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function perform(step: Scripted, body: ChatRequest, response: ServerResponse, knowsN: boolean): void {
  switch (step.kind) {
    case 'reply':
      void reply(step, body, response, knowsN);
      return;
    case 'status':
      json(response, step.status, { error: step.error ?? { message: `status ${step.status}` } }, step.headers);
      return;
    case 'reset':
      if (step.after === undefined) response.destroy();
      else {
        head(response);
        event(response, choice(0, step.after));
        setTimeout(() => response.destroy(), 20);
      }
      return;
    case 'forever': {
      head(response);
      const timer = setInterval(() => event(response, choice(0, 'and then ')), step.everyMs);
      response.on('close', () => clearInterval(timer));
      return;
    }
    case 'silence':
      return;
    case 'raw':
      response.writeHead(200, { 'content-type': step.type });
      response.end(step.body);
      return;
  }
}

async function reply(
  step: Extract<Scripted, { kind: 'reply' }>,
  body: ChatRequest,
  response: ServerResponse,
  knowsN: boolean,
): Promise<void> {
  const { piece = 400, finish = 'stop', everyMs = 0, go } = step;
  const texts = Array.from({ length: knowsN ? (body.n ?? 1) : 1 }, (_, i) => at(step.texts, i));
  const prompt = body.messages.reduce((sum, m) => sum + Math.ceil(m.content.length / 4), 0);
  const completion = texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
  const usage = { prompt_tokens: prompt, completion_tokens: completion };
  if (body.stream !== true) {
    const choices = texts.map((content, index) => ({
      index,
      message: { role: 'assistant', content },
      finish_reason: finish,
      ...(step.logprobs === true && body['logprobs'] === true && { logprobs: { content: [{ token: content }] } }),
    }));
    json(response, 200, { object: 'chat.completion', choices, usage });
    return;
  }
  head(response);
  for (const [index, text] of texts.entries()) {
    for (let from = 0; from < text.length && !response.destroyed; from += piece) {
      if (from > 0) await go;
      if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
      event(response, choice(index, text.slice(from, from + piece)));
    }
    if (finish !== null) event(response, { choices: [{ index, delta: {}, finish_reason: finish }] });
  }
  event(response, { choices: [], usage });
  if (!response.destroyed) response.end('data: [DONE]\n\n');
}

const choice = (index: number, content: string): unknown => ({
  id: 'x',
  object: 'chat.completion.chunk',
  choices: [{ index, delta: { content }, finish_reason: null }],
});

function head(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
}

function event(response: ServerResponse, data: unknown): void {
  if (!response.destroyed) response.write(`data: ${JSON.stringify(data)}\n\n`);
}

function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[Math.min(index, list.length - 1)];
  if (found === undefined) throw new Error('the script is empty');
  return found;
}

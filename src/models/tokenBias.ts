import type OpenAI from 'openai';
import type { ModelChunk, ModelRequest } from '../core/ports';
import { within } from './waiting';

/** As large as servers take it: no other token comes. */
const ALWAYS = 100;
/** OpenAI takes no more. */
const TOKENS = 300;
const STEPS = 24;
const WAIT_MS = 15_000;

export interface BiasedServer {
  readonly client: OpenAI;
  readonly baseUrl: string;
  readonly model: string;
  /** What an answer that goes on from a begun one is asked with. */
  readonly told: Readonly<Record<string, unknown>>;
}

/**
 * One of the choices, token by token, as Agrawal et al. do it over OpenAI's API: each step prefers the next tokens of what can
 * still be meant. Where a choice is complete and others begin with it (`get`, `getAll`), the model says without a preference whether it
 * goes on. Empty where the server did something else.
 */
export async function* biasedChoice(
  server: BiasedServer,
  { messages, begun, choices }: ModelRequest & { readonly begun: string; readonly choices: readonly string[] },
  signal: AbortSignal,
): AsyncGenerator<ModelChunk, void, undefined> {
  const usage = { promptTokens: 0, completionTokens: 0 };
  let said = '';
  let left = choices;
  for (let step = 0; step < STEPS && left.length > 0; step++) {
    const complete = left.includes(said);
    if (complete && left.length === 1) break;
    const firsts = complete
      ? []
      : await Promise.all(left.map((choice) => firstToken(server, choice.slice(said.length), signal)));
    const wanted = [...new Set(firsts.flatMap((token) => token ?? []))].slice(0, TOKENS);
    if (!complete && wanted.length === 0) break;
    const answer = await oneToken(server, [...messages, { role: 'assistant', content: begun + said }], wanted, signal);
    usage.promptTokens += answer.promptTokens;
    usage.completionTokens++;
    if (answer.text === '') break;
    const next = said + answer.text;
    // A choice may end within the token that follows it; the longest one is meant.
    const whole = left.filter((choice) => next.startsWith(choice)).sort((one, other) => other.length - one.length)[0];
    const before = said;
    said = left.some((choice) => choice.startsWith(next)) ? next : (whole ?? next);
    if (said === before) break;
    left = left.filter((choice) => choice.startsWith(said));
  }
  if (choices.includes(said)) yield { kind: 'text', choice: 0, text: said };
  yield { kind: 'end', choice: 0, reason: 'stop' };
  yield { kind: 'usage', usage };
}

/** The first token of a text by the server's own tokenizer; undefined where it has none. */
export async function firstToken(
  { client, baseUrl, model }: BiasedServer,
  text: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  // Not below `/v1`; vLLM calls the text a prompt, llama.cpp content.
  const path = `${baseUrl.replace(/\/v\d+$/, '')}/tokenize`;
  const body = { model, prompt: text, add_special_tokens: false, content: text, add_special: false };
  const answer = (await post(client, path, body, signal)) as { readonly tokens?: unknown } | null | undefined;
  const first: unknown = Array.isArray(answer?.tokens) ? answer.tokens[0] : undefined;
  return typeof first === 'number' ? first : undefined;
}

/** The next token of a conversation, preferably one of those wanted. */
async function oneToken(
  { client, model, told }: BiasedServer,
  messages: ModelRequest['messages'],
  wanted: readonly number[],
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly promptTokens: number }> {
  const logit_bias = Object.fromEntries(wanted.map((token) => [String(token), ALWAYS]));
  const body = { model, messages, max_tokens: 1, temperature: 0, logit_bias, ...told };
  const answer = (await post(client, '/chat/completions', body, signal)) as {
    readonly choices?: readonly { readonly message?: { readonly content?: unknown } }[];
    readonly usage?: { readonly prompt_tokens?: unknown };
  } | null;
  const text = answer?.choices?.[0]?.message?.content;
  const tokens = answer?.usage?.prompt_tokens;
  return { text: typeof text === 'string' ? text : '', promptTokens: typeof tokens === 'number' ? tokens : 0 };
}

function post(client: OpenAI, path: string, body: object, signal: AbortSignal): Promise<unknown> {
  // A signal of its own: the package leaves a listener on the one it is given.
  const asked = client.post(path, { body, signal: AbortSignal.any([signal]), timeout: WAIT_MS, maxRetries: 0 });
  return within<unknown>(asked, WAIT_MS, signal, () => new Error('no answer in time'));
}

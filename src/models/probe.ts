import type OpenAI from 'openai';
import { APIError } from 'openai';
import { CapabilityCache, type Capabilities, type CapabilityStore } from './capabilities';
import { faultOf } from './faults';
import { checkedUrl, openAiClient } from './openai';
import { grammarOf } from './requestBody';
import { firstToken } from './tokenBias';
import { within } from './waiting';

/** Milliseconds for one question, and for all of them: a slow local model is not held up for longer. */
const LIMITS = { one: 15_000, all: 40_000 };

type Body = Readonly<Record<string, unknown>>;
interface Ask {
  (path: string, body: Body): Promise<readonly Choice[] | undefined>;
  /** The first token of a word by the server's tokenizer; undefined where it has none. */
  readonly firstToken: (word: string) => Promise<number | undefined>;
}

interface Choice {
  readonly text: string;
  readonly logprobs: unknown;
}

/**
 * Finds out by asking what a model behind an address can do: about a dozen questions of a few tokens each, one after the
 * other. What it ignores counts as not there: servers accept parameters they do not know. What could not be found out in
 * time stays unknown. The result is kept in the store. @throws ModelError when it does not answer at all, or the signal's reason.
 */
export async function probeCapabilities(
  options: { readonly baseUrl: string; readonly model: string; readonly apiKey?: string },
  store: CapabilityStore,
  signal: AbortSignal,
): Promise<Capabilities> {
  const { model } = options;
  const endpoint = { baseUrl: checkedUrl(options.baseUrl), model };
  const cache = new CapabilityCache(store, endpoint);
  const client = openAiClient(endpoint.baseUrl, options.apiKey);
  const ends = performance.now() + LIMITS.all;
  let answered = false;

  /** Undefined: refused. */
  const chat = async (path: string, body: Body): Promise<readonly Choice[] | undefined> => {
    try {
      const choices = await post(client, path, { model, ...body }, signal);
      answered = true;
      return choices;
    } catch (error) {
      signal.throwIfAborted();
      const refused = error instanceof APIError && [400, 404, 405, 422, 501].includes(Number(error.status));
      if (answered && refused) return undefined;
      throw faultOf(error, endpoint, Date.now()).error;
    }
  };
  const server = { ...endpoint, client, told: {} };
  // Whatever it says instead of tokens: it has no tokenizer to ask.
  const ask: Ask = Object.assign(chat, {
    firstToken: (word: string) => firstToken(server, word, signal).catch(() => undefined),
  });
  await ask(CHAT, say('Answer with the single word: ready'));
  for (const [ability, able] of questions) {
    if (performance.now() > ends) break;
    try {
      cache.learn({ [ability]: await able(ask) });
    } catch {
      // It answered before: what breaks now says nothing about what it can do.
      signal.throwIfAborted();
    }
  }
  return cache.known;
}

const CHAT = '/chat/completions';
const say = (content: string, more: Body = {}): Body => ({
  messages: [{ role: 'user', content }],
  max_tokens: 16,
  temperature: 0,
  ...more,
});
/** Words nobody says of himself. */
const words = ['zephyr-7', 'quokka-9'];

type Ability = Exclude<keyof Capabilities, 'refused'>;

const questions: readonly (readonly [Ability, (ask: Ask) => Promise<boolean>])[] = [
  ['n', async (ask) => ((await ask(CHAT, say('Name a colour.', { n: 2, temperature: 1 })))?.length ?? 0) === 2],
  [
    'seed',
    async (ask) => {
      const question = say('Write eight random digits.', { seed: 7, temperature: 1.5 });
      const [first, second] = [await ask(CHAT, question), await ask(CHAT, question)];
      return first?.[0] !== undefined && first[0].text === second?.[0]?.text;
    },
  ],
  [
    'logprobs',
    async (ask) => {
      const [choice] = (await ask(CHAT, say('Name a colour.', { logprobs: true }))) ?? [];
      const content = (choice?.logprobs as { content?: unknown } | null | undefined)?.content;
      return Array.isArray(content) && content.length > 0;
    },
  ],
  [
    'jsonSchema',
    async (ask) => {
      const schema = {
        type: 'object',
        properties: { word: { type: 'string', enum: words } },
        required: ['word'],
        additionalProperties: false,
      };
      const format = { type: 'json_schema', json_schema: { name: 'word', strict: true, schema } };
      const [choice] = (await ask(CHAT, say('Say hello.', { response_format: format, max_tokens: 40 }))) ?? [];
      return words.includes(wordIn(choice?.text ?? ''));
    },
  ],
  [
    'structuredChoice',
    // vLLM's name for it until 0.11, and since.
    async (ask) => {
      const [choice] =
        (await ask(CHAT, say('Say hello.', { guided_choice: words, structured_outputs: { choice: words } }))) ?? [];
      return words.includes(choice?.text.trim() ?? '');
    },
  ],
  [
    'grammar',
    async (ask) => {
      const [choice] = (await ask(CHAT, say('Say hello.', { grammar: grammarOf(words) }))) ?? [];
      return words.includes(choice?.text.trim() ?? '');
    },
  ],
  [
    'bias',
    async (ask) => {
      const [word = ''] = words;
      const token = await ask.firstToken(word);
      if (token === undefined) return false;
      const asked = say('Say hello.', { max_tokens: 1, logit_bias: { [token]: 100 } });
      const said = (await ask(CHAT, asked))?.[0]?.text.trim() ?? '';
      return said !== '' && word.startsWith(said);
    },
  ],
  [
    'prefill',
    async (ask) => {
      const messages = [
        { role: 'user', content: 'Say the alphabet in capital letters, without blanks.' },
        { role: 'assistant', content: 'ABCDEFGHIJK' },
      ];
      // vLLM must be told; the others go on by themselves or refuse to be told.
      const told = { continue_final_message: true, add_generation_prompt: false };
      const choices = (await ask(CHAT, say('', { messages, ...told }))) ?? (await ask(CHAT, say('', { messages })));
      return /^\W*L\W*M/.test(choices?.[0]?.text ?? '');
    },
  ],
  [
    'completions',
    async (ask) => {
      const asked = { prompt: '1, 2, 3, 4, 5, 6,', max_tokens: 8, temperature: 0 };
      return ((await ask('/completions', asked))?.[0]?.text ?? '').trim() !== '';
    },
  ],
];

async function post(client: OpenAI, path: string, body: Body, signal: AbortSignal): Promise<readonly Choice[]> {
  const late = (): Error => new Error('no answer in time');
  // A signal of its own: the package leaves a listener on the one it is given.
  const own = AbortSignal.any([signal]);
  const asked = client.post(path, { body, signal: own, timeout: LIMITS.one, maxRetries: 0 });
  const answer = (await within<unknown>(asked, LIMITS.one, signal, late)) as { choices?: unknown } | null | undefined;
  const list: readonly unknown[] = Array.isArray(answer?.choices) ? answer.choices : [];
  return list.map((entry): Choice => {
    const { message, text, logprobs } = (entry ?? {}) as { message?: unknown; text?: unknown; logprobs?: unknown };
    const said = (message as { content?: unknown } | null | undefined)?.content ?? text;
    return { text: typeof said === 'string' ? said : '', logprobs };
  });
}

function wordIn(text: string): string {
  try {
    const { word } = JSON.parse(text) as { word?: unknown };
    return typeof word === 'string' ? word : '';
  } catch {
    return '';
  }
}

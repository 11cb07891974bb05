import type { ModelPlan } from '../core/candidate/strategies/plan';
import { ModelError } from '../core/modelError';
import type { LanguageModel, Steering } from '../core/ports';
import { CapabilityCache, steeringOf, type Capabilities, type CapabilityStore } from './capabilities';
import type { OpenAiModel, OpenAiOptions } from './openai';

/** Where a model is and how to get in; from settings or from the environment. */
export type EndpointOptions = Omit<OpenAiOptions, 'patience' | 'capabilities'>;

/**
 * EIDER_BASE_URL, EIDER_MODEL and EIDER_API_KEY, else OPENAI_BASE_URL, OPENAI_MODEL and OPENAI_API_KEY. An endpoint is
 * configured when its model is named and there is an address or a key (a key alone means OpenAI).
 */
export function endpointFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): EndpointOptions | undefined {
  const pick = (name: string): string | undefined => {
    const value = env[`EIDER_${name}`]?.trim() ?? '';
    const other = env[`OPENAI_${name}`]?.trim() ?? '';
    return value !== '' ? value : other !== '' ? other : undefined;
  };
  const model = pick('MODEL');
  const apiKey = pick('API_KEY');
  const baseUrl = pick('BASE_URL') ?? (apiKey === undefined ? undefined : 'https://api.openai.com/v1');
  if (model === undefined || baseUrl === undefined) return undefined;
  return { baseUrl, model, ...(apiKey !== undefined && { apiKey }) };
}

/**
 * EIDER_PRICE, US dollars for a million prompt and a million completion tokens: `0.15/0.60`.
 * @throws ModelError `settings` when it is written otherwise.
 */
export function priceFromEnvironment(env: Readonly<Record<string, string | undefined>>): ModelPlan['price'] {
  const text = env['EIDER_PRICE']?.trim() ?? '';
  if (text === '') return undefined;
  const [prompt, completion] = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(text)?.slice(1).map(Number) ?? [];
  if (prompt !== undefined && completion !== undefined) return { prompt, completion };
  throw new ModelError('settings', `EIDER_PRICE is ${text}.`, 'Write dollars per million tokens, as in 0.15/0.60.');
}

/**
 * The model of a run: `templates` has none, `auto` has one when it is configured.
 * @throws ModelError `settings` when `openai` is asked for and not configured.
 */
export function chooseModel(
  provider: 'auto' | 'openai' | 'templates',
  endpoint: EndpointOptions | undefined,
  more: { readonly capabilities?: CapabilityStore; readonly load?: Load } = {},
): LanguageModel | undefined {
  if (provider === 'templates') return undefined;
  const { capabilities, load } = more;
  if (endpoint) return lazyOpenAi({ ...endpoint, ...(capabilities && { capabilities }) }, load);
  if (provider === 'auto') return undefined;
  throw new ModelError(
    'settings',
    'No model is configured.',
    'Name its address and its model, for example EIDER_BASE_URL=http://localhost:11434/v1 EIDER_MODEL=qwen2.5-coder.',
  );
}

function steering({ baseUrl, model, capabilities }: Omit<OpenAiOptions, 'apiKey'>): Steering | undefined {
  const endpoint = { baseUrl: baseUrl.replace(/\/+$/, ''), model };
  return capabilities && steeringOf(new CapabilityCache(capabilities, endpoint).known);
}

export type Load = () => Promise<{ readonly OpenAiModel: typeof OpenAiModel }>;

/** The package behind it is loaded when the model is asked for the first time: most runs never do. */
export function lazyOpenAi(options: OpenAiOptions, load: Load = () => import('./openai')): LanguageModel {
  let made: Promise<LanguageModel> | undefined;
  return {
    name: `openai/${options.model}`,
    ...(options.contextTokens !== undefined && { contextTokens: options.contextTokens }),
    get steering() {
      return steering(options);
    },
    async *stream(request, signal) {
      made ??= load().then((module) => new module.OpenAiModel(options));
      yield* (await made).stream(request, signal);
    },
  };
}

/** The questions of `probeCapabilities`, with a key that is fetched when it is needed. */
export async function probeServer(
  server: Parameters<typeof serverModel>[0],
  signal: AbortSignal,
): Promise<Capabilities> {
  const { baseUrl, model, capabilities } = server;
  const [{ probeCapabilities }, apiKey] = await Promise.all([import('./probe'), server.apiKey()]);
  return probeCapabilities({ baseUrl, model, ...(apiKey !== undefined && { apiKey }) }, capabilities, signal);
}

/** A server whose key is fetched when it is needed. */
export function serverModel(server: {
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey: () => Promise<string | undefined>;
  readonly capabilities: CapabilityStore;
}): LanguageModel {
  const { baseUrl, model, capabilities } = server;
  return {
    name: `openai/${model}`,
    get steering() {
      return steering(server);
    },
    async *stream(request, signal) {
      const [{ OpenAiModel: Model }, apiKey] = await Promise.all([import('./openai'), server.apiKey()]);
      const opened = new Model({ baseUrl, model, capabilities, ...(apiKey !== undefined && { apiKey }) });
      yield* opened.stream(request, signal);
    },
  };
}

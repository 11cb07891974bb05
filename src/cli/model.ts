import type { ModelAbilities } from '../core/model/modelAbilities';
import { ModelError } from '../core/modelError';
import type { Steering } from '../core/ports';
import { steeringOf, type CapabilityStore } from '../models/capabilities';
import { probeServer, type EndpointOptions } from '../models/choose';
import type { Command } from './arguments';

type ModelCommand = Extract<Command, { command: 'model' }>;

/** What `--json` prints. */
export interface ModelResult {
  readonly baseUrl: string;
  readonly model: string;
  readonly abilities: ModelAbilities;
  /** How the model is held to names that exist in the middle of an answer; null: it is asked once more instead. */
  readonly steering: Steering | null;
}

const abilityWords: Readonly<Record<keyof ModelAbilities, string>> = {
  n: 'several answers to one request',
  seed: 'the same answer for the same seed',
  logprobs: 'probabilities of tokens',
  jsonSchema: 'answers by a JSON schema',
  structuredChoice: 'structured choice',
  grammar: 'answers by a grammar',
  bias: 'biased tokens',
  prefill: 'going on with a text that was begun',
  completions: 'plain completions',
};

const steeringWords: Readonly<Record<Steering, string>> = {
  choice: 'structured choice',
  grammar: 'a grammar',
  bias: 'biased tokens',
  schema: 'a schema, beside the text',
  begun: 'going on from there, without a list',
};

/**
 * Asks the configured model what it can do, in about a dozen short questions and 40 seconds at most, prints it, and keeps it
 * for later runs. @throws ModelError when none is configured or it does not answer.
 */
export async function runModel(
  { json }: Pick<ModelCommand, 'json'>,
  endpoint: EndpointOptions | undefined,
  capabilities: CapabilityStore,
  out: NodeJS.WritableStream,
  signal: AbortSignal,
): Promise<number> {
  if (!endpoint)
    throw new ModelError(
      'settings',
      'No model is configured.',
      'Name its address and its model, for example EIDER_BASE_URL=http://localhost:11434/v1 EIDER_MODEL=qwen2.5-coder.',
    );
  const { baseUrl, model, apiKey } = endpoint;
  const server = { baseUrl, model, apiKey: () => Promise.resolve(apiKey), capabilities };
  const abilities = await probeServer(server, signal);
  const result: ModelResult = { baseUrl, model, abilities, steering: steeringOf(abilities) ?? null };
  out.write(json ? `${JSON.stringify(result, undefined, 2)}\n` : textOf(result));
  return 0;
}

function textOf({ baseUrl, model, abilities, steering }: ModelResult): string {
  const words = (there: boolean): string =>
    Object.entries(abilityWords)
      .flatMap(([ability, word]) => (abilities[ability as keyof ModelAbilities] === there ? [word] : []))
      .join(', ') || 'nothing of what was asked';
  const held =
    steering === null
      ? 'it is cut there and asked once more, with the names that exist'
      : `it is cut there and held to those that exist by ${steeringWords[steering]}`;
  return [
    `${model} at ${baseUrl} answers.`,
    `It can: ${words(true)}.`,
    `It cannot: ${words(false)}.`,
    `When it writes a name that does not exist, ${held}.`,
    'Kept for later runs; run this again when the server has changed.',
    '',
  ].join('\n');
}

import { ModelError } from '../core/modelError';
import { faultOf } from './faults';
import { checkedUrl, openAiClient } from './openai';
import { within } from './waiting';

/** Longest time for a list of names, in milliseconds. */
const LIST_MS = 15_000;

/**
 * Names of the models a server really has, sorted. @throws ModelError
 */
export async function listModels(
  baseUrl: string,
  apiKey: string | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const url = checkedUrl(baseUrl);
  const late = (): ModelError =>
    new ModelError('timeout', `${new URL(url).host} did not answer in time.`, 'Check the address and try again.');
  try {
    const page = await within(
      openAiClient(url, apiKey).models.list({ signal, timeout: LIST_MS }),
      LIST_MS,
      signal,
      late,
    );
    const entries: readonly unknown[] = Array.isArray(page.data) ? page.data : [];
    const names = entries.flatMap((entry) => {
      const { id } = (entry ?? {}) as { id?: unknown };
      return typeof id === 'string' ? [id] : [];
    });
    return [...new Set(names)].sort();
  } catch (error) {
    signal.throwIfAborted();
    throw faultOf(error, { baseUrl: url, model: 'list of models' }, Date.now()).error;
  }
}

import type { LanguageModel, ModelChunk, ModelRequest } from '../../src/core/ports';

/** A step: a piece of the first answer, a chunk as it is, an error, or something to wait for. */
export type FakeStep = string | ModelChunk | Error | (() => Promise<void>);

export interface FakeModel extends LanguageModel {
  readonly requests: ModelRequest[];
  /** Pieces handed on, over all requests. */
  readonly handedOn: number;
  /** Requests whose signal was aborted. */
  readonly aborted: number;
}

/**
 * Answers the k-th request with the k-th list of steps, the last one again when there are no more; or as a function says.
 * No clock, no network.
 */
export function fakeModel(
  answers: readonly (readonly FakeStep[])[] | ((request: ModelRequest) => string),
  name = 'fake/model',
): FakeModel {
  const requests: ModelRequest[] = [];
  const counts = { handedOn: 0, aborted: 0 };
  return {
    name,
    requests,
    get handedOn() {
      return counts.handedOn;
    },
    get aborted() {
      return counts.aborted;
    },
    async *stream(request, signal) {
      requests.push(request);
      signal.addEventListener('abort', () => counts.aborted++, { once: true });
      const steps: readonly FakeStep[] =
        typeof answers === 'function'
          ? [answers(request), { kind: 'end', choice: 0, reason: 'stop' }]
          : (answers[Math.min(requests.length, answers.length) - 1] ?? []);
      for (const step of steps) {
        signal.throwIfAborted();
        if (typeof step === 'function') await step();
        else if (step instanceof Error) throw step;
        else {
          counts.handedOn++;
          yield typeof step === 'string' ? { kind: 'text', choice: 0, text: step } : step;
        }
        // As on a wire: the reader gets its turn between two pieces.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

/** Settles with the promise, or rejects with the signal's reason at once, or with `late()` after `ms`. */
export function within<T>(promise: Promise<T>, ms: number, signal: AbortSignal, late: () => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
    };
    const aborted = (): void => {
      end();
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      end();
      reject(late());
    }, ms);
    promise.then(
      (value) => {
        end();
        resolve(value);
      },
      (error: unknown) => {
        end();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
    if (signal.aborted) aborted();
    else signal.addEventListener('abort', aborted, { once: true });
  });
}

/** Rejects with the signal's reason when it is aborted before `ms` are over. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const over = new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
  await within(over, ms + 60_000, signal, () => new Error('a timer did not fire'));
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('cancelled');
}

/** Items of several streams as they come. The first failure ends all of them. */
export async function* merge<T>(streams: readonly AsyncIterable<T>[]): AsyncGenerator<T, void, undefined> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const pending = new Map(iterators.map((iterator) => [iterator, step(iterator)]));
  try {
    while (pending.size > 0) {
      const { iterator, result } = await Promise.race(pending.values());
      if (result.done === true) pending.delete(iterator);
      else {
        pending.set(iterator, step(iterator));
        yield result.value;
      }
    }
  } finally {
    for (const waiting of pending.values()) waiting.catch(() => undefined);
    for (const iterator of pending.keys()) void iterator.return?.().catch(() => undefined);
  }
}

async function step<T>(iterator: AsyncIterator<T>): Promise<{
  readonly iterator: AsyncIterator<T>;
  readonly result: IteratorResult<T>;
}> {
  return { iterator, result: await iterator.next() };
}

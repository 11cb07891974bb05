export interface UntilOptions {
  /** Said when the wait is over in vain. */
  readonly what: string;
  /** Milliseconds; 30,000 when not given. */
  readonly timeout?: number;
}

/** Asks again until the answer is neither undefined nor false, ten times a second; throws when the time is up. */
export async function until<T>(
  ask: () => T | undefined | false | PromiseLike<T | undefined | false>,
  { what, timeout = 30_000 }: UntilOptions,
): Promise<T> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${timeout} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

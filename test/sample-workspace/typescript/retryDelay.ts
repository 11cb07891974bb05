export interface RetryOptions {
  /** Milliseconds before the first retry; no wait is shorter. */
  readonly base: number;
  /** No wait is longer. */
  readonly cap: number;
}

/** The nearest number inside a range. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/**
 * Milliseconds to wait before a retry: twice as long each time, up to the cap.
 *
 * @param attempt 1 for the first retry
 * @example
 * retryDelay(1, { base: 100, cap: 1000 }) // => 100
 * retryDelay(3, { base: 100, cap: 1000 }) // => 400
 * retryDelay(9, { base: 100, cap: 1000 }) // => 1000
 */
export function retryDelay(attempt: number, options: RetryOptions): number {
  const doubled = options.base * 2 ** (attempt - 1);
  return clamp(doubled, options.cap, options.base);
}

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
export const percent = (values: readonly number[]): number => 100 * mean(values);

/** Deterministic by seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** 95 % interval of the mean of paired values, by 2,000 bootstrap resamples. */
export function interval(values: readonly number[], seed = 1): readonly [number, number] {
  const next = random(seed);
  const means = Array.from({ length: 2000 }, () =>
    mean(values.map(() => values[Math.floor(next() * values.length)] ?? 0)),
  ).sort((a, b) => a - b);
  return [100 * (means[50] ?? 0), 100 * (means[1949] ?? 0)];
}
export const span = ([low, high]: readonly [number, number]): string => `${low.toFixed(1)} … ${high.toFixed(1)}`;

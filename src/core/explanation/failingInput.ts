import type { Test, Verdict } from '../model/test';
import { tokens } from '../model/tokens';
import { failureFacts } from '../run/words';

/**
 * The failing test that is easiest to follow: with a known input, then the fewest tokens of input, then the smallest numbers in it, then
 * the shortest text. Showing the smallest violating input repairs more than showing a median or the largest one:
 * He et al., "Property-Generated Solver" (2025), minimum token length.
 */
export function smallestFailing(failing: readonly Test[], verdicts: ReadonlyMap<string, Verdict>): Test | undefined {
  const sized = failing.map((test) => {
    const input = failureFacts(test, verdicts.get(test.id)).input;
    const text = input ?? test.title;
    const told = verdicts.get(test.id)?.kind === 'timedOut' ? 1 : 0;
    return { test, keys: [input === undefined ? 1 : 0, told, tokens(text).length, magnitude(text), text.length] };
  });
  const [first] = sized.sort(
    (a, b) => a.keys.reduce((order, key, i) => order || key - (b.keys[i] ?? 0), 0) || (a.test.id < b.test.id ? -1 : 1),
  );
  return first?.test;
}

function magnitude(text: string): number {
  return (text.match(/\d+(\.\d+)?/g) ?? []).reduce((sum, number) => sum + Number(number), 0);
}

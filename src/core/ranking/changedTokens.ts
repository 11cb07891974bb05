import { diffArrays } from 'diff';
import { tokens } from '../model/tokens';

/** How a patch changes the tokens of a text. */
export interface TokenChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Tokens of the patched text around the change. */
  readonly patched: readonly string[];
  /** Indices into `patched` of the added tokens and of the token after each change. */
  readonly touched: readonly number[];
}

/** Costs in proportion to the changed region, not to the file. */
export function tokenChange(originalText: string, patchedText: string): TokenChange {
  const window = changedWindow(originalText, patchedText);
  const original = tokens(originalText.slice(window.start, originalText.length - window.tail));
  const patched = tokens(patchedText.slice(window.start, patchedText.length - window.tail));
  const added: string[] = [];
  const removed: string[] = [];
  const touched = new Set<number>();
  let at = 0;
  // Texts that differ at thousands of places are compared no further: the change is then as large as both.
  const parts = diffArrays([...original], [...patched], { maxEditLength: 2000 });
  if (!parts) return { added: patched, removed: original, patched, touched: patched.map((_, i) => i) };
  for (const part of parts) {
    if (part.removed) removed.push(...part.value);
    else {
      if (part.added) {
        added.push(...part.value);
        for (let i = 0; i < part.value.length; i++) touched.add(at + i);
      }
      at += part.value.length;
    }
    if ((part.added || part.removed) && at < patched.length) touched.add(at);
  }
  return { added, removed, patched, touched: [...touched].sort((a, b) => a - b) };
}

/** What two texts share at both ends, cut back to whole lines with two more lines of context before. */
function changedWindow(a: string, b: string): { readonly start: number; readonly tail: number } {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail++;
  for (let lines = 0; lines < 3 && start > 0; lines++) start = a.lastIndexOf('\n', start - 1);
  const lineEnd = a.indexOf('\n', a.length - tail);
  return { start: Math.max(start, 0), tail: lineEnd < 0 ? 0 : a.length - lineEnd };
}

const booleans = new Set(['True', 'False', 'true', 'false', '0', '1']);
const connectives = new Set(['and', 'or', '&', '|', '&&', '||']);
const inert = new Set([
  ...booleans,
  ...connectives,
  ...[
    'None',
    'null',
    'undefined',
    'return',
    'pass',
    'continue',
    'break',
    'not',
    '!',
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    ';',
  ],
]);

/**
 * True for a change that only takes code away, or cuts it short with a constant (`and False`, a body that becomes `pass`).
 * Such a change often passes weak tests by switching off what they do not look at.
 * Qi et al., "An Analysis of Patch Plausibility and Correctness" (ISSTA 2015).
 */
export function takesAway({ added, removed }: TokenChange): boolean {
  if (added.length === 0) return removed.length > 0;
  if (!added.every((t) => inert.has(t))) return false;
  if (removed.length >= added.length + 2) return true;
  return added.some((t) => connectives.has(t)) && added.some((t) => booleans.has(t));
}

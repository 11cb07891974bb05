import { diffArrays } from 'diff';

/** Which line of the original text a line of the patched text stands for. All lines are zero-based. */
export interface LineMap {
  /** Original line of a patched one: the same line, or the line it replaced; undefined for a line that only the patch has. */
  readonly original: ReadonlyMap<number, number>;
  /** Original lines that the patch changed or took out. */
  readonly changed: ReadonlySet<number>;
}

/** Lines that stayed are paired; of a replaced run of lines the first is paired with the first, the second with the second, … */
export function mapLines(originalText: string, patchedText: string): LineMap {
  const original = new Map<number, number>();
  const changed = new Set<number>();
  let before = 0;
  let after = 0;
  let removed: number[] = [];
  for (const part of diffArrays(originalText.split('\n'), patchedText.split('\n'))) {
    const count = part.value.length;
    if (part.removed) {
      removed = Array.from({ length: count }, (_, i) => before + i);
      for (const line of removed) changed.add(line);
      before += count;
    } else if (part.added) {
      for (let i = 0; i < count; i++) {
        const partner = removed[i];
        if (partner !== undefined) original.set(after + i, partner);
      }
      removed = [];
      after += count;
    } else {
      for (let i = 0; i < count; i++) original.set(after + i, before + i);
      removed = [];
      before += count;
      after += count;
    }
  }
  return { original, changed };
}

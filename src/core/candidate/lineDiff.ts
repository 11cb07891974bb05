import { structuredPatch } from 'diff';

export interface DiffLine {
  readonly kind: 'context' | 'added' | 'removed';
  readonly text: string;
  /** Zero-based line in the text before (`context`, `removed`) or after (`added`). */
  readonly line: number;
}

/** One run of changed lines with its context. */
export interface DiffHunk {
  readonly lines: readonly DiffLine[];
}

/** Changed lines between two texts, for reading. Lines carry no line ending. */
export function lineDiff(before: string, after: string, context = 1): readonly DiffHunk[] {
  return structuredPatch('', '', before, after, undefined, undefined, { context }).hunks.map((hunk) => {
    let old = hunk.oldStart - 1;
    let fresh = hunk.newStart - 1;
    const lines: DiffLine[] = [];
    for (const raw of hunk.lines) {
      const text = raw.slice(1).replace(/\r$/, '');
      if (raw.startsWith('+')) lines.push({ kind: 'added', text, line: fresh++ });
      else if (raw.startsWith('-')) lines.push({ kind: 'removed', text, line: old++ });
      else if (raw.startsWith(' ')) {
        lines.push({ kind: 'context', text, line: old++ });
        fresh++;
      }
    }
    return { lines };
  });
}

/** How many lines a change adds and removes. */
export function diffSize(hunks: readonly DiffHunk[]): { readonly added: number; readonly removed: number } {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  return {
    added: lines.filter((line) => line.kind === 'added').length,
    removed: lines.filter((line) => line.kind === 'removed').length,
  };
}

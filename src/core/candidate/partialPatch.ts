import { applyEdits, type TextEdit, type TextRange } from '../model/text';

/** A text, the focal function in it, and the edits of a candidate that are still to be made. */
export interface PatchState {
  readonly captured: string;
  readonly focal: TextRange;
  readonly edits: readonly TextEdit[];
}

/**
 * The state after the edits at `indexes` were made: the rest refers to the new text.
 * @throws RangeError when edits overlap.
 */
export function afterEdits(state: PatchState, indexes: ReadonlySet<number>): PatchState {
  const made = state.edits.filter((_, i) => indexes.has(i));
  const growth = (offset: number) =>
    made.reduce((sum, e) => (e.range.end <= offset ? sum + e.text.length - (e.range.end - e.range.start) : sum), 0);
  const inside = made.filter((e) => e.range.start >= state.focal.start && e.range.end <= state.focal.end);
  const before = made.filter((e) => !inside.includes(e));
  const start =
    state.focal.start + before.reduce((sum, e) => (e.range.end <= state.focal.start ? sum + size(e) : sum), 0);
  const grown = inside.reduce((sum, e) => sum + size(e), 0);
  return {
    captured: applyEdits(state.captured, made),
    focal: { start, end: start + (state.focal.end - state.focal.start) + grown },
    edits: state.edits
      .filter((_, i) => !indexes.has(i))
      .map((e) => ({
        range: { start: e.range.start + growth(e.range.start), end: e.range.end + growth(e.range.start) },
        text: e.text,
      })),
  };
}

function size(edit: TextEdit): number {
  return edit.text.length - (edit.range.end - edit.range.start);
}

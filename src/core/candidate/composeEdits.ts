import type { TextEdit } from '../model/text';

interface Placed {
  /** In the text between the two sets of edits. */
  start: number;
  end: number;
}

/**
 * One set of edits against `original` that does what `first` and then `second` do, where `second` refers to the text
 * after `first`. Edits that touch each other are merged into one.
 */
export function composeEdits(
  original: string,
  first: readonly TextEdit[],
  second: readonly TextEdit[],
): readonly TextEdit[] {
  const before = sorted(first);
  const after = sorted(second);
  const middle: string[] = [];
  const inserted: Placed[] = [];
  let at = 0;
  let length = 0;
  for (const edit of before) {
    const kept = original.slice(at, edit.range.start);
    middle.push(kept, edit.text);
    inserted.push({ start: length + kept.length, end: length + kept.length + edit.text.length });
    length += kept.length + edit.text.length;
    at = edit.range.end;
  }
  middle.push(original.slice(at));
  const text = middle.join('');

  const regions: Placed[] = [];
  for (const region of [...inserted, ...after.map((edit) => ({ start: edit.range.start, end: edit.range.end }))].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    const last = regions.at(-1);
    if (last && region.start <= last.end) last.end = Math.max(last.end, region.end);
    else regions.push({ ...region });
  }
  return regions.map(({ start, end }) => {
    let replaced = '';
    let from = start;
    for (const edit of after) {
      if (edit.range.start < start || edit.range.end > end) continue;
      replaced += text.slice(from, edit.range.start) + edit.text;
      from = edit.range.end;
    }
    replaced += text.slice(from, end);
    return {
      range: { start: toOriginal(start, before, 'start'), end: toOriginal(end, before, 'end') },
      text: replaced,
    };
  });
}

/** The offset in the original text of an offset in the text after `edits`. Inside an insertion: the edge asked for. */
export function toOriginal(offset: number, edits: readonly TextEdit[], edge: 'start' | 'end' = 'start'): number {
  let shift = 0;
  for (const { range, text } of sorted(edits)) {
    const start = range.start + shift;
    if (offset < start || (offset === start && edge === 'start')) break;
    if (offset < start + text.length) return edge === 'start' ? range.start : range.end;
    shift += text.length - (range.end - range.start);
  }
  return offset - shift;
}

/** The offset in the text after `edits` of an offset in the original text. */
export function toEdited(offset: number, edits: readonly TextEdit[], edge: 'start' | 'end' = 'start'): number {
  let shift = 0;
  for (const { range, text } of sorted(edits)) {
    if (range.start > offset || (range.start === offset && (range.end > offset || edge === 'start'))) break;
    if (range.end > offset) return range.start + shift + (edge === 'end' ? text.length : 0);
    shift += text.length - (range.end - range.start);
  }
  return offset + shift;
}

const sorted = (edits: readonly TextEdit[]): readonly TextEdit[] =>
  [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);

import type { TextEdit, TextRange } from '../model/text';

/** A change to a document, as an editor reports it: `range` refers to the text before the change. */
export interface TextChange {
  readonly range: TextRange;
  readonly text: string;
}

export interface RebaseRequest {
  /** Text the edits refer to. */
  readonly captured: string;
  /** Text the document has now. */
  readonly current: string;
  /** Range of the focal function in `captured`. */
  readonly focal: TextRange;
  /** Edits against `captured`: inside `focal`, or an added import outside it. */
  readonly edits: readonly TextEdit[];
  /** Start of the focal function in `current`, where changes were followed (`followChanges`). */
  readonly at?: number;
}

export type Rebased =
  | {
      readonly kind: 'clean';
      readonly edits: readonly TextEdit[];
      /** Focal start in `current`. */ readonly at: number;
    }
  | { readonly kind: 'conflict'; readonly reason: RebaseConflict };

/**
 * `changed`: the function is not there as it was captured. `ambiguous`: it stands there more than once and nothing
 * says which one is meant. `surroundings`: an edit outside the function (an import) has lost its place.
 */
export type RebaseConflict = 'changed' | 'ambiguous' | 'surroundings';

/**
 * Carries edits over to a changed document. Clean only when the whole focal function stands in the document exactly as
 * captured and its place is certain; everything doubtful is a conflict.
 */
export function rebase(request: RebaseRequest): Rebased {
  const { captured, current, focal, edits } = request;
  if (captured === current) return { kind: 'clean', edits, at: focal.start };
  const found = locate(request);
  if (typeof found === 'string') return { kind: 'conflict', reason: found };
  const moved: TextEdit[] = [];
  for (const edit of edits) {
    const inside = edit.range.start >= focal.start && edit.range.end <= focal.end;
    const shift = inside ? found - focal.start : outsideShift(captured, current, edit.range);
    if (shift === undefined) return { kind: 'conflict', reason: 'surroundings' };
    moved.push({ range: { start: edit.range.start + shift, end: edit.range.end + shift }, text: edit.text });
  }
  return { kind: 'clean', edits: moved, at: found };
}

function locate({ captured, current, focal, at }: RebaseRequest): number | RebaseConflict {
  const text = captured.slice(focal.start, focal.end);
  const edges = edgesOf(captured, focal);
  const whole = (start: number) => keepsEdges(current, { start, end: start + text.length }, edges);
  if (at !== undefined) return current.startsWith(text, at) && whole(at) ? at : 'changed';
  const places = occurrences(current, text);
  const [only] = places;
  if (only === undefined) return 'changed';
  if (places.length === 1 && occurrences(captured, text).length === 1) return whole(only) ? only : 'changed';
  const before = focal.end < commonPrefix(captured, current) ? focal.start : undefined;
  const shifted = focal.start + current.length - captured.length;
  const after = captured.length - focal.start < commonSuffix(captured, current) ? shifted : undefined;
  if (before !== undefined && after !== undefined && before !== after) return 'ambiguous';
  const place = before ?? after;
  if (place === undefined) return 'ambiguous';
  return whole(place) ? place : 'changed';
}

interface Edges {
  readonly lead: string;
  readonly trail: string;
  readonly previous: string;
  readonly next: string;
}

/** What stands around a range: the rest of its first and last line, and the nearest lines with text before and after. */
function edgesOf(text: string, range: TextRange): Edges {
  const start = lineStart(text, range.start);
  const end = lineEnd(text, range.end);
  return {
    lead: text.slice(start, range.start),
    trail: text.slice(range.end, end).trimEnd(),
    previous: text.slice(0, start).trimEnd().split('\n').at(-1) ?? '',
    next: /[^\r\n]*\S[^\r\n]*/.exec(text.slice(end))?.[0] ?? '',
  };
}

/** False when the function may have grown over its old range: a decorator above, statements below, text on its lines. */
function keepsEdges(text: string, range: TextRange, was: Edges): boolean {
  const now = edgesOf(text, range);
  if (now.lead !== was.lead || now.trail !== was.trail) return false;
  if (now.previous !== was.previous && now.previous.trimStart().startsWith('@')) return false;
  return now.next === was.next || indentation(now.next) <= indentation(now.lead);
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}

/**
 * How far an edit outside the function has moved: its lines with one line of context on either side must stand at the
 * same distance from the start or the end of the text, or exactly once in it.
 */
function outsideShift(captured: string, current: string, range: TextRange): number | undefined {
  const start = lineStart(captured, lineStart(captured, range.start) - 1);
  const end = lineEnd(captured, lineEnd(captured, range.end) + 1);
  if (end <= commonPrefix(captured, current)) return 0;
  if (captured.length - start <= commonSuffix(captured, current)) return current.length - captured.length;
  const context = captured.slice(start, end);
  if (context.trim() === '') return undefined;
  const places = occurrences(current, context);
  const [place] = places;
  if (places.length !== 1 || place === undefined || occurrences(captured, context).length !== 1) return undefined;
  return place - start;
}

/**
 * Where a range stands after changes that were reported together; undefined once a change has touched it.
 * Changes of one report refer to the same text and do not overlap.
 */
export function followChanges(range: TextRange, changes: readonly TextChange[]): TextRange | undefined {
  let shift = 0;
  for (const change of changes) {
    const { start, end } = change.range;
    if (end <= range.start) shift += change.text.length - (end - start);
    else if (start < range.end) return undefined;
  }
  return { start: range.start + shift, end: range.end + shift };
}

/** Offsets at which `part` stands in `text`, the first three. */
function occurrences(text: string, part: string): readonly number[] {
  const found: number[] = [];
  if (part === '') return found;
  for (let i = text.indexOf(part); i !== -1 && found.length < 3; i = text.indexOf(part, i + 1)) found.push(i);
  return found;
}

function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  if (offset >= text.length) return text.length;
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

function commonPrefix(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let i = 0;
  while (i < limit && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i;
}

function commonSuffix(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let i = 0;
  while (i < limit && a.charCodeAt(a.length - 1 - i) === b.charCodeAt(b.length - 1 - i)) i++;
  return i;
}

import type { FunctionPlace, SourceFile } from '../../core/model/focalFunction';

/** Places of functions as they travel between threads: thousands of small objects would take longer to copy than to find. */
export interface FlatPlaces {
  readonly names: readonly string[];
  readonly qualifiedNames: readonly string[];
  /** Four offsets a function: start and end of `range`, start and end of `nodeRange`. */
  readonly offsets: Int32Array;
}

const PER_FUNCTION = 4;

export function flattened(places: readonly FunctionPlace[]): FlatPlaces {
  const offsets = new Int32Array(PER_FUNCTION * places.length);
  places.forEach(({ range, nodeRange }, i) =>
    offsets.set([range.start, range.end, nodeRange.start, nodeRange.end], PER_FUNCTION * i),
  );
  return { names: places.map((p) => p.name), qualifiedNames: places.map((p) => p.qualifiedName), offsets };
}

export function unflattened(
  file: SourceFile,
  { names, qualifiedNames, offsets }: FlatPlaces,
): readonly FunctionPlace[] {
  const places: FunctionPlace[] = [];
  for (const [i, name] of names.entries()) {
    const at = PER_FUNCTION * i;
    places.push({
      file,
      name,
      qualifiedName: qualifiedNames[i] ?? name,
      range: { start: offsets[at] ?? 0, end: offsets[at + 1] ?? 0 },
      nodeRange: { start: offsets[at + 2] ?? 0, end: offsets[at + 3] ?? 0 },
    });
  }
  return places;
}

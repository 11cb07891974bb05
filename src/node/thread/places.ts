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
  return names.map((name, i) => {
    const at = (k: number) => offsets[PER_FUNCTION * i + k] ?? 0;
    return {
      file,
      name,
      qualifiedName: qualifiedNames[i] ?? name,
      range: { start: at(0), end: at(1) },
      nodeRange: { start: at(2), end: at(3) },
    };
  });
}

import type { FocalFunction } from '../../../src/core/model/focalFunction';

/** The function with nothing in it: against it, each identifier of what it was counts as introduced. */
export function emptied(focal: FocalFunction): FocalFunction {
  const { text, languageId } = focal.file;
  const { start, end } = focal.bodyRange;
  const empty = languageId === 'python' ? 'pass' : '{}';
  const less = end - start - empty.length;
  return {
    ...focal,
    file: { ...focal.file, text: text.slice(0, start) + empty + text.slice(end) },
    range: { start: focal.range.start, end: focal.range.end - less },
    nodeRange: { start: focal.nodeRange.start, end: focal.nodeRange.end - less },
    bodyRange: { start, end: start + empty.length },
  };
}

import type { Candidate } from '../model/candidate';
import type { FocalFunction } from '../model/focalFunction';
import { lineAt, type TextRange } from '../model/text';
import { toEdited, toOriginal } from './composeEdits';
import type { TemplateContext } from './template';

/** The function as it stands in the text of `parent`. */
export function movedFocal(focal: FocalFunction, parent: Candidate): FocalFunction {
  const moved = ({ start, end }: TextRange): TextRange => ({
    start: toEdited(start, parent.edits, 'start'),
    end: toEdited(end, parent.edits, 'end'),
  });
  return {
    ...focal,
    file: { ...focal.file, text: parent.source },
    range: moved(focal.range),
    nodeRange: moved(focal.nodeRange),
    bodyRange: moved(focal.bodyRange),
  };
}

/** Each line of the patched function is as suspicious as the line it came from; zero-based lines of the patched text. */
export function movedSuspicion(context: TemplateContext, parent: Candidate): ReadonlyMap<number, number> {
  const moved = new Map<number, number>();
  const { start, end } = movedFocal(context.focal, parent).range;
  let offset = parent.source.lastIndexOf('\n', start - 1) + 1;
  let row = lineAt(parent.source, offset);
  for (const line of parent.source.slice(offset, end).split('\n')) {
    const from = offset + line.length - line.trimStart().length;
    const score = context.suspicion.get(lineAt(context.text, toOriginal(from, parent.edits)));
    if (score !== undefined) moved.set(row, score);
    offset += line.length + 1;
    row++;
  }
  return moved;
}

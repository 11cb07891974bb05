import type { Candidate } from '../../core/model/candidate';
import { lineAt } from '../../core/model/text';

/** The edits of a candidate from top to bottom: number in `edits`, and zero-based line in the candidate's text. */
export function changedLines({
  edits,
  source,
}: Candidate): readonly { readonly hunk: number; readonly line: number }[] {
  let growth = 0;
  return edits
    .map((edit, hunk) => ({ edit, hunk }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start)
    .map(({ edit, hunk }) => {
      const line = lineAt(source, edit.range.start + growth);
      growth += edit.text.length - (edit.range.end - edit.range.start);
      return { hunk, line };
    });
}

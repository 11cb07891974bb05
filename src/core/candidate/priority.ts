import { lineAt, type TextEdit, type TextRange } from '../model/text';
import type { TemplateContext } from './template';
import { descend } from './templates/view';

/** Weight of a line no failing test executed: coverage can miss lines (default arguments, class bodies), so it is not zero. */
const unexecuted = 0.03;

/** Weight of a guard that let the failing tests through: only a test that misses its error speaks against it. */
const passedGuard = 0.3;

/** Small edits are more often right and quicker to review: halves at 60 changed characters. What an edit repeats of the old text is no change. */
export function cheapness(edits: readonly TextEdit[], original: string): number {
  const changed = edits.reduce(
    (sum, edit) => sum + changedLength(original.slice(edit.range.start, edit.range.end), edit.text),
    0,
  );
  return 1 / (1 + changed / 60);
}

function changedLength(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  return Math.max(before.length, after.length) - start - end;
}

/** Suspicion of an edit: the highest of the lines its statement spans up to the edit. */
export function suspicions(context: TemplateContext): (offset: number) => number {
  const { suspicion, root, text } = context;
  if (suspicion.size === 0) return () => 1;
  const highest = Math.max(...suspicion.values());
  const blocks = new Set(context.language.roles.block);
  const body = context.focal.bodyRange.start;
  const guards = passedGuards(context);
  return (offset) => {
    // Coverage says nothing of signatures; what is put in front of the body stands with its first line.
    if (offset < body) {
      if (text.slice(offset, body).trim() !== '') return highest / 2;
      offset = body;
    }
    let node = root.descendantForIndex(offset, offset) ?? root;
    while (node.id !== root.id && node.parent && !blocks.has(node.parent.type)) node = node.parent;
    const line = lineAt(text, offset);
    const first = node.id === root.id || blocks.has(node.type) ? line - 1 : Math.min(node.startPosition.row, line);
    let score = unexecuted * highest;
    for (let at = first; at <= line; at++) score = Math.max(score, suspicion.get(at) ?? 0);
    return guards.some(({ start, end }) => start <= offset && offset < end) ? passedGuard * score : score;
  };
}

/** Conditions of `if`s that only raise, with their error on lines that no failing test executed. */
function passedGuards({ root, suspicion }: TemplateContext): readonly TextRange[] {
  const found: TextRange[] = [];
  for (const node of descend(root)) {
    if (node.type !== 'if_statement') continue;
    const condition = node.childForFieldName('condition');
    const body = node.childForFieldName('consequence');
    if (!condition || !body || !/^\{?\s*(raise|throw)\b/.test(body.text)) continue;
    // On one line with its error, a condition that was asked looks like one that held.
    const error = body.type === 'statement_block' ? body.firstNamedChild : body;
    if (!error || error.startPosition.row === condition.endPosition.row) continue;
    let executed = false;
    for (let line = error.startPosition.row; line <= error.endPosition.row; line++) executed ||= suspicion.has(line);
    if (!executed) found.push({ start: condition.startIndex, end: condition.endIndex });
  }
  return found;
}

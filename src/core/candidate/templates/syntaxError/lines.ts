import type { SyntaxNode } from '../../../capture/syntax';
import type { TemplateContext } from '../../template';
import type { FixTemplate, Proposal, TemplateExample } from '../../template';
import { layoutOf } from '../statements';

/** One line of a function that does not parse. */
export interface BrokenLine {
  readonly python: boolean;
  /** Lines of the function, without line ends. */
  readonly lines: readonly string[];
  readonly index: number;
  readonly text: string;
  readonly indentation: string;
  /** One level of indentation. */
  readonly unit: string;
  /** Columns at which the parser starts an error or misses something on this line. */
  readonly columns: readonly number[];
}

/** Another text for the line; with `lines`, new texts for it and what follows it, by distance (null deletes a line). */
export interface LineFix {
  readonly text: string | null;
  readonly following?: ReadonlyMap<number, string | null>;
  readonly title: string;
  readonly weight: number;
}

export interface LineTemplate extends FixTemplate {
  readonly scope: 'near' | 'function';
  fixes(line: BrokenLine): Iterable<LineFix>;
}

/**
 * A template of line repairs: applied to the lines the parser complains about and their neighbours, or to the whole
 * function where the parser notices late. Proposals that mend nothing are dropped by the generator.
 */
export function lineTemplate(
  id: string,
  prior: number,
  examples: readonly TemplateExample[],
  fixes: (line: BrokenLine) => Iterable<LineFix>,
  scope: 'near' | 'function' = 'near',
): LineTemplate {
  return {
    id,
    bugClass: 'syntax error',
    prior,
    examples,
    scope,
    fixes,
    *propose(node, context) {
      if (node.id !== context.root.id || context.focal.syntaxErrors.length === 0) return;
      for (const { line, share, near } of brokenLines(context)) {
        if (!near && scope === 'near') continue;
        for (const fix of fixes(line)) yield lineProposal(fix, line, share, context);
      }
    },
  };
}

export function lineProposal(fix: LineFix, line: BrokenLine, share: number, context: TemplateContext): Proposal {
  const starts = lineStarts(context);
  const changes = new Map<number, string | null>([[0, fix.text], ...(fix.following ?? [])]);
  const edits = [...changes].flatMap(([distance, text]) => {
    const start = starts[line.index + distance];
    const old = line.lines[line.index + distance];
    if (start === undefined || old === undefined || text === old) return [];
    if (text !== null) return [{ range: { start, end: start + old.length }, text }];
    const end = starts[line.index + distance + 1];
    return [
      {
        range:
          end === undefined
            ? { start: Math.max(context.focal.range.start, start - 1), end: start + old.length }
            : { start, end },
        text: '',
      },
    ];
  });
  return { edits, title: fix.title, weight: Math.min(1, fix.weight * share) };
}

/** Offsets of the function's lines; the first begins where the function does. */
function lineStarts(context: TemplateContext): readonly number[] {
  const { start, end } = context.focal.range;
  const starts = [start];
  for (let at = context.text.indexOf('\n', start); at !== -1 && at + 1 <= end; at = context.text.indexOf('\n', at + 1))
    starts.push(at + 1);
  return starts;
}

interface Suspect {
  readonly line: BrokenLine;
  readonly share: number;
  readonly near: boolean;
}

const known = new WeakMap<TemplateContext, readonly Suspect[]>();

export function brokenLines(context: TemplateContext): readonly Suspect[] {
  let found = known.get(context);
  if (!found) {
    found = linesAround(context);
    known.set(context, found);
  }
  return found;
}

function linesAround(context: TemplateContext): Suspect[] {
  const { text, focal } = context;
  const { python, unit } = layoutOf(context);
  const starts = lineStarts(context);
  const lines = text
    .slice(focal.range.start, focal.range.end)
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
  const rowOf = (offset: number): number =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= offset),
    );
  const columns = new Map<number, number[]>();
  const rows = new Map<number, number>();
  const spot = (offset: number): void => {
    const row = rowOf(offset);
    columns.set(row, [...(columns.get(row) ?? []), offset - (starts[row] ?? 0)]);
    rows.set(row, 1);
  };
  const mark = (start: number, end: number): void => {
    if (start < focal.range.start || start > focal.range.end) return;
    const [first, last] = [rowOf(start), Math.min(rowOf(Math.max(start, end - 1)), rowOf(start) + 40)];
    for (let row = Math.max(0, first - 1); row <= Math.min(lines.length - 1, last + 1); row++)
      if (!rows.has(row)) rows.set(row, 0.6);
    spot(start);
  };
  for (const { start, end } of focal.syntaxErrors) mark(start, end);
  for (const node of errorsIn(context.root)) mark(node.startIndex, node.endIndex);
  return lines.slice(0, 200).map((own, index) => ({
    line: {
      python,
      lines,
      index,
      text: own,
      indentation: /^[ \t]*/.exec(own)?.[0] ?? '',
      unit,
      columns: columns.get(index) ?? [],
    },
    share: rows.get(index) ?? 0.4,
    near: rows.has(index),
  }));
}

export function* errorsIn(node: SyntaxNode): Generator<SyntaxNode> {
  if (!node.hasError) return;
  if (node.isError || node.isMissing) yield node;
  for (const child of node.children) yield* errorsIn(child);
}

/** The line split into code and a comment behind it; quotes are respected. */
export function codeOf(line: BrokenLine): { code: string; comment: string } {
  const sign = line.python ? '#' : '//';
  let quote = '';
  for (let i = 0; i < line.text.length; i++) {
    const char = line.text[i] ?? '';
    if (quote !== '') {
      if (char === '\\') i++;
      else if (char === quote) quote = '';
    } else if (/["'`]/.test(char)) quote = char;
    else if (line.text.startsWith(sign, i)) {
      const code = line.text.slice(0, i).trimEnd();
      return { code, comment: line.text.slice(code.length) };
    }
  }
  const code = line.text.trimEnd();
  return { code, comment: line.text.slice(code.length) };
}

/** The code with the contents of strings blanked out, so that patterns do not match inside them. Same length. */
export function masked(code: string): string {
  return code.replace(
    /(["'`])(?:\\.|(?!\1).)*\1/g,
    (string) => `${string[0] ?? ''}${'_'.repeat(string.length - 2)}${string[0] ?? ''}`,
  );
}

import type { TextRange } from '../model/text';

/** One logical line (brackets, triple-quoted strings and backslashes joined) that is neither blank nor a comment. */
export interface LogicalLine {
  /** Offset of its first character that is no blank. */
  readonly start: number;
  /** After its last character that counts (comment and blanks excluded). */
  readonly end: number;
  /** Columns, tabs to multiples of 8 as CPython counts them. */
  readonly indent: number;
  /** Ends with a colon: a deeper line must follow. */
  readonly opensBlock: boolean;
}

export interface IndentedLines {
  readonly lines: readonly LogicalLine[];
  /** Lines whose indentation no interpreter accepts (missing block, unexpected indent, dedent to no known level); tree-sitter takes these silently. */
  readonly errors: readonly TextRange[];
}

const Char = {
  tab: 9,
  newline: 10,
  formFeed: 12,
  return: 13,
  space: 32,
  doubleQuote: 34,
  hash: 35,
  quote: 39,
  openRound: 40,
  closeRound: 41,
  colon: 58,
  openSquare: 91,
  backslash: 92,
  closeSquare: 93,
  openCurly: 123,
  closeCurly: 125,
} as const;

const definition = /[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+[\p{L}_]/uy;

/**
 * Logical lines of a language with indented blocks, made to survive broken code: a bracket that is never closed ends before the next
 * `def` or `class` (keywords cannot stand in brackets), a string that is never closed ends with its line.
 */
export function indentedLines(text: string): IndentedLines {
  const lines: LogicalLine[] = [];
  let depth = 0;
  /** Offset and columns of the logical line that is read; no offset between lines. Plain numbers: a long file has thousands of lines. */
  let start = -1;
  let columns = 0;
  let last = 0;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const close = () => {
    if (start >= 0)
      lines.push({ start, end: last, indent: columns, opensBlock: text.charCodeAt(last - 1) === Char.colon });
    start = -1;
    depth = 0;
  };
  while (at < text.length) {
    if (start >= 0 && depth > 0) {
      definition.lastIndex = at;
      if (definition.test(text)) close();
    }
    let indent = 0;
    for (; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === Char.space) indent++;
      else if (c === Char.tab) indent = (indent >> 3) * 8 + 8;
      else if (c === Char.formFeed) indent = 0;
      else break;
    }
    const first = text.charCodeAt(at);
    const counts = at < text.length && first !== Char.newline && first !== Char.return && first !== Char.hash;
    if (start < 0 && counts) {
      start = at;
      columns = indent;
    }
    let continued = false;
    scan: for (; at < text.length; at++) {
      const c = text.charCodeAt(at);
      switch (c) {
        case Char.newline:
          at++;
          break scan;
        case Char.space:
        case Char.tab:
        case Char.return:
          continue;
        case Char.hash: {
          const newline = text.indexOf('\n', at);
          at = newline === -1 ? text.length : newline + 1;
          break scan;
        }
        case Char.openRound:
        case Char.openSquare:
        case Char.openCurly:
          depth++;
          break;
        case Char.closeRound:
        case Char.closeSquare:
        case Char.closeCurly:
          if (depth > 0) depth--;
          break;
        case Char.doubleQuote:
        case Char.quote:
          at = stringEnd(text, at, text[at] ?? '') - 1;
          break;
        case Char.backslash:
          if (/^\r?\n/.test(text.slice(at + 1, at + 3))) {
            continued = true;
            at = text.indexOf('\n', at) + 1;
            break scan;
          }
          break;
        default:
      }
      last = at + 1;
    }
    if (depth === 0 && !continued) close();
  }
  close();
  return { lines, errors: indentationErrors(lines) };
}

/** Offset after the string that opens at `at`. */
function stringEnd(text: string, at: number, quote: string): number {
  const triple = quote.repeat(3);
  if (text.startsWith(triple, at)) {
    for (let end = text.indexOf(triple, at + 3); end !== -1; end = text.indexOf(triple, end + 1)) {
      let slashes = 0;
      while (text[end - 1 - slashes] === '\\') slashes++;
      if (slashes % 2 === 1) continue;
      // A word right behind the quotes: they open a later docstring, and this string was never closed.
      if (/[\p{L}\p{N}_]/u.test(text[end + 3] ?? '')) break;
      return end + 3;
    }
    return lineEnd(text, at);
  }
  for (let end = at + 1; end < text.length; end++) {
    const c = text[end];
    if (c === '\\') {
      end += text[end + 1] === '\r' ? 2 : 1;
    } else if (c === quote) return end + 1;
    else if (c === '\n') return end;
  }
  return text.length;
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  const end = newline === -1 ? text.length : newline;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function indentationErrors(lines: readonly LogicalLine[]): readonly TextRange[] {
  const errors: TextRange[] = [];
  const levels = [0];
  let expectsBlock = false;
  for (const line of lines) {
    const { indent, start, end } = line;
    const top = () => levels[levels.length - 1] ?? 0;
    if (indent > top()) {
      if (!expectsBlock) errors.push({ start, end });
      levels.push(indent);
    } else {
      if (expectsBlock) errors.push({ start, end });
      while (levels.length > 1 && indent < top()) levels.pop();
      if (indent !== top()) {
        if (!expectsBlock) errors.push({ start, end });
        levels.push(indent);
      }
    }
    expectsBlock = line.opensBlock;
  }
  return errors;
}

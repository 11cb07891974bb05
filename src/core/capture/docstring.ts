import type { TextRange } from '../model/text';

/**
 * What a string literal in docstring position says: prefix, quotes and common indentation removed, escapes of a non-raw string resolved
 * (as `inspect.getdoc` gives it), so that examples read as the interpreter would read them.
 */
export function docstringText(literal: string): string {
  const match = /^([a-zA-Z]*)('''|"""|'|")([\s\S]*?)(\2)?$/.exec(literal);
  if (!match) return literal;
  const body = match[3] ?? '';
  return dedent(/r/i.test(match[1] ?? '') ? body : unescape(body));
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

function unescape(body: string): string {
  return body.replace(/\\(\r?\n|x[\da-fA-F]{2}|u[\da-fA-F]{4}|[0-7]{1,3}|.)/g, (whole, code: string) => {
    if (/^\r?\n$/.test(code)) return '';
    if (/^[xu][\da-fA-F]+$/.test(code)) return String.fromCharCode(parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(parseInt(code, 8));
    return escapes[code] ?? whole;
  });
}

/** First line trimmed, the others without their common indentation, no blank lines at either end. */
function dedent(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n').map(expandTabs);
  const indents = lines.slice(1).flatMap((line) => (line.trim() ? [line.length - line.trimStart().length] : []));
  const common = indents.length > 0 ? Math.min(...indents) : 0;
  const rest = lines.slice(1).map((line) => line.slice(common).trimEnd());
  return [(lines[0] ?? '').trim(), ...rest].join('\n').replace(/^\n+|\s+$/g, '');
}

function expandTabs(line: string): string {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  if (!indent.includes('\t')) return line;
  let column = 0;
  for (const c of indent) column = c === '\t' ? (Math.floor(column / 8) + 1) * 8 : column + 1;
  return ' '.repeat(column) + line.slice(indent.length);
}

/** Words of a comment without its markers and without the stars and blanks in front of its lines. */
export function commentText(comment: string): string {
  const lines = comment.replaceAll('\r\n', '\n').split('\n');
  const block = comment.startsWith('/*');
  const bare = lines.map((line) =>
    block
      ? line.replace(/^\s*(\/\*+!?|\*(?!\/))? ?/, '').replace(/\s*\*+\/\s*$/, '')
      : line.replace(/^\s*(\/\/+|#+:?) ?/, ''),
  );
  return bare
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\s+$/g, '');
}

/** Comments of a file, looked up by what stands next to them. */
export class Comments {
  readonly #text: string;
  readonly #comments: readonly TextRange[];

  /** `comments` in document order. */
  constructor(text: string, comments: readonly TextRange[]) {
    this.#text = text;
    this.#comments = comments;
  }

  /** The comment (or run of line comments) that ends directly above `offset`: no blank line, no code between. */
  above(offset: number): string | undefined {
    let index = this.#before(offset);
    const last = this.#comments[index];
    if (!last || !this.#adjacent(last.end, offset) || !this.#ownLine(last.start)) return undefined;
    let start = last.start;
    if (!this.#text.startsWith('/*', start)) {
      for (index--; index >= 0; index--) {
        const previous = this.#comments[index];
        if (!previous || this.#text.startsWith('/*', previous.start)) break;
        if (!this.#adjacent(previous.end, start) || !this.#ownLine(previous.start)) break;
        start = previous.start;
      }
    }
    return commentText(this.#text.slice(start, last.end));
  }

  /** The comment that opens a body whose text begins at `offset`. */
  inside(offset: number): string | undefined {
    let index = this.#before(offset) + 1;
    const first = this.#comments[index];
    if (!first || !/^\s*$/.test(this.#text.slice(offset, first.start))) return undefined;
    let end = first.end;
    if (!this.#text.startsWith('/*', first.start)) {
      for (index++; index < this.#comments.length; index++) {
        const next = this.#comments[index];
        if (!next || !this.#adjacent(end, next.start) || this.#text.startsWith('/*', next.start)) break;
        end = next.end;
      }
    }
    return commentText(this.#text.slice(first.start, end));
  }

  /** Index of the last comment that ends at or before `offset`; -1 for none. */
  #before(offset: number): number {
    let low = 0;
    let high = this.#comments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#comments[middle]?.end ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #adjacent(end: number, start: number): boolean {
    return /^[^\S\n]*\n?[^\S\n]*$/.test(this.#text.slice(end, start));
  }

  #ownLine(start: number): boolean {
    return this.#text.slice(this.#text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
  }
}

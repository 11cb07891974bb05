/** Text-level reading of examples: where a string, a bracket or a literal ends. Offsets are into the given text. */

const quotes = new Set(['"', "'", '`']);

/** Offset after the string literal that opens at `at`; -1 when it does not end (a plain quote must end on its line). */
export function stringEnd(text: string, at: number): number {
  const quote = text[at] ?? '';
  const triple = quote.repeat(3);
  const closing = quote !== '`' && text.startsWith(triple, at) ? triple : quote;
  for (let end = at + closing.length; end < text.length; end++) {
    if (text[end] === '\\') end++;
    else if (text.startsWith(closing, end)) return end + closing.length;
    else if (text[end] === '\n' && closing.length === 1 && quote !== '`') return -1;
  }
  return -1;
}

/** Offset after the bracket that closes the one at `at`; -1 when there is none. Strings inside are stepped over. */
export function bracketEnd(text: string, at: number): number {
  const open: string[] = [];
  for (let end = at; end < text.length; end++) {
    const c = text[end] ?? '';
    if (quotes.has(c)) {
      const after = stringEnd(text, end);
      if (after === -1) return -1;
      end = after - 1;
    } else if (c === '(' || c === '[' || c === '{') open.push(c);
    else if (c === ')' || c === ']' || c === '}') {
      if (open.pop() !== { ')': '(', ']': '[', '}': '{' }[c]) return -1;
      if (open.length === 0) return end + 1;
    }
  }
  return -1;
}

const blank = /[ \t]*/y;
const prefixed = /(?:[rRbBuUfF]{1,2}(?=["']))?(?=["'`])/y;
const number =
  /[+-]?\s?(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)[jn]?(?![\p{L}\d_])/uy;
const word = /(?:new\s+)?-?[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*/uy;
const operator = /[ \t]*(?:\*\*|[+\-*%]|\/(?!\/))[ \t]*(?=[\d.("'[])/y;

/** Offset after the value that begins at `at`: a literal, a constant, a constructor call, or arithmetic over those; -1 when none begins there. */
export function valueEnd(text: string, at: number): number {
  let end = operandEnd(text, at + skip(blank, text, at));
  while (end !== -1) {
    const length = skip(operator, text, end);
    if (length === 0) return end;
    end = operandEnd(text, end + length);
  }
  return -1;
}

function operandEnd(text: string, at: number): number {
  const c = text[at] ?? '';
  if (c === '(' || c === '[' || c === '{') return bracketEnd(text, at);
  prefixed.lastIndex = at;
  const prefix = prefixed.exec(text);
  if (prefix) return stringEnd(text, at + prefix[0].length);
  const digits = skip(number, text, at);
  if (digits > 0) return at + digits;
  const name = skip(word, text, at);
  if (name === 0) return -1;
  return text[at + name] === '(' ? bracketEnd(text, at + name) : at + name;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** Applies `change` to the parts of a source that are no string literals. */
export function outsideStrings(source: string, change: (code: string) => string): string {
  let result = '';
  let from = 0;
  for (let at = 0; at < source.length; at++) {
    if (!quotes.has(source[at] ?? '')) continue;
    const end = stringEnd(source, at);
    if (end === -1) break;
    result += change(source.slice(from, at)) + source.slice(at, end);
    from = end;
    at = end - 1;
  }
  return result + change(source.slice(from));
}

/** Same length, string literals blanked out. */
export function maskStrings(source: string): string {
  let masked = '';
  for (let at = 0; at < source.length; at++) {
    const end = quotes.has(source[at] ?? '') ? stringEnd(source, at) : -1;
    masked += end === -1 ? (source[at] ?? '') : '_'.repeat(end - at);
    if (end !== -1) at = end - 1;
  }
  return masked;
}

/** Splits at commas outside brackets and strings. */
export function splitArguments(source: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < source.length; at++) {
    const c = source[at] ?? '';
    if (quotes.has(c)) {
      const end = stringEnd(source, at);
      if (end === -1) break;
      at = end - 1;
    } else if ('([{'.includes(c)) {
      const end = bracketEnd(source, at);
      if (end === -1) break;
      at = end - 1;
    } else if (c === ',') {
      parts.push(source.slice(from, at).trim());
      from = at + 1;
    }
  }
  const last = source.slice(from).trim();
  return last ? [...parts, last] : parts;
}

/** Source of the items between a bracket and its partner, split at the commas of that level. */
export function splitBrackets(
  text: string,
  open: number,
): { readonly items: readonly string[]; readonly end: number } | undefined {
  const items: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let i = open; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quotes.has(character)) {
      const end = stringEnd(text, i);
      if (end === -1) return undefined;
      i = end - 1;
    } else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) {
      if (--depth > 0) continue;
      const last = text.slice(from, i);
      if (last.trim() !== '') items.push(last);
      return { items, end: i + 1 };
    } else if (character === ',' && depth === 1) {
      items.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return undefined;
}

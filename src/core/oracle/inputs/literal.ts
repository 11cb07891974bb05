import { splitBrackets, stringEnd } from '../exampleText';
import type { Argument, Dialect, Value } from './value';

/** The text is no expression this reader knows; the caller keeps it as it is. */
class NotLiteral extends Error {}

/** The value an expression writes down, or an `opaque` one when it is no literal. Calls of `callees` (`Point`, `new Point`) are literals, too. */
export function parseValue(source: string, dialect: Dialect, callees: ReadonlySet<string> = new Set()): Value {
  const text = source.trim();
  try {
    const reader = new Reader(text, dialect, callees);
    const value = reader.value();
    reader.end();
    return value;
  } catch (error) {
    if (!(error instanceof NotLiteral)) throw error;
    return { kind: 'opaque', source: text };
  }
}

/**
 * Arguments of the call whose opening parenthesis stands at `open`, and the offset after its closing one;
 * undefined when the brackets are not balanced.
 */
export function parseArguments(
  text: string,
  open: number,
  dialect: Dialect,
  callees?: ReadonlySet<string>,
): { readonly args: readonly Argument[]; readonly end: number } | undefined {
  const parts = splitBrackets(text, open);
  if (!parts) return undefined;
  const args = parts.items.map((item): Argument => {
    const keyword = dialect === 'python' ? /^\s*([A-Za-z_]\w*)\s*=(?!=)/.exec(item) : null;
    const value = parseValue(keyword ? item.slice(keyword[0].length) : item, dialect, callees);
    return keyword?.[1] === undefined ? { value } : { name: keyword[1], value };
  });
  return { args, end: parts.end };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' };

/** What a backslash begins. */
const escape: Readonly<Record<Dialect, RegExp>> = {
  python: /\\(\r?\n|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|[^])/g,
  javascript: /\\(\r?\n|x[\da-fA-F]{2}|u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|\d+|[^])/g,
};

const words: Readonly<Record<Dialect, ReadonlyMap<string, Value>>> = {
  python: new Map<string, Value>([
    ['True', { kind: 'bool', value: true }],
    ['False', { kind: 'bool', value: false }],
    ['None', { kind: 'null' }],
  ]),
  javascript: new Map<string, Value>([
    ['true', { kind: 'bool', value: true }],
    ['false', { kind: 'bool', value: false }],
    ['null', { kind: 'null' }],
    ['undefined', { kind: 'undefined' }],
    ['Infinity', { kind: 'float', value: Infinity }],
    ['NaN', { kind: 'float', value: NaN }],
  ]),
};

class Reader {
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #callees: ReadonlySet<string>;
  #at = 0;

  constructor(text: string, dialect: Dialect, callees: ReadonlySet<string>) {
    this.#text = text;
    this.#dialect = dialect;
    this.#callees = callees;
  }

  end(): void {
    this.#blanks();
    if (this.#at !== this.#text.length) throw new NotLiteral();
  }

  value(): Value {
    this.#blanks();
    const character = this.#text[this.#at] ?? '';
    if (character === '-' || character === '+') return this.#signed(character);
    if (/[\d.]/.test(character)) return this.#number();
    if (character === '"' || character === "'") return this.#strings();
    if (character === '[') return { kind: 'list', items: this.#items('[', ']').items };
    if (character === '(') return this.#parentheses();
    if (character === '{') return this.#braces();
    return this.#call() ?? this.#member() ?? this.#word();
  }

  #blanks(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #take(token: string): boolean {
    this.#blanks();
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #signed(sign: string): Value {
    this.#at++;
    const value = this.value();
    if (value.kind !== 'int' && value.kind !== 'float') throw new NotLiteral();
    if (sign === '+') return value;
    return value.kind === 'int' && value.value !== 0
      ? { kind: 'int', value: -value.value }
      : { kind: this.#dialect === 'python' ? value.kind : 'float', value: -value.value };
  }

  #number(): Value {
    const prefixed = this.#match(/0[xXoObB][\da-fA-F_]+(?![\w.])/y);
    const text = prefixed ?? this.#match(/(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)([eE][-+]?\d+)?(?![\w.])/y);
    if (text === undefined) throw new NotLiteral();
    const value = Number(text.replaceAll('_', ''));
    const integral = prefixed !== undefined || (!/[.eE]/.test(text) && Number.isInteger(value));
    if (Number.isNaN(value) || (integral && !Number.isSafeInteger(value))) throw new NotLiteral();
    return { kind: integral ? 'int' : 'float', value };
  }

  /** One string, or several that stand side by side in Python. */
  #strings(): Value {
    let value = this.#string();
    if (this.#dialect === 'python') {
      this.#blanks();
      while (/["']/.test(this.#text[this.#at] ?? '')) {
        value += this.#string();
        this.#blanks();
      }
    }
    return { kind: 'string', value };
  }

  #string(): string {
    const end = stringEnd(this.#text, this.#at);
    if (end === -1) throw new NotLiteral();
    const literal = this.#text.slice(this.#at, end);
    this.#at = end;
    const quotes = /^("""|''')/.test(literal) && literal.length >= 6 ? 3 : 1;
    return literal
      .slice(quotes, -quotes)
      .replace(escape[this.#dialect], (whole, code: string) => this.#escaped(whole, code));
  }

  #escaped(whole: string, code: string): string {
    if (/^\r?\n$/.test(code)) return '';
    const point = /^[xuU]./.test(code) ? parseInt(code.replace(/[xuU{}]/g, ''), 16) : NaN;
    if (point > 0x10ffff) throw new NotLiteral();
    if (!Number.isNaN(point)) return String.fromCodePoint(point);
    const python = this.#dialect === 'python';
    if (python && /^[0-7]/.test(code)) return String.fromCharCode(parseInt(code, 8));
    // A character by its name, an octal number where it is no longer allowed, a number that is cut short.
    if (python ? /^[NxuU]/.test(code) : /^[1-9xu]|\d\d/.test(code)) throw new NotLiteral();
    const named = code === 'a' && python ? '\x07' : escapes[code];
    if (named !== undefined) return named;
    return python && !/["'\\]/.test(code) ? whole : code;
  }

  #items(open: string, close: string): { readonly items: readonly Value[]; readonly trailing: boolean } {
    const items: Value[] = [];
    if (!this.#take(open)) throw new NotLiteral();
    let trailing = false;
    while (!this.#take(close)) {
      if (items.length > 0 && !trailing) throw new NotLiteral();
      items.push(this.value());
      trailing = this.#take(',');
    }
    return { items, trailing };
  }

  #parentheses(): Value {
    const { items, trailing } = this.#items('(', ')');
    const [only] = items;
    if (only && items.length === 1 && !trailing) return only;
    if (this.#dialect === 'javascript') throw new NotLiteral();
    return { kind: 'tuple', items };
  }

  #braces(): Value {
    this.#take('{');
    const entries: (readonly [Value, Value])[] = [];
    const items: Value[] = [];
    let more = true;
    while (!this.#take('}')) {
      if (!more) throw new NotLiteral();
      const key = this.#key();
      if (this.#take(':')) entries.push([key, this.value()]);
      else items.push(key);
      more = this.#take(',');
    }
    if (items.length === 0) return { kind: 'dict', entries };
    if (entries.length > 0 || this.#dialect === 'javascript') throw new NotLiteral();
    return { kind: 'set', items };
  }

  #key(): Value {
    if (this.#dialect === 'javascript') {
      this.#blanks();
      const name = this.#match(/[A-Za-z_$][\w$]*(?=\s*:)/y);
      if (name !== undefined) return { kind: 'string', value: name };
    }
    return this.value();
  }

  /** `Point(1, y=2)`, `new Point(1, 2)`. */
  #call(): Value | undefined {
    if (this.#callees.size === 0) return undefined;
    const start = this.#at;
    const callee = this.#match(/(?:new\s+)?[A-Za-z_$][\w$]*(?=\s*\()/y)?.replace(/\s+/, ' ');
    const open = this.#text.indexOf('(', this.#at);
    const parsed =
      callee !== undefined && this.#callees.has(callee)
        ? parseArguments(this.#text, open, this.#dialect, this.#callees)
        : undefined;
    if (callee === undefined || !parsed) {
      this.#at = start;
      return undefined;
    }
    if (parsed.args.some(({ value }) => value.kind === 'opaque' && !isMember(value.source))) throw new NotLiteral();
    this.#at = parsed.end;
    return { kind: 'call', callee, args: parsed.args };
  }

  /** A member of an enumeration as Python shows it: `<Color.RED: 1>`. */
  #member(): Value | undefined {
    const shown = this.#dialect === 'python' ? this.#match(/<[A-Za-z_]\w*\.[A-Za-z_]\w*: [^<>]*>/y) : undefined;
    return shown === undefined ? undefined : { kind: 'opaque', source: shown.slice(1, shown.indexOf(':')) };
  }

  #word(): Value {
    const dialect = this.#dialect;
    const word = this.#match(/[A-Za-z_]\w*(?!\w)/y);
    const known = words[dialect].get(word ?? '');
    if (known) return known;
    if (dialect === 'python' && word === 'set' && this.#take('(') && this.#take(')')) return { kind: 'set', items: [] };
    if (dialect === 'python' && word === 'float') return this.#floatCall();
    if (dialect === 'javascript' && word === 'new') {
      this.#blanks();
      const made = this.#match(/(Set|Map)(?!\w)/y);
      const items = this.#take('(') ? (this.#take(')') ? [] : this.#only()) : undefined;
      if (made === 'Set' && items) return { kind: 'set', items };
      if (made === 'Map' && items) return { kind: 'map', entries: items.map(pair) };
    }
    throw new NotLiteral();
  }

  #floatCall(): Value {
    this.#take('(');
    const text = this.#string().toLowerCase();
    const value = { inf: Infinity, '-inf': -Infinity, nan: NaN }[text];
    if (value === undefined || !this.#take(')')) throw new NotLiteral();
    return { kind: 'float', value };
  }

  #only(): readonly Value[] {
    const value = this.value();
    if (value.kind !== 'list' || !this.#take(')')) throw new NotLiteral();
    return value.items;
  }
}

/** `Color.RED`: a name that stands for itself. */
export const isMember = (source: string): boolean => /^[A-Z]\w*\.[A-Za-z_]\w*$/.test(source);

function pair(value: Value): readonly [Value, Value] {
  const [key, entry] = value.kind === 'list' ? value.items : [];
  if (!key || !entry) throw new NotLiteral();
  return [key, entry];
}

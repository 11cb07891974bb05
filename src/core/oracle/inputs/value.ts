/** Which language's expressions are read and written. */
export type Dialect = 'python' | 'javascript';

/** An argument value that can be changed, shrunk and written down again. `opaque` is an expression that is only ever copied. */
export type Value =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  /** `None` or `null`. */
  | { readonly kind: 'null' }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly Value[] }
  /** A dictionary, a JavaScript object (string keys) or a `Map`. */
  | { readonly kind: 'dict' | 'map'; readonly entries: readonly (readonly [Value, Value])[] }
  /** An instance of a class of the project. */
  | { readonly kind: 'call'; readonly callee: string; readonly args: readonly Argument[] }
  | { readonly kind: 'opaque'; readonly source: string };

export interface Argument {
  /** Set for a keyword argument. */
  readonly name?: string;
  readonly value: Value;
}

export const int = (value: number): Value => ({ kind: 'int', value });
export const float = (value: number): Value => ({ kind: 'float', value });
export const bool = (value: boolean): Value => ({ kind: 'bool', value });
export const string = (value: string): Value => ({ kind: 'string', value });
export const list = (items: readonly Value[]): Value => ({ kind: 'list', items });
export const nothing: Value = { kind: 'null' };

/** Source text of a value in the language. */
export function print(value: Value, dialect: Dialect): string {
  switch (value.kind) {
    case 'int':
      return String(value.value);
    case 'float':
      return printFloat(value.value, dialect);
    case 'bool':
      return dialect === 'python' ? (value.value ? 'True' : 'False') : String(value.value);
    case 'string':
      return quote(value.value, dialect);
    case 'null':
      return dialect === 'python' ? 'None' : 'null';
    case 'undefined':
      return dialect === 'python' ? 'None' : 'undefined';
    case 'list':
      return `[${value.items.map((item) => print(item, dialect)).join(', ')}]`;
    case 'tuple':
      return printTuple(value.items, dialect);
    case 'set':
      return printSet(value.items, dialect);
    case 'dict':
      return `{${value.entries.map(([k, v]) => `${printKey(k, dialect)}: ${print(v, dialect)}`).join(', ')}}`;
    case 'map':
      return `new Map([${value.entries.map(([k, v]) => `[${print(k, dialect)}, ${print(v, dialect)}]`).join(', ')}])`;
    case 'call':
      return `${value.callee}(${printArguments(value.args, dialect)})`;
    case 'opaque':
      return value.source;
  }
}

export function printArguments(args: readonly Argument[], dialect: Dialect): string {
  return args.map(({ name, value }) => (name === undefined ? '' : `${name}=`) + print(value, dialect)).join(', ');
}

function printFloat(value: number, dialect: Dialect): string {
  if (dialect === 'javascript') return Object.is(value, -0) ? '-0' : String(value);
  if (Number.isNaN(value)) return "float('nan')";
  if (!Number.isFinite(value)) return value > 0 ? "float('inf')" : "float('-inf')";
  const text = Object.is(value, -0) ? '-0.0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function printTuple(items: readonly Value[], dialect: Dialect): string {
  const inside = items.map((item) => print(item, dialect)).join(', ');
  if (dialect === 'javascript') return `[${inside}]`;
  return items.length === 1 ? `(${inside},)` : `(${inside})`;
}

function printSet(items: readonly Value[], dialect: Dialect): string {
  const inside = items.map((item) => print(item, dialect)).join(', ');
  if (dialect === 'javascript') return `new Set([${inside}])`;
  return items.length === 0 ? 'set()' : `{${inside}}`;
}

function printKey(key: Value, dialect: Dialect): string {
  if (dialect === 'python') return print(key, dialect);
  if (key.kind === 'string') return /^[A-Za-z_$][\w$]*$/.test(key.value) ? key.value : quote(key.value, dialect);
  return key.kind === 'int' && key.value >= 0 ? String(key.value) : `[${print(key, dialect)}]`;
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function quote(text: string, dialect: Dialect): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  let body = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === mark) body += `\\${character}`;
    else if (named[character] !== undefined) body += named[character];
    else if (code < 32 || code === 127) body += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (dialect === 'javascript' && (code === 0x2028 || code === 0x2029)) body += `\\u${code.toString(16)}`;
    else if (code >= 0xd800 && code <= 0xdfff) body += `\\u${code.toString(16)}`;
    else body += character;
  }
  return mark + body + mark;
}

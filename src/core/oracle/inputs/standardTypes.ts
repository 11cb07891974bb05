import type { Type } from './type';
import type { Dialect } from './value';

/** Telling values of types that come with the languages, as expressions; `T` stands for the type as it is written. */
const python: Readonly<Record<string, readonly string[]>> = {
  bytes: ["b''", "b'a'", "b'ab\\x00'"],
  bytearray: ["bytearray(b'')", "bytearray(b'ab')"],
  date: ['T(2024, 2, 29)', 'T(2023, 1, 1)', 'T(1999, 12, 31)'],
  datetime: ['T(2024, 2, 29, 12, 30)', 'T(2023, 1, 1)', 'T(1999, 12, 31, 23, 59, 59)'],
  time: ['T(0, 0)', 'T(12, 30)', 'T(23, 59, 59)'],
  timedelta: ['T(0)', 'T(days=1)', 'T(hours=1, minutes=30)', 'T(days=-1)'],
  Decimal: ["T('0')", "T('1.5')", "T('-2.25')", "T('10')"],
  Fraction: ['T(0)', 'T(1, 2)', 'T(-3, 4)', 'T(2)'],
  Path: ["T('.')", "T('a/b.txt')", "T('/tmp/x')"],
  PurePath: ["T('.')", "T('a/b.txt')"],
  range: ['range(0)', 'range(3)', 'range(1, 6, 2)'],
};

const javascript: Readonly<Record<string, readonly string[]>> = {
  Date: ['new Date(0)', "new Date('2024-02-29T12:30:00Z')", "new Date('1999-12-31T23:59:59Z')"],
  RegExp: ['/a/', '/[0-9]+/g', '/^$/'],
  bigint: ['0n', '1n', '-2n', '10n'],
  Function: ['() => 1', '(x) => x'],
};

export function standardType(name: string, dialect: Dialect): Type | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const values = dialect === 'python' ? python[last] : javascript[name];
  return values && expressions(values.map((text) => text.replace('T(', `${name}(`)));
}

/** Small functions that give a value of the kind; `source` is the type of the result as it is written. */
export function functionType(source: string, dialect: Dialect): Type {
  const result = source.trim();
  if (dialect === 'python') {
    if (result === 'bool')
      return expressions(['lambda *args: bool(args[0])', 'lambda *args: True', 'lambda *args: not args[0]']);
    if (result === 'str') return expressions(['lambda *args: str(args[0])', "lambda *args: 'a'"]);
    if (result === 'None') return expressions(['lambda *args: None']);
    return expressions(['lambda *args: args[0]', 'lambda *args: args[-1]']);
  }
  if (result === 'boolean') return expressions(['(x) => Boolean(x)', '() => true', '(x) => !x']);
  if (result === 'string') return expressions(['(x) => String(x)', "() => 'a'"]);
  if (result === 'void' || result === 'undefined') return expressions(['() => undefined']);
  return expressions(['(...xs) => xs[0]', '(...xs) => xs[xs.length - 1]']);
}

const expressions = (sources: readonly string[]): Type => ({
  kind: 'union',
  of: sources.map((source) => ({ kind: 'literal', value: { kind: 'opaque', source } })),
});

import { itemsOf } from '../oracle/inputs/domain';
import { parseArguments, parseValue } from '../oracle/inputs/literal';
import { print, type Argument, type Dialect, type Value } from '../oracle/inputs/value';
import type { ExampleTest } from '../model/test';
import { counted } from '../run/words';

/** Longer values are described instead of shown. */
const SHOWN = 24;

/** `returns 2 for [3, 1, 2]`, `raises ValueError for an empty list`: what one example checks, in plain words. */
export function nameOfExample(test: ExampleTest, dialect: Dialect): string {
  return `${resultWords(test, dialect)} ${inputWords(test.call, dialect)}`.trim();
}

function resultWords({ expected }: ExampleTest, dialect: Dialect): string {
  if (expected.kind === 'throws') {
    return `${dialect === 'python' ? 'raises' : 'throws'} ${expected.type ?? 'an error'}`;
  }
  const source = expected.kind === 'value' ? expected.source : expected.text;
  return `returns ${valueWords(parseValue(source, dialect), dialect)}`;
}

function inputWords(call: string, dialect: Dialect): string {
  const open = lastCallOpening(call);
  const args = open === undefined ? undefined : parseArguments(call, open, dialect)?.args;
  if (!args) return `for ${cut(call)}`;
  if (args.length === 0) return 'without arguments';
  return `for ${joined(args.map((arg) => argumentWords(arg, dialect)))}`;
}

/** Of the last call that closes at the end of the text: `Stack([1]).push(2)` is called with 2. */
function lastCallOpening(call: string): number | undefined {
  let depth = 0;
  const text = call.trimEnd().replace(/\]$/, ')');
  if (!text.endsWith(')')) return undefined;
  for (let i = text.length - 1; i >= 0; i--) {
    if (')]}'.includes(text[i] ?? '')) depth++;
    else if ('([{'.includes(text[i] ?? '') && --depth === 0) {
      const wrapped = /^\s*(list\(|\[\.\.\.)/.exec(call);
      const inner = wrapped && call.indexOf('(', wrapped[0].length);
      return i < (wrapped?.[0].length ?? 0) && inner ? inner : i;
    }
  }
  return undefined;
}

function argumentWords({ name, value }: Argument, dialect: Dialect): string {
  const words = valueWords(value, dialect);
  return name === undefined ? words : `${name} ${words}`;
}

function valueWords(value: Value, dialect: Dialect): string {
  const text = print(value, dialect);
  switch (value.kind) {
    case 'string':
      if (value.value === '') return 'an empty string';
      if (/^\s+$/.test(value.value)) return value.value === ' ' ? 'a blank' : 'only blanks';
      return text.length <= SHOWN ? text : `a text of ${value.value.length} characters`;
    case 'list':
    case 'tuple':
    case 'set': {
      const count = itemsOf(value)?.length ?? 0;
      const kind = dialect === 'javascript' && value.kind !== 'set' ? 'array' : value.kind;
      if (count === 0) return `an empty ${kind}`;
      return text.length <= SHOWN ? text : `${kind === 'array' ? 'an' : 'a'} ${kind} of ${counted(count, 'item')}`;
    }
    case 'dict':
    case 'map': {
      const kind = value.kind === 'map' ? 'map' : dialect === 'python' ? 'dictionary' : 'object';
      if (value.entries.length === 0) return `an empty ${kind}`;
      return text.length <= SHOWN ? text : `${kind === 'object' ? 'an' : 'a'} ${kind} of ${value.entries.length}`;
    }
    case 'opaque': {
      const made = /^(?:new )?([A-Z]\w*)\(/.exec(text)?.[1];
      return text.length <= SHOWN || made === undefined ? cut(text) : `${/^[AEIOU]/.test(made) ? 'an' : 'a'} ${made}`;
    }
    default:
      return cut(text);
  }
}

const cut = (text: string): string => (text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1)}…`);

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

/** Different names for different tests: the second of a name gets ` (2)`. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

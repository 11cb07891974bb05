import { splitBrackets } from '../exampleText';
import { parseValue } from './literal';
import { functionType, standardType } from './standardTypes';
import type { Dialect, Value } from './value';

/** What may be passed for a parameter. */
export type Type =
  | { readonly kind: 'int' | 'float' | 'bool' | 'string' | 'null' | 'undefined' | 'unknown' }
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'list' | 'set'; readonly item: Type }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  | { readonly kind: 'dict' | 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'record'; readonly fields: readonly TypedField[] }
  /** An instance: what calling `callee` with these arguments gives, all of them named when `keywords` is set. */
  | {
      readonly kind: 'made';
      readonly callee: string;
      readonly keywords: boolean;
      readonly fields: readonly TypedField[];
    }
  | { readonly kind: 'union'; readonly of: readonly Type[] };

export interface TypedField {
  readonly name: string;
  readonly type: Type;
  readonly optional: boolean;
}

/** Says what a name means that no language defines, with its type arguments; undefined when nothing is known of it. */
export type TypeNames = (name: string, args: readonly Type[]) => Type | undefined;

export const unknown: Type = { kind: 'unknown' };
const noNames: TypeNames = () => undefined;

const pythonNames: Readonly<Record<string, Type>> = {
  int: { kind: 'int' },
  float: { kind: 'float' },
  complex: { kind: 'float' },
  bool: { kind: 'bool' },
  str: { kind: 'string' },
  None: { kind: 'null' },
  list: { kind: 'list', item: unknown },
  tuple: { kind: 'list', item: unknown },
  set: { kind: 'set', item: unknown },
  dict: { kind: 'dict', key: { kind: 'string' }, value: unknown },
};
const javascriptNames: Readonly<Record<string, Type>> = {
  number: { kind: 'union', of: [{ kind: 'int' }, { kind: 'float' }] },
  boolean: { kind: 'bool' },
  string: { kind: 'string' },
  null: { kind: 'null' },
  undefined: { kind: 'undefined' },
  void: { kind: 'undefined' },
};
const sequences = /^(List|Sequence|Iterable|Collection|Iterator|MutableSequence|list|Array|ReadonlyArray|Deque)$/;
const sets = /^(Set|FrozenSet|AbstractSet|MutableSet|set|ReadonlySet)$/;
const dictionaries = /^(Dict|Mapping|MutableMapping|DefaultDict|dict|Record)$/;
const maps = /^(Map|ReadonlyMap)$/;

/** Reads a type annotation: Python's typing with generics, or TypeScript's types. Names that `names` does not know either are `unknown`. */
export function parseType(source: string, dialect: Dialect, names: TypeNames = noNames): Type {
  const text = unwrap(source.trim().replace(/^\|/, '').trim());
  const result = /^(?:async\s*)?(?:<[^>]*>\s*)?\(.*\)\s*=>([^]+)$/s.exec(text)?.[1];
  if (dialect === 'javascript' && result !== undefined) return functionType(result, dialect);
  const alternatives = splitAt(text, '|');
  if (alternatives.length > 1) return union(alternatives.map((part) => parseType(part, dialect, names)));
  return dialect === 'python' ? pythonType(text, names) : javascriptType(text, names);
}

function pythonType(text: string, names: TypeNames): Type {
  const bare = text.replace(/^(typing|t|collections\.abc|builtins)\./, '');
  const generic = /^([A-Za-z_][\w.]*)\s*\[/.exec(bare);
  if (!generic)
    return (
      pythonNames[bare] ??
      names(bare, []) ??
      pythonNames[bare.toLowerCase()] ??
      quoted(bare, names) ??
      containers(bare, []) ??
      (/^callable$/i.test(bare) ? functionType('', 'python') : standardType(bare, 'python')) ??
      unknown
    );
  const name = generic[1] ?? '';
  const inner = splitBrackets(bare, generic[0].length - 1)?.items.map((part) => part.trim()) ?? [];
  if (name === 'Callable') return functionType(inner.at(-1) ?? '', 'python');
  const types = inner.map((part) => (part === '...' ? unknown : parseType(part, 'python', names)));
  switch (name) {
    case 'Optional':
      return union([types[0] ?? unknown, { kind: 'null' }]);
    case 'Union':
      return union(types);
    case 'Literal':
      return union(inner.map((part) => ({ kind: 'literal', value: parseValue(part, 'python') })));
    case 'Annotated':
    case 'Final':
    case 'Required':
    case 'NotRequired':
    case 'ReadOnly':
      return types[0] ?? unknown;
    case 'Tuple':
    case 'tuple':
      if (inner[1] === '...') return { kind: 'list', item: types[0] ?? unknown };
      return { kind: 'tuple', items: types };
    default:
      return containers(name, types) ?? names(name, types) ?? unknown;
  }
}

/** A forward reference: `'Node'`, `"list[int]"`. */
function quoted(text: string, names: TypeNames): Type | undefined {
  const inside = /^(['"])(.+)\1$/.exec(text)?.[2];
  return inside === undefined ? undefined : parseType(inside, 'python', names);
}

function javascriptType(text: string, names: TypeNames): Type {
  const known = javascriptNames[text];
  if (known) return known;
  if (text.endsWith('[]')) return { kind: 'list', item: parseType(text.slice(0, -2), 'javascript', names) };
  if (text.startsWith('readonly ')) return parseType(text.slice('readonly '.length), 'javascript', names);
  if (text.startsWith('[')) {
    const items = splitBrackets(text, 0)?.items ?? [];
    return {
      kind: 'tuple',
      items: items.map((item) => parseType(item.replace(/^\s*\w+\??\s*:/, ''), 'javascript', names)),
    };
  }
  const parts = splitAt(text, '&');
  if (parts.length > 1) return intersection(parts.map((part) => parseType(part, 'javascript', names)));
  if (text.startsWith('{')) return recordType(text, names);
  const generic = /^([A-Za-z_$][\w$.]*)\s*</.exec(text);
  if (generic) {
    const types = splitAt(text.slice(generic[0].length, -1), ',').map((part) => parseType(part, 'javascript', names));
    return names(generic[1] ?? '', types) ?? containers(generic[1] ?? '', types) ?? unknown;
  }
  const named = names(text, []) ?? standardType(text, 'javascript');
  if (named) return named;
  const value = parseValue(text, 'javascript');
  return value.kind === 'opaque' ? unknown : { kind: 'literal', value };
}

/** An object with the fields of all; of other types it is not known what they have in common. */
function intersection(types: readonly Type[]): Type {
  const fields = types.flatMap((type) => (type.kind === 'record' ? type.fields : []));
  return types.every((type) => type.kind === 'record') ? { kind: 'record', fields } : unknown;
}

function recordType(text: string, names: TypeNames): Type {
  const index = /^\{\s*\[\s*\w+\s*:\s*\w+\s*\]\s*:([^;,}]+)[;,]?\s*\}$/.exec(text);
  if (index) return { kind: 'dict', key: { kind: 'string' }, value: parseType(index[1] ?? '', 'javascript', names) };
  const members = splitAt(text.slice(1, -1), ';').flatMap((part) => splitAt(part, ','));
  const fields = members.flatMap((member) => {
    const found = /^\s*(?:readonly\s+)?([A-Za-z_$][\w$]*)(\?)?\s*:([^]+)$/.exec(member);
    if (!found) return [];
    return [{ name: found[1] ?? '', type: parseType(found[3] ?? '', 'javascript', names), optional: found[2] === '?' }];
  });
  return { kind: 'record', fields };
}

function containers(name: string, [first = unknown, second = unknown]: readonly Type[]): Type | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (sequences.test(last)) return { kind: 'list', item: first };
  if (sets.test(last)) return { kind: 'set', item: first };
  if (dictionaries.test(last)) return { kind: 'dict', key: first, value: second };
  if (maps.test(last)) return { kind: 'map', key: first, value: second };
  return undefined;
}

/** A union without nested unions and without repeats. */
export function union(types: readonly Type[]): Type {
  const flat = types.flatMap((type) => (type.kind === 'union' ? type.of : [type]));
  const seen = new Map(flat.map((type) => [JSON.stringify(type), type]));
  const [only, ...more] = seen.values();
  if (!only) return unknown;
  return more.length === 0 ? only : { kind: 'union', of: [only, ...more] };
}

function unwrap(text: string): string {
  if (!text.startsWith('(')) return text;
  const inside = splitBrackets(text, 0);
  return inside?.end === text.length && inside.items.length === 1 && !text.includes('=>')
    ? unwrap(text.slice(1, -1).trim())
    : text;
}

/** Parts between separators that stand outside all brackets and strings. */
function splitAt(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if ('([{<'.includes(character)) depth++;
    else if (')]}'.includes(character) || (character === '>' && text[i - 1] !== '=')) depth--;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts.filter((part) => part !== '');
}

/** The type that a value shows. */
export function typeOf(value: Value): Type {
  switch (value.kind) {
    case 'int':
    case 'float':
    case 'bool':
    case 'string':
    case 'null':
    case 'undefined':
      return { kind: value.kind };
    case 'list':
    case 'set':
      return { kind: value.kind, item: union(value.items.map(typeOf)) };
    case 'tuple':
      return { kind: 'tuple', items: value.items.map(typeOf) };
    case 'dict':
    case 'map':
      return {
        kind: value.kind,
        key: union(value.entries.map(([key]) => typeOf(key))),
        value: union(value.entries.map(([, entry]) => typeOf(entry))),
      };
    case 'call':
    case 'opaque':
      return { kind: 'literal', value };
  }
}

/** One type for several observed values: items of all lists are pooled, so that an empty list says nothing. */
export function typeOfAll(values: readonly Value[]): Type {
  const merged: Type[] = [];
  const items = (kind: 'list' | 'set'): readonly Value[] => values.flatMap((v) => (v.kind === kind ? v.items : []));
  for (const value of values) {
    if (value.kind === 'list' || value.kind === 'set')
      merged.push({ kind: value.kind, item: typeOfAll(items(value.kind)) });
    else if (value.kind === 'dict' || value.kind === 'map') {
      const entries = values.flatMap((v) => (v.kind === value.kind ? v.entries : []));
      const key = typeOfAll(entries.map(([k]) => k));
      merged.push({ kind: value.kind, key, value: typeOfAll(entries.map(([, entry]) => entry)) });
    } else merged.push(typeOf(value));
  }
  return union(merged);
}

/** Whether some part of the type is not known. */
export function isOpen(type: Type): boolean {
  switch (type.kind) {
    case 'unknown':
      return true;
    case 'list':
    case 'set':
      return isOpen(type.item);
    case 'tuple':
      return type.items.some(isOpen);
    case 'dict':
    case 'map':
      return isOpen(type.key) || isOpen(type.value);
    case 'record':
    case 'made':
      return type.fields.some((field) => !field.optional && isOpen(field.type));
    case 'union':
      return type.of.some(isOpen);
    default:
      return false;
  }
}

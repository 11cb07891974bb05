import type { DrawnArguments, PropertyLibrary } from '../../model/generation';
import { print, type Value } from '../../oracle/inputs/value';

/** How many different texts are a choice rather than texts. */
const CHOICE = 4;
/** Values after which few different ones are a choice. */
const SEEN = 8;
/** Characters of one alphabet. */
const MOST_CHARACTERS = 80;

/** How a library writes down what it draws values from. */
interface Notation {
  readonly int: (least: number, most: number) => string;
  readonly float: (least: number, most: number) => string;
  readonly bool: string;
  readonly nothing: (value: Value) => string;
  readonly text: (characters: string, least: number, most: number) => string;
  readonly choice: (values: readonly Value[]) => string;
  readonly list: (item: string, least: number, most: number) => string;
  readonly set?: (item: string, least: number, most: number) => string;
  readonly tuple: (items: readonly string[]) => string;
  readonly dictionary: (key: string, value: string, most: number) => string;
  readonly record: (fields: readonly (readonly [Value, string])[]) => string;
  readonly any: (of: readonly string[]) => string;
}

const python = (value: Value): string => print(value, 'python');
const script = (value: Value): string => print(value, 'javascript');
const sizes = (least: number, most: number): string => `${least > 0 ? `min_size=${least}, ` : ''}max_size=${most}`;
const lengths = (least: number, most: number): string =>
  `{ ${least > 0 ? `minLength: ${least}, ` : ''}maxLength: ${most} }`;

const notations: Readonly<Record<PropertyLibrary, Notation>> = {
  hypothesis: {
    int: (least, most) => `st.integers(${least}, ${most})`,
    float: (least, most) => `st.floats(${least}, ${most})`,
    bool: 'st.booleans()',
    nothing: () => 'st.none()',
    text: (characters, least, most) =>
      `st.text(${python({ kind: 'string', value: characters })}, ${sizes(least, most)})`,
    choice: (values) => `st.sampled_from([${values.map(python).join(', ')}])`,
    list: (item, least, most) => `st.lists(${item}, ${sizes(least, most)})`,
    set: (item, least, most) => `st.sets(${item}, ${sizes(least, most)})`,
    tuple: (items) => `st.tuples(${items.join(', ')})`,
    dictionary: (key, value, most) => `st.dictionaries(${key}, ${value}, ${sizes(0, most)})`,
    record: (fields) => `st.fixed_dictionaries({${fields.map(([key, one]) => `${python(key)}: ${one}`).join(', ')}})`,
    any: (of) => of.join(' | '),
  },
  'fast-check': {
    int: (least, most) => `fc.integer({ min: ${least}, max: ${most} })`,
    float: (least, most) => `fc.double({ min: ${least}, max: ${most}, noNaN: true })`,
    bool: 'fc.boolean()',
    nothing: (value) => `fc.constant(${script(value)})`,
    // The same in every version of the library.
    text: (characters, least, most) =>
      `fc.array(fc.constantFrom(...${script({ kind: 'string', value: characters })}), ${lengths(least, most)}).map((all) => all.join(''))`,
    choice: (values) => `fc.constantFrom(${values.map(script).join(', ')})`,
    list: (item, least, most) => `fc.array(${item}, ${lengths(least, most)})`,
    tuple: (items) => `fc.tuple(${items.join(', ')})`,
    dictionary: (key, value, most) => `fc.dictionary(${key}, ${value}, { maxKeys: ${most} })`,
    record: (fields) => `fc.record({ ${fields.map(([key, one]) => `${script(key)}: ${one}`).join(', ')} })`,
    any: (of) => `fc.oneof(${of.join(', ')})`,
  },
};

/**
 * What a property library draws argument lists from: like the given ones and within their bounds, because that is where the property was
 * seen to hold. Undefined where they are not plain data, or not equally many.
 */
export function argumentsLike(
  calls: readonly (readonly Value[])[],
  library: PropertyLibrary,
): DrawnArguments | undefined {
  const [first] = calls;
  if (!first || first.length === 0 || calls.some((args) => args.length !== first.length)) return undefined;
  const notation = notations[library];
  const parts = first.map((_, i) =>
    like(
      calls.flatMap((args) => args.slice(i, i + 1)),
      notation,
    ),
  );
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? { library, source: notation.tuple(known) } : undefined;
}

function like(values: readonly Value[], notation: Notation): string | undefined {
  const groups = new Map<Value['kind'], Value[]>();
  const floats = values.some(({ kind }) => kind === 'float');
  for (const value of values) {
    const kind = value.kind === 'int' && floats ? 'float' : value.kind;
    groups.set(kind, [...(groups.get(kind) ?? []), value]);
  }
  const parts = [...groups].map(([kind, some]) => likeKind(kind, some, notation));
  const known = parts.filter((part) => part !== undefined);
  if (known.length === 0 || known.length < parts.length) return undefined;
  return known.length === 1 ? known[0] : notation.any(known);
}

function likeKind(kind: Value['kind'], values: readonly Value[], notation: Notation): string | undefined {
  const items = values.flatMap((value) =>
    value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple' ? [value.items] : [],
  );
  const entries = values.flatMap((value) => (value.kind === 'dict' ? [value.entries] : []));
  const bounds = (numbers: readonly number[]): [number, number] => [Math.min(...numbers), Math.max(...numbers)];
  switch (kind) {
    case 'int':
      return notation.int(...bounds(numbersOf(values)));
    case 'float':
      return notation.float(...bounds(numbersOf(values)));
    case 'bool':
      return notation.bool;
    case 'null':
    case 'undefined':
      return notation.nothing({ kind });
    case 'string':
      return texts(
        values.flatMap((value) => (value.kind === 'string' ? [value.value] : [])),
        notation,
      );
    case 'list':
    case 'set': {
      const item = like(items.flat(), notation);
      const make = kind === 'list' ? notation.list : notation.set;
      return item === undefined ? undefined : make?.(item, ...bounds(items.map(({ length }) => length)));
    }
    case 'tuple': {
      const width = items[0]?.length ?? 0;
      if (width === 0 || items.some(({ length }) => length !== width)) return undefined;
      const parts = Array.from({ length: width }, (_, i) =>
        like(
          items.flatMap((all) => all.slice(i, i + 1)),
          notation,
        ),
      );
      const known = parts.filter((part) => part !== undefined);
      return known.length === width ? notation.tuple(known) : undefined;
    }
    case 'dict':
      return dictionaries(entries, notation);
    default:
      return undefined;
  }
}

const numbersOf = (values: readonly Value[]): readonly number[] =>
  values.flatMap((value) => (value.kind === 'int' || value.kind === 'float' ? [value.value] : []));

function texts(values: readonly string[], notation: Notation): string | undefined {
  const different = [...new Set(values)];
  if (values.length >= SEEN && different.length <= CHOICE)
    return notation.choice(different.map((value) => ({ kind: 'string', value })));
  const characters = [...new Set(different.flatMap((text) => Array.from(text)))].sort();
  if (characters.length === 0 || characters.length > MOST_CHARACTERS) return undefined;
  const lengths = different.map((text) => Array.from(text).length);
  return notation.text(characters.join(''), Math.min(...lengths), Math.max(...lengths));
}

function dictionaries(all: readonly (readonly (readonly [Value, Value])[])[], notation: Notation): string | undefined {
  const namesOf = (entries: readonly (readonly [Value, Value])[]): string =>
    JSON.stringify(entries.map(([key]) => JSON.stringify(key)).sort());
  const [first] = all;
  if (first && first.length > 0 && all.length > 1 && all.every((entries) => namesOf(entries) === namesOf(first))) {
    const fields = first.flatMap(([key]): (readonly [Value, string])[] => {
      const name = JSON.stringify(key);
      const values = all.flatMap((entries) => entries.flatMap(([k, v]) => (JSON.stringify(k) === name ? [v] : [])));
      const source = like(values, notation);
      return source === undefined ? [] : [[key, source]];
    });
    return fields.length === first.length ? notation.record(fields) : undefined;
  }
  const key = like(
    all.flatMap((entries) => entries.map(([k]) => k)),
    notation,
  );
  const value = like(
    all.flatMap((entries) => entries.map(([, v]) => v)),
    notation,
  );
  if (key === undefined || value === undefined) return undefined;
  return notation.dictionary(key, value, Math.max(...all.map(({ length }) => length)));
}

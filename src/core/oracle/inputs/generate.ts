import type { Random } from '../../ports';
import type { Pool } from './mutate';
import { between, pick } from './random';
import type { Type, TypedField } from './type';
import type { Value } from './value';

/** How deep lists of lists of lists go before they end. */
const deepest = 3;
/** How many boundary values of an item are combined into lists. */
const itemVariety = 3;

/** Values at which functions of this type most often go wrong, plain ones first. */
export function boundaries(type: Type, pool: Pool, depth = 0): readonly Value[] {
  switch (type.kind) {
    case 'int':
      return [0, 1, 2, -1, 10, 3, -10, ...pool.numbers.filter(Number.isInteger)].map((value) => ({
        kind: 'int',
        value,
      }));
    case 'float':
      return [0, 1, 0.5, -1, 1.5, -2.25, ...pool.numbers].map((value) => ({ kind: 'float', value }));
    case 'bool':
      return [true, false].map((value) => ({ kind: 'bool', value }));
    case 'string':
      return ['', 'a', 'ab', 'aa', 'A', 'abc', ' ', 'a b', '0', 'Ab1', ...pool.strings].map((value) => ({
        kind: 'string',
        value,
      }));
    case 'null':
    case 'undefined':
      return [{ kind: type.kind }];
    case 'literal':
      return [type.value];
    case 'list':
    case 'set':
      return [[], ...(depth < deepest ? itemLists(type.item, pool, depth) : [])].map((items) => ({
        kind: type.kind,
        items,
      }));
    case 'tuple':
      return tuples(type.items.map((item) => boundaries(item, pool, depth + 1)));
    case 'dict':
    case 'map': {
      const keys = boundaries(type.key, pool, depth + 1);
      const values = depth < deepest ? boundaries(type.value, pool, depth + 1) : [];
      const entries = keys.flatMap((key, i): (readonly [Value, Value])[] => {
        const value = values[i % Math.max(1, values.length)];
        return value ? [[key, value]] : [];
      });
      return [0, 1, 2, 3].map((count) => ({ kind: type.kind, entries: entries.slice(0, count) }));
    }
    case 'record':
      return fieldChoices(type.fields, pool, depth).map((fields) => recordOf(fields));
    case 'made':
      return fieldChoices(type.fields, pool, depth).map((fields) => instanceOf(type, fields));
    case 'union':
      return interleave(type.of.map((one) => boundaries(one, pool, depth)));
    case 'unknown':
      return interleave(guesses.map((one) => boundaries(one, pool, depth + 1).slice(0, itemVariety)));
  }
}

/** A random value of at most about `size` items or digits. */
export function randomValue(type: Type, random: Random, size: number, pool: Pool, depth = 0): Value {
  switch (type.kind) {
    case 'int':
      return { kind: 'int', value: between(random, -size, 2 * size) };
    case 'float':
      return { kind: 'float', value: between(random, -4 * size, 8 * size) / 4 };
    case 'string':
      return { kind: 'string', value: randomString(random, size) };
    case 'list':
    case 'set': {
      const length =
        depth < deepest && !isEmpty(type.item) ? between(random, 0, depth === 0 ? size : Math.min(size, 4)) : 0;
      const items = Array.from({ length }, () => randomValue(type.item, random, size, pool, depth + 1));
      return { kind: type.kind, items };
    }
    case 'tuple':
      return { kind: 'tuple', items: type.items.map((item) => randomValue(item, random, size, pool, depth + 1)) };
    case 'dict':
    case 'map': {
      const length = depth < deepest ? between(random, 0, Math.min(size, 5)) : 0;
      const entries = new Map<string, readonly [Value, Value]>();
      for (let i = 0; i < length; i++) {
        const key = randomValue(type.key, random, size, pool, depth + 1);
        entries.set(JSON.stringify(key), [key, randomValue(type.value, random, size, pool, depth + 1)]);
      }
      return { kind: type.kind, entries: [...entries.values()] };
    }
    case 'record':
    case 'made': {
      // Positional arguments cannot be left out in the middle.
      const positional = type.kind === 'made' && !type.keywords;
      const chosen = positional
        ? type.fields.slice(0, random.next() < 0.5 ? requiredOf(type.fields) : type.fields.length)
        : type.fields.filter((field) => !field.optional || random.next() < 0.5);
      const fields = chosen.map(({ name, type: field }): FieldValue => [
        name,
        randomValue(field, random, size, pool, depth + 1),
      ]);
      return type.kind === 'record' ? recordOf(fields) : instanceOf(type, fields);
    }
    case 'union':
      return randomValue(pick(random, type.of) ?? { kind: 'null' }, random, size, pool, depth);
    case 'unknown':
      return randomValue(pick(random, guesses) ?? { kind: 'int' }, random, size, pool, depth + 1);
    case 'bool':
    case 'null':
    case 'undefined':
    case 'literal':
      return pick(random, boundaries(type, pool, depth)) ?? { kind: 'null' };
  }
}

/** What is tried where nothing is known. */
const guesses: readonly Type[] = [{ kind: 'int' }, { kind: 'string' }, { kind: 'list', item: { kind: 'int' } }];

function itemLists(item: Type, pool: Pool, depth: number): readonly (readonly Value[])[] {
  const [a, b, c] = boundaries(item, pool, depth + 1);
  if (!a) return [];
  if (!b) return [[a], [a, a]];
  const lists = [[b], [a], [a, b], [b, a], [b, b], [a, b, a]];
  if (c) lists.push([c, b, a], [a, b, c, b]);
  return lists;
}

function tuples(choices: readonly (readonly Value[])[]): readonly Value[] {
  const length = choices.reduce((most, values) => Math.max(most, Math.min(values.length, 4)), 1);
  return Array.from({ length }, (_, i) => ({
    kind: 'tuple',
    items: choices.flatMap((values) => values.slice(i % Math.max(1, values.length)).slice(0, 1)),
  }));
}

type FieldValue = readonly [name: string, value: Value];

/** All fields at a plain value, at the first, at another; then only those that must be given. */
function fieldChoices(fields: readonly TypedField[], pool: Pool, depth: number): readonly (readonly FieldValue[])[] {
  const values = fields.map(({ type }) => (depth < deepest ? boundaries(type, pool, depth + 1) : []));
  const build = (take: (i: number) => number, all: boolean): readonly FieldValue[] =>
    fields.flatMap(({ name, optional }, i): FieldValue[] => {
      const choices = values[i] ?? [];
      const value = choices[take(i) % Math.max(1, choices.length)];
      return value && (all || !optional) ? [[name, value]] : [];
    });
  const single = fields.flatMap((_, changed) =>
    [0, 2, 3].map((step) => build((i) => (i === changed ? step : 1), true)),
  );
  return [build(() => 1, true), build(() => 0, true), build(() => 2, true), build(() => 1, false), ...single];
}

const recordOf = (fields: readonly FieldValue[]): Value => ({
  kind: 'dict',
  entries: fields.map(([name, value]) => [{ kind: 'string', value: name }, value]),
});

const instanceOf = ({ callee, keywords }: Extract<Type, { kind: 'made' }>, fields: readonly FieldValue[]): Value => ({
  kind: 'call',
  callee,
  args: fields.map(([name, value]) => (keywords ? { name, value } : { value })),
});

/** How many fields stand up to the last one that must be given. */
const requiredOf = (fields: readonly TypedField[]): number => fields.findLastIndex(({ optional }) => !optional) + 1;

const isEmpty = (type: Type): boolean => type.kind === 'union' && type.of.length === 0;

/** First of each, second of each, … */
export function interleave<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = lists.reduce((most, list) => Math.max(most, list.length), 0);
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

const alphabets = ['ab', 'abcxyz', 'aAbB', 'a b', '01', 'abc123', 'a,b.'];

/** Few different letters, so that repeats, pairs and palindromes occur. */
function randomString(random: Random, size: number): string {
  const letters = Array.from(pick(random, alphabets) ?? 'ab');
  return Array.from({ length: between(random, 0, size) }, () => pick(random, letters) ?? 'a').join('');
}

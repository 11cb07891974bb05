import type { Random } from '../../ports';
import { pick } from './random';
import type { Value } from './value';

/** Values that stand in the code or in observed inputs, to be put where they may matter. */
export interface Pool {
  readonly numbers: readonly number[];
  readonly strings: readonly string[];
}

const deepest = 3;

/**
 * Values next to an observed one, the most telling first: empty, single, one less, one more, doubled, reversed, sorted, with a repeat, with
 * one item changed. Near a valid input most inputs are valid, which is more than a type can promise.
 */
export function* neighbours(value: Value, pool: Pool, depth = 0): Generator<Value> {
  switch (value.kind) {
    case 'int':
      for (const near of nearNumbers(value.value, pool)) {
        if (Number.isSafeInteger(near)) yield { kind: 'int', value: near };
      }
      break;
    case 'float':
      for (const near of [...nearNumbers(value.value, pool), value.value / 2]) yield { kind: 'float', value: near };
      break;
    case 'bool':
      yield { kind: 'bool', value: !value.value };
      break;
    case 'string':
      for (const near of nearStrings(value.value, pool)) yield { kind: 'string', value: near };
      break;
    case 'list':
    case 'set':
    case 'tuple':
      if (value.kind !== 'tuple') for (const items of nearLists(value.items)) yield { kind: value.kind, items };
      if (depth >= deepest) break;
      for (const [i, item] of value.items.entries()) {
        for (const near of neighbours(item, pool, depth + 1))
          yield { kind: value.kind, items: value.items.with(i, near) };
      }
      break;
    case 'dict':
    case 'map':
      yield { kind: value.kind, entries: [] };
      for (const i of value.entries.keys()) yield { kind: value.kind, entries: value.entries.toSpliced(i, 1) };
      if (depth >= deepest) break;
      for (const [i, [key, entry]] of value.entries.entries()) {
        for (const near of neighbours(entry, pool, depth + 1)) {
          yield { kind: value.kind, entries: value.entries.with(i, [key, near]) };
        }
      }
      break;
    case 'call':
      for (const [i, arg] of value.args.entries()) {
        if (depth >= deepest) break;
        for (const near of neighbours(arg.value, pool, depth + 1))
          yield { ...value, args: value.args.with(i, { ...arg, value: near }) };
      }
      break;
    case 'null':
    case 'undefined':
    case 'opaque':
      break;
  }
}

/** A random walk of `steps` steps over neighbours. */
export function mutate(value: Value, random: Random, pool: Pool, steps: number): Value {
  let current = value;
  for (let i = 0; i < steps; i++) current = pick(random, [...neighbours(current, pool)].slice(0, 200)) ?? current;
  return current;
}

function nearNumbers(value: number, pool: Pool): readonly number[] {
  return unique([0, value + 1, value - 1, 1, -value, 2 * value, 2, ...pool.numbers.slice(0, 8)], value);
}

function nearStrings(text: string, pool: Pool): readonly string[] {
  const characters = Array.from(text);
  const [first = 'a', second = 'b'] = characters;
  const swapped = characters.map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('');
  const near = [
    '',
    first,
    characters.slice(1).join(''),
    characters.slice(0, -1).join(''),
    characters.toReversed().join(''),
    text + first,
    text + text,
    first + second + text,
    first + first,
    swapped,
    characters.toSorted().join(''),
    ...pool.strings.slice(0, 6),
  ];
  const middle = Math.floor(characters.length / 2);
  if (characters.length > 2)
    near.push(characters.toSpliced(middle, 1).join(''), characters.with(middle, first).join(''));
  return unique(near, text);
}

function nearLists(items: readonly Value[]): readonly (readonly Value[])[] {
  const [first] = items;
  if (!first) return [];
  const last = items.at(-1) ?? first;
  const lists = [
    [],
    [first],
    items.slice(1),
    items.slice(0, -1),
    items.toReversed(),
    [first, first],
    [...items, last],
    [first, ...items],
    [...items, ...items],
    [last, ...items.slice(1, -1), first],
    items.toSorted((a, b) => ('value' in a && 'value' in b ? (a.value < b.value ? -1 : a.value > b.value ? 1 : 0) : 0)),
  ];
  if (items.length > 2) lists.push(items.toSpliced(Math.floor(items.length / 2), 1));
  return lists;
}

const unique = <T>(values: readonly T[], except: T): readonly T[] => [...new Set(values)].filter((v) => v !== except);

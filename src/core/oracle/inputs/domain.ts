import { NumberDomain, StringDomain } from './scalarDomain';
import type { Argument, Value } from './value';

/** How many observations a rule needs before it is believed. */
const enough = { sorted: 2, distinct: 4, nonEmpty: 4, rows: 2, relation: 3 };

/**
 * Which inputs are like those of the trusted tests. An input outside (a negative length, an unsorted list for a binary search) is
 * likely not meant by anybody, and what a candidate does with it says nothing.
 * Rules are conjectured from observed values and kept when all agree: Ernst et al., "The Daikon system" (2007).
 */
export class InputDomain {
  readonly #positions: readonly ValueDomain[];
  readonly #relations: readonly Relation[];

  /** `calls` are the argument lists of trusted tests; keyword arguments are not looked at. */
  constructor(calls: readonly (readonly Argument[])[]) {
    const lists = calls.map((args) => args.filter((a) => a.name === undefined).map((a) => a.value));
    const width = lists.reduce((most, args) => Math.max(most, args.length), 0);
    this.#positions = Array.from(
      { length: width },
      (_, i) => new ValueDomain(lists.flatMap((args) => args.slice(i, i + 1))),
    );
    this.#relations = relationsOf(lists, width);
  }

  accepts(args: readonly Argument[]): boolean {
    const values = args.filter((a) => a.name === undefined).map((a) => a.value);
    return (
      values.every((value, i) => this.#positions[i]?.accepts(value) ?? true) &&
      this.#relations.every((relation) => relation.holds(values))
    );
  }

  /** The nearest arguments inside the domain that are easily found: sorted, distinct, in range. They may still be outside. */
  fit(args: readonly Argument[]): readonly Argument[] {
    return args.map((arg, i) =>
      arg.name === undefined ? { value: this.#positions[i]?.fit(arg.value) ?? arg.value } : arg,
    );
  }
}

/** What all values at one place have in common. */
class ValueDomain {
  readonly #numbers: NumberDomain;
  readonly #strings: StringDomain;
  readonly #items: ValueDomain | undefined;
  readonly #keys: ValueDomain | undefined;
  readonly #lengths: readonly number[];
  readonly #order: 'ascending' | 'descending' | undefined;
  readonly #distinct: boolean;
  readonly #rows: boolean;

  constructor(values: readonly Value[], item = false) {
    this.#numbers = new NumberDomain(
      values.flatMap((v) => (v.kind === 'int' || v.kind === 'float' ? [v.value] : [])),
      item,
    );
    this.#strings = new StringDomain(values.flatMap((v) => (v.kind === 'string' ? [v.value] : [])));
    const lists = values.flatMap((v) => (itemsOf(v) ? [itemsOf(v) ?? []] : []));
    const entries = values.flatMap((v) => (v.kind === 'dict' || v.kind === 'map' ? v.entries : []));
    const items = [...lists.flat(), ...entries.map(([, value]) => value)];
    this.#items = items.length > 0 ? new ValueDomain(items, true) : undefined;
    this.#keys =
      entries.length > 0
        ? new ValueDomain(
            entries.map(([key]) => key),
            true,
          )
        : undefined;
    this.#lengths = lists.map((list) => list.length);
    const long = lists.filter((list) => list.length >= 2);
    const ordered = (sign: 1 | -1): boolean => long.every((list) => isOrdered(list, sign));
    const believable = long.length >= enough.sorted && long.some((list) => list.length >= 3);
    this.#order = believable && ordered(1) ? 'ascending' : believable && ordered(-1) ? 'descending' : undefined;
    this.#distinct = long.length >= enough.distinct && long.every(isDistinct);
    const tables = lists.filter((list) => list.length >= 2 && list.every((row) => itemsOf(row)));
    this.#rows = tables.length >= enough.rows && tables.every(hasEqualRows);
  }

  accepts(value: Value): boolean {
    if (value.kind === 'int' || value.kind === 'float') return this.#numbers.accepts(value.value);
    if (value.kind === 'string') return this.#strings.accepts(value.value);
    if (value.kind === 'dict' || value.kind === 'map') {
      return value.entries.every(([k, v]) => (this.#keys?.accepts(k) ?? true) && (this.#items?.accepts(v) ?? true));
    }
    const items = itemsOf(value);
    if (!items) return true;
    if (items.length === 0 && this.#lengths.length >= enough.nonEmpty && !this.#lengths.includes(0)) return false;
    if (this.#order && !isOrdered(items, this.#order === 'ascending' ? 1 : -1)) return false;
    if (this.#distinct && !isDistinct(items)) return false;
    if (this.#rows && !hasEqualRows(items)) return false;
    return items.every((item) => this.#items?.accepts(item) ?? true);
  }

  fit(value: Value): Value {
    if (value.kind === 'int' || value.kind === 'float') return { ...value, value: this.#numbers.fit(value.value) };
    if (value.kind === 'string') return { ...value, value: this.#strings.fit(value.value) };
    if (value.kind !== 'list' && value.kind !== 'tuple') return value;
    let items = value.items.map((item) => this.#items?.fit(item) ?? item);
    if (this.#distinct) items = items.filter((item, i) => items.findIndex((other) => same(other, item)) === i);
    if (this.#order) {
      const sign = this.#order === 'ascending' ? 1 : -1;
      items = items.toSorted((a, b) => sign * (compare(a, b) ?? 0));
    }
    return { ...value, items };
  }
}

interface Relation {
  holds(values: readonly Value[]): boolean;
}

/** Relations that are tried between two arguments; each is kept when it holds for all observed calls. */
const measures: readonly ((a: Value, b: Value) => boolean | undefined)[] = [
  (a, b) => related(sizeOf(a), sizeOf(b), (x, y) => x === y),
  (a, b) => related(numberOf(a), sizeOf(b), (x, y) => x < y),
  (a, b) => related(numberOf(a), sizeOf(b), (x, y) => x <= y),
  (a, b) => related(numberOf(a), numberOf(b), (x, y) => x <= y),
  (a, b) => related(numberOf(a), numberOf(b), (x, y) => x < y),
];

function relationsOf(lists: readonly (readonly Value[])[], width: number): readonly Relation[] {
  const relations: Relation[] = [];
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      if (i === j) continue;
      for (const measure of measures) {
        const check = (values: readonly Value[]): boolean | undefined => {
          const a = values[i];
          const b = values[j];
          return a && b ? measure(a, b) : undefined;
        };
        const seen = lists.map(check);
        if (seen.length < enough.relation || !seen.every((holds) => holds === true)) continue;
        relations.push({ holds: (values) => check(values) ?? true });
      }
    }
  }
  return relations;
}

function related(
  a: number | undefined,
  b: number | undefined,
  holds: (a: number, b: number) => boolean,
): boolean | undefined {
  return a === undefined || b === undefined ? undefined : holds(a, b);
}

const numberOf = (value: Value): number | undefined => (value.kind === 'int' ? value.value : undefined);
const sizeOf = (value: Value): number | undefined =>
  value.kind === 'string' ? value.value.length : itemsOf(value)?.length;

export function itemsOf(value: Value): readonly Value[] | undefined {
  return value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set' ? value.items : undefined;
}

/** Order of two numbers, strings or tuples; undefined when the language could not say either. */
function compare(a: Value, b: Value): number | undefined {
  if ((a.kind === 'int' || a.kind === 'float') && (b.kind === 'int' || b.kind === 'float')) return a.value - b.value;
  if (a.kind === 'string' && b.kind === 'string') return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
  const [left, right] = [itemsOf(a), itemsOf(b)];
  if (!left || !right) return undefined;
  for (const [i, item] of left.entries()) {
    const other = right[i];
    const order = other ? compare(item, other) : 1;
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

const isOrdered = (items: readonly Value[], sign: 1 | -1): boolean =>
  items.every((item, i) => {
    const before = items[i - 1];
    if (!before) return true;
    const order = compare(before, item);
    return order !== undefined && sign * order <= 0;
  });
const same = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);
const isDistinct = (items: readonly Value[]): boolean =>
  new Set(items.map((i) => JSON.stringify(i))).size === items.length;
const hasEqualRows = (items: readonly Value[]): boolean => new Set(items.map(sizeOf)).size <= 1;

import { itemsOf } from '../inputs/domain';
import type { KnownResult } from '../inputs/knownResults';
import type { Value } from '../inputs/value';
import type { Check } from './property';
import { by, type Subject } from './subject';

/** A relation between one argument and the result, in both languages and on values. */
interface Invariant {
  readonly title: string;
  /** Undefined where it says nothing (no such argument, another kind). `telling` examples are counted as support. */
  readonly holds: (result: Value, argument: Value) => 'telling' | 'trivial' | 'broken' | undefined;
  readonly python: string;
  readonly javascript: string;
}

/** Telling examples without an exception after which an invariant is conjectured. */
const support = { type: 3, relation: 4 };

const sizeOf = (value: Value): number | undefined =>
  value.kind === 'string' ? Array.from(value.value).length : itemsOf(value)?.length;
const key = (value: Value): string => JSON.stringify(value);
const partsOf = (value: Value): readonly string[] | undefined =>
  value.kind === 'string' ? Array.from(value.value) : itemsOf(value)?.map(key);
const told = (holds: boolean, telling: boolean): 'telling' | 'trivial' | 'broken' =>
  holds ? (telling ? 'telling' : 'trivial') : 'broken';

/** `ARG` stands for the argument. */
const invariants: readonly Invariant[] = [
  {
    title: 'the result is as long as the argument',
    holds: (result, argument) => {
      const [a, b] = [sizeOf(result), sizeOf(argument)];
      return a === undefined || b === undefined ? undefined : told(a === b, b > 1);
    },
    python: 'len(result) == len(ARG)',
    javascript: 'result.length === ARG.length',
  },
  {
    title: 'the result is not longer than the argument',
    holds: (result, argument) => {
      const [a, b] = [sizeOf(result), sizeOf(argument)];
      return a === undefined || b === undefined ? undefined : told(a <= b, a > 0 && b > 1);
    },
    python: 'len(result) <= len(ARG)',
    javascript: 'result.length <= ARG.length',
  },
  {
    title: 'every part of the result is a part of the argument',
    holds: (result, argument) => {
      const [a, b] = [partsOf(result), partsOf(argument)];
      if (!a || !b || (result.kind === 'string') !== (argument.kind === 'string')) return undefined;
      return told(
        a.every((part) => b.includes(part)),
        a.length > 1,
      );
    },
    python: 'all(x in ARG for x in result)',
    javascript: '[...result].every((x) => [...ARG].some((y) => JSON.stringify(x) === JSON.stringify(y)))',
  },
  {
    title: 'the result is one of the items',
    holds: (result, argument) => {
      const items = itemsOf(argument);
      return items && items.length > 0 ? told(items.map(key).includes(key(result)), items.length > 1) : undefined;
    },
    python: 'not ARG or result in ARG',
    javascript: 'ARG.length === 0 || ARG.some((y) => JSON.stringify(y) === JSON.stringify(result))',
  },
];

/**
 * Properties conjectured from trusted examples: what all of them have in common is expected of other inputs too. Kept only with enough telling
 * examples and no exception; an empty list tells nothing. Ernst et al., "The Daikon system for dynamic detection of likely invariants" (2007).
 */
export function conjectures(known: readonly KnownResult[]): readonly Check[] {
  return [...typeConjecture(known), ...signConjecture(known), ...relationConjectures(known)];
}

const types: Readonly<Partial<Record<Value['kind'], readonly [title: string, python: string, javascript: string]>>> = {
  bool: ['a truth value', 'isinstance(result, bool)', "typeof result === 'boolean'"],
  int: ['a whole number', 'isinstance(result, int) and not isinstance(result, bool)', 'Number.isInteger(result)'],
  float: [
    'a number',
    'isinstance(result, (int, float)) and not isinstance(result, bool)',
    "typeof result === 'number'",
  ],
  string: ['a text', 'isinstance(result, str)', "typeof result === 'string'"],
  list: ['a list', 'isinstance(result, list)', 'Array.isArray(result)'],
  tuple: ['a tuple', 'isinstance(result, tuple)', 'Array.isArray(result)'],
  set: ['a set', 'isinstance(result, (set, frozenset))', 'result instanceof Set'],
  dict: ['a dictionary', 'isinstance(result, dict)', "typeof result === 'object' && result !== null"],
};

function conjecture(id: string, title: string, python: string, javascript: string): Check {
  return { id: `conjecture: ${id}`, title, applies: () => true, check: (s: Subject) => by(s, python, javascript) };
}

function typeConjecture(known: readonly KnownResult[]): readonly Check[] {
  const kinds = new Set(known.map(({ result }) => result.kind));
  const numeric = [...kinds].every((kind) => kind === 'int' || kind === 'float');
  const [kind] = numeric && kinds.has('float') ? (['float'] as const) : kinds;
  const type = kind && types[kind];
  if (!type || known.length < support.type || (kinds.size > 1 && !numeric)) return [];
  return [conjecture('type', `the result is ${type[0]}`, type[1], type[2])];
}

function signConjecture(known: readonly KnownResult[]): readonly Check[] {
  const numbers = known.flatMap(({ result }) =>
    result.kind === 'int' || result.kind === 'float' ? [result.value] : [],
  );
  // Where arguments are negative and results never are, the sign says something; else it only follows the arguments.
  const negative = known.some(({ args }) => /"value":-\d/.test(JSON.stringify(args)));
  if (numbers.length !== known.length || numbers.length < support.relation || !negative) return [];
  if (numbers.some((n) => n < 0)) return [];
  return [conjecture('sign', 'the result is not negative', 'result >= 0', 'result >= 0')];
}

function relationConjectures(known: readonly KnownResult[]): readonly Check[] {
  const width = known.reduce((least, { args }) => Math.min(least, args.length), Infinity);
  const found: Check[] = [];
  for (let i = 0; Number.isFinite(width) && i < width; i++) {
    for (const { title, holds, python, javascript } of invariants) {
      const seen = known.map(({ args, result }) => args.slice(i, i + 1).map((argument) => holds(result, argument))[0]);
      if (seen.includes('broken') || seen.includes(undefined)) continue;
      if (seen.filter((one) => one === 'telling').length < support.relation) continue;
      const place = (text: string): string => text.replaceAll('ARG', `args[${i}]`);
      found.push(conjecture(`${title} ${i + 1}`, `${title} ${i + 1}`, place(python), place(javascript)));
    }
  }
  // "As long as" says "not longer than" as well.
  return found.filter(
    (one) =>
      !found.some((other) => other !== one && one.title === other.title.replace('as long as', 'not longer than')),
  );
}

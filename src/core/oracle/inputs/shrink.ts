import type { Argument, Value } from './value';

/**
 * Simpler values of the same kind, the simplest first: numbers towards zero, strings and lists by chunks (all, halves, quarters, …, one
 * item), then item by item, characters towards `a`.
 * Claessen and Hughes, "QuickCheck" (ICFP 2000); MacIver and Donaldson, "Test-Case Reduction via Test-Case Generation" (ECOOP 2020).
 */
export function* shrink(value: Value): Generator<Value> {
  switch (value.kind) {
    case 'int':
      for (const smaller of towardsZero(value.value)) yield { kind: 'int', value: smaller };
      break;
    case 'float':
      yield* shrinkFloat(value.value);
      break;
    case 'bool':
      if (value.value) yield { kind: 'bool', value: false };
      break;
    case 'string':
      yield* shrinkString(value.value);
      break;
    case 'list':
    case 'set':
      for (const items of chunksRemoved(value.items)) yield { kind: value.kind, items };
      for (const items of oneShrunk(value.items)) yield { kind: value.kind, items };
      break;
    case 'tuple':
      for (const items of oneShrunk(value.items)) yield { kind: 'tuple', items };
      break;
    case 'dict':
    case 'map':
      for (const entries of chunksRemoved(value.entries)) yield { kind: value.kind, entries };
      for (const [i, [key, entry]] of value.entries.entries()) {
        for (const smaller of shrink(entry)) yield { kind: value.kind, entries: value.entries.with(i, [key, smaller]) };
        for (const smaller of shrink(key)) yield { kind: value.kind, entries: value.entries.with(i, [smaller, entry]) };
      }
      break;
    case 'call':
      for (const args of shrinkArguments(value.args)) yield { ...value, args };
      break;
    case 'null':
    case 'undefined':
    case 'opaque':
      break;
  }
}

/** Shrinks one argument at a time; keyword arguments keep their names. */
export function* shrinkArguments(args: readonly Argument[]): Generator<readonly Argument[]> {
  for (const [i, arg] of args.entries()) {
    for (const value of shrink(arg.value)) yield args.with(i, { ...arg, value });
  }
}

export interface MinimiseOptions {
  /** Calls of `stillFails`, at most. */
  readonly attempts: number;
  readonly signal?: AbortSignal;
}

/**
 * Greedy descent: takes the first simpler input that still fails and starts again from it, until none fails or the attempts are used up.
 * The result fails, and within its attempts no single shrinking step of it does.
 */
export async function minimise<T>(
  start: T,
  simpler: (value: T) => Iterable<T>,
  stillFails: (value: T) => Promise<boolean>,
  options: MinimiseOptions,
): Promise<T> {
  let current = start;
  let left = options.attempts;
  const seen = new Set([JSON.stringify(start)]);
  for (let found = true; found && left > 0;) {
    found = false;
    for (const candidate of simpler(current)) {
      const key = JSON.stringify(candidate);
      if (seen.has(key)) continue;
      seen.add(key);
      if (left-- <= 0) break;
      options.signal?.throwIfAborted();
      if (!(await stillFails(candidate))) continue;
      current = candidate;
      found = true;
      break;
    }
  }
  return current;
}

function* towardsZero(value: number): Generator<number> {
  if (value === 0) return;
  yield 0;
  if (value < 0) yield -value;
  for (let step = Math.trunc(value / 2); step !== 0; step = Math.trunc(step / 2)) yield value - step;
}

function* shrinkFloat(value: number): Generator<Value> {
  if (!Number.isFinite(value)) {
    yield { kind: 'float', value: 0 };
    yield { kind: 'float', value: Number.isNaN(value) ? 1 : Math.sign(value) };
    return;
  }
  const whole = Math.trunc(value);
  if (whole !== value) yield { kind: 'float', value: whole };
  for (const smaller of towardsZero(whole)) yield { kind: 'float', value: smaller };
  for (const digits of [1, 2]) {
    const rounded = Number(value.toFixed(digits));
    if (rounded !== value && whole !== value) yield { kind: 'float', value: rounded };
  }
}

function* shrinkString(text: string): Generator<Value> {
  const characters = Array.from(text);
  for (const rest of chunksRemoved(characters)) yield { kind: 'string', value: rest.join('') };
  for (const [i, character] of characters.entries()) {
    for (const simple of ['a', 'A', '0', ' ']) {
      if (character === simple) break;
      if (sameClass(character, simple)) yield { kind: 'string', value: characters.with(i, simple).join('') };
    }
  }
}

/** Letters shrink to letters, digits to digits; anything but ASCII may become `a`. */
function sameClass(character: string, simple: string): boolean {
  if ((character.codePointAt(0) ?? 0) > 127) return simple === 'a';
  if (/[a-zA-Z]/.test(character)) return simple === 'a' || simple === 'A';
  return /\d/.test(character) ? simple === '0' : /\s/.test(character) && simple === ' ';
}

function* chunksRemoved<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let size = items.length; size > 0; size = Math.trunc(size / 2)) {
    for (let at = 0; at < items.length; at += size) yield [...items.slice(0, at), ...items.slice(at + size)];
  }
}

function* oneShrunk(items: readonly Value[]): Generator<readonly Value[]> {
  for (const [i, item] of items.entries()) for (const smaller of shrink(item)) yield items.with(i, smaller);
}

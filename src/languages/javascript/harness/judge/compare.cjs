'use strict';
// Equality as a person who wrote an example means it, on values of any realm: structural; NaN equals NaN, 0 equals -0; non-integers within
// a relative 1e-9; Map and Set without order; classes by name and fields. Calls no method of the values.
const { types } = host;
const { typeName } = require('./repr');

const maxItems = 10_000;

/** No tolerance for non-integers with `strict` (0 is not -0, as `assert.deepStrictEqual`) and `loose` (leaves compare with `==`). */
exports.equal = (a, b, { strict = false, loose = false } = {}) => same(a, b, { strict, loose, pairs: [] });
exports.listOf = listOf;
exports.asyncListOf = asyncListOf;

function same(a, b, mode) {
  if (Object.is(a, b)) return true;
  if (typeof a === 'number' && typeof b === 'number') return sameNumber(a, b, mode);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return mode.loose && typeof a !== 'object' && typeof b !== 'object' && a == b;
  }
  for (const [left, right] of mode.pairs) if (left === a && right === b) return true;
  const deeper = { ...mode, pairs: [...mode.pairs, [a, b]] };
  return sameObject(a, b, deeper);
}

function sameNumber(a, b, { strict, loose }) {
  if (strict) return false;
  if (a === b) return true;
  if (loose) return false;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  if (Number.isInteger(a) && Number.isInteger(b)) return false;
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

function sameObject(a, b, mode) {
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i += 1) if (!same(a[i], b[i], mode)) return false;
    return true;
  }
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return false;
  switch (kind) {
    case 'Date':
      return Object.is(Date.prototype.getTime.call(a), Date.prototype.getTime.call(b));
    case 'RegExp':
      return RegExp.prototype.toString.call(a) === RegExp.prototype.toString.call(b);
    case 'Boxed':
      return Object.is(unboxed(a), unboxed(b));
    case 'Map':
      return sameUnordered(entries(a), entries(b), mode);
    case 'Set':
      return sameUnordered(members(a), members(b), mode);
    case 'ArrayBuffer':
      return sameObject(new Uint8Array(a), new Uint8Array(b), mode);
    case 'TypedArray':
      if (typeName(a) !== typeName(b) || a.length !== b.length) return false;
      for (let i = 0; i < a.length; i += 1) if (!same(a[i], b[i], mode)) return false;
      return true;
    case 'Error':
      return typeName(a) === typeName(b) && a.message === b.message && sameFields(a, b, mode);
    case 'Opaque':
      return false;
    default:
      return (mode.loose || typeName(a) === typeName(b)) && sameFields(a, b, mode);
  }
}

function kindOf(value) {
  if (types.isDate(value)) return 'Date';
  if (types.isRegExp(value)) return 'RegExp';
  if (types.isBoxedPrimitive(value)) return 'Boxed';
  if (types.isMap(value)) return 'Map';
  if (types.isSet(value)) return 'Set';
  if (types.isAnyArrayBuffer(value)) return 'ArrayBuffer';
  if (types.isTypedArray(value)) return 'TypedArray';
  if (types.isNativeError(value)) return 'Error';
  // Nothing can be said about their contents: equal only when identical.
  if (types.isPromise(value) || types.isWeakMap(value) || types.isWeakSet(value) || types.isGeneratorObject(value))
    return 'Opaque';
  return 'Object';
}

function unboxed(value) {
  for (const type of [Number, String, Boolean, BigInt, Symbol]) {
    try {
      return type.prototype.valueOf.call(value);
    } catch {
      // Another kind of box.
    }
  }
  return value;
}

function entries(map) {
  const found = [];
  Map.prototype.forEach.call(map, (value, key) => found.push([key, value]));
  return found;
}

function members(set) {
  const found = [];
  Set.prototype.forEach.call(set, (value) => found.push(value));
  return found;
}

function sameUnordered(left, right, mode) {
  if (left.length !== right.length) return false;
  const free = [...right];
  return left.every((item) => {
    const at = free.findIndex((other) => same(item, other, mode));
    if (at === -1) return false;
    free.splice(at, 1);
    return true;
  });
}

function fieldsOf(value) {
  return Reflect.ownKeys(value).filter((key) => Reflect.getOwnPropertyDescriptor(value, key)?.enumerable);
}

function sameFields(a, b, mode) {
  const keys = fieldsOf(a);
  if (keys.length !== fieldsOf(b).length) return false;
  return keys.every((key) => Reflect.getOwnPropertyDescriptor(b, key)?.enumerable && same(a[key], b[key], mode));
}

/** Items of an iterator or generator (at most 10,000), for comparison with an array; undefined for everything else. */
function listOf(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  if (typeof value.next !== 'function' || typeof value[Symbol.iterator] !== 'function') return undefined;
  const items = [];
  for (let step = value.next(); !step.done && items.length < maxItems; step = value.next()) items.push(step.value);
  return items;
}

/** A promise of the items of an asynchronous generator; undefined for everything else. */
function asyncListOf(value) {
  if (typeof value !== 'object' || value === null) return undefined;
  if (typeof value.next !== 'function' || typeof value[Symbol.asyncIterator] !== 'function') return undefined;
  return (async () => {
    const items = [];
    for (let step = await value.next(); !step.done && items.length < maxItems; step = await value.next())
      items.push(step.value);
    return items;
  })();
}

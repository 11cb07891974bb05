'use strict';
// Canonical text of a value: two values have the same text exactly when they are equal (`compare.cjs`), up to the
// order of keys and of Map and Set entries. Works on values of any realm and never calls the value's own methods
// except property getters and Proxy traps, whose exceptions become part of the text.
const { types } = host;

const maxLength = 4000;
const maxDepth = 40;
const maxEntries = 10_000;

exports.repr = (value) => shorten(write(value, [], 0), maxLength);
exports.shortRepr = (value, length = 200) => {
  const text = write(value, [], maxDepth - 6);
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
};
exports.typeName = typeName;

/** A long text keeps its beginning and a hash of all of it. */
function shorten(text, limit) {
  if (text.length <= limit) return text;
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i += 1)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  return `${text.slice(0, limit)}… (${text.length} characters, ${hash.toString(16)})`;
}

function write(value, parents, depth) {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return value === 0 ? '0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return value.toString();
    case 'function':
      return `[Function ${nameOf(value)}]`;
    case 'object':
      break;
    default:
      return String(value);
  }
  if (value === null) return 'null';
  const cycle = parents.indexOf(value);
  if (cycle !== -1) return `[Circular ${parents.length - cycle}]`;
  if (depth >= maxDepth) return '[…]';
  try {
    return writeObject(value, [...parents, value], depth + 1);
  } catch (error) {
    return `[unreadable ${typeName(error)}]`;
  }
}

function writeObject(value, parents, depth) {
  const item = (one) => write(one, parents, depth);
  if (Array.isArray(value)) {
    const items = [];
    const length = Math.min(value.length, maxEntries);
    for (let i = 0; i < length; i += 1) items.push(item(value[i]));
    if (value.length > length) items.push(`… ${value.length - length} more`);
    return `[${items.join(', ')}]`;
  }
  const boxed = unbox(value);
  if (boxed !== undefined) return boxed;
  if (types.isMap(value)) {
    const entries = [];
    Map.prototype.forEach.call(value, (v, k) => entries.push(`${item(k)} => ${item(v)}`));
    return `Map {${entries.sort().join(', ')}}`;
  }
  if (types.isSet(value)) {
    const entries = [];
    Set.prototype.forEach.call(value, (v) => entries.push(item(v)));
    return `Set {${entries.sort().join(', ')}}`;
  }
  if (types.isNativeError(value)) return `${typeName(value)}(${item(dataOf(value, 'message') ?? '')})`;
  if (types.isAnyArrayBuffer(value)) return `ArrayBuffer [${Array.from(new Uint8Array(value)).join(', ')}]`;
  if (types.isTypedArray(value)) {
    const items = [];
    for (let i = 0; i < Math.min(value.length, maxEntries); i += 1) items.push(item(value[i]));
    return `${typeName(value)} [${items.join(', ')}]`;
  }
  if (types.isPromise(value)) return 'Promise';
  const name = typeName(value);
  const fields = Reflect.ownKeys(value)
    .filter((key) => Reflect.getOwnPropertyDescriptor(value, key)?.enumerable)
    .slice(0, maxEntries)
    .map((key) => `${typeof key === 'symbol' ? `[${key.toString()}]` : JSON.stringify(key)}: ${item(value[key])}`);
  return `${name === 'Object' ? '' : `${name} `}{${fields.sort().join(', ')}}`;
}

function unbox(value) {
  if (types.isDate(value)) {
    const time = Date.prototype.getTime.call(value);
    return `Date(${Number.isNaN(time) ? 'NaN' : new Date(time).toISOString()})`;
  }
  if (types.isRegExp(value)) return RegExp.prototype.toString.call(value);
  if (types.isNumberObject(value)) return `Number(${Number.prototype.valueOf.call(value)})`;
  if (types.isStringObject(value)) return `String(${JSON.stringify(String.prototype.valueOf.call(value))})`;
  if (types.isBooleanObject(value)) return `Boolean(${Boolean.prototype.valueOf.call(value)})`;
  return undefined;
}

/** Value of a data property on the object or its prototypes; getters are not called. */
function dataOf(value, key) {
  for (let at = value; at !== null && at !== undefined; at = Reflect.getPrototypeOf(at)) {
    const property = Reflect.getOwnPropertyDescriptor(at, key);
    if (property) return property.value;
  }
  return undefined;
}

function nameOf(value) {
  const name = dataOf(value, 'name');
  return typeof name === 'string' && name !== '' ? name : '(anonymous)';
}

/** `number`, `string`, `Array`, `Point`, `null`: what a person calls the type. */
function typeName(value) {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  try {
    if (types.isNativeError(value)) {
      const name = dataOf(value, 'name');
      const constructor = dataOf(value, 'constructor');
      const own = typeof constructor === 'function' ? nameOf(constructor) : '';
      if (typeof name === 'string' && name !== '' && name !== 'Error') return name;
      return own === '' || own === '(anonymous)' ? 'Error' : own;
    }
    const constructor = dataOf(value, 'constructor');
    return typeof constructor === 'function' ? nameOf(constructor) : 'Object';
  } catch {
    return 'object';
  }
}

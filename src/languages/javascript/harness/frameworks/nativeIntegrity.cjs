'use strict';
// What a "passed" of the real `node:test` rests on in a process where code under test can reach everything.
const holders = {
  assert: require('node:assert'),
  'assert.strict': require('node:assert').strict,
  'AssertionError.prototype': require('node:assert').AssertionError.prototype,
  'Readable.prototype': require('node:stream').Readable.prototype,
  'EventEmitter.prototype': require('node:events').EventEmitter.prototype,
  'AsyncGenerator.prototype': Object.getPrototypeOf(async function* none() {}).prototype,
  'node:test': require('node:test'),
  process,
  Object,
  'Object.prototype': Object.prototype,
  Reflect,
  JSON,
  'Function.prototype': Function.prototype,
  Array,
  'Array.prototype': Array.prototype,
  'String.prototype': String.prototype,
  'RegExp.prototype': RegExp.prototype,
  'Map.prototype': Map.prototype,
  'Set.prototype': Set.prototype,
  'Promise.prototype': Promise.prototype,
  'Error.prototype': Error.prototype,
};
const { getOwnPropertyDescriptor, ownKeys } = Reflect;
const { is } = Object;
/** Programs set these themselves. */
const free = new Set([
  'exitCode',
  'title',
  'env',
  'argv',
  '_events',
  '_eventsCount',
  '_exiting',
  'mainModule',
  'domain',
]);

/** Returns a function that names the first of them that was replaced since. */
exports.watch = () => {
  const seen = [];
  for (const name of ownKeys(holders)) {
    for (const key of ownKeys(holders[name])) {
      const property = getOwnPropertyDescriptor(holders[name], key);
      if ('value' in property && !free.has(key)) seen.push([holders[name], key, property.value, name]);
    }
  }
  return () => {
    for (let i = 0; i < seen.length; i += 1) {
      const [holder, key, value, name] = seen[i];
      if (!is(getOwnPropertyDescriptor(holder, key)?.value, value)) return `${name}.${String(key)}`;
    }
    return undefined;
  };
};

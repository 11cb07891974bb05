'use strict';
// What code under test may have changed in the thread's realm, which the next candidate shares: built-ins, Node's own modules.
const types = [
  'Object',
  'Function',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Symbol',
  'Error',
  'TypeError',
  'RangeError',
  'Promise',
];
const more = [
  'RegExp',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Date',
  'ArrayBuffer',
  'Uint8Array',
  'Buffer',
  'URL',
  'EventTarget',
];
const modules = [
  'fs',
  'path',
  'assert',
  'util',
  'events',
  'module',
  'child_process',
  'vm',
  'timers',
  'buffer',
  'url',
  'os',
  'stream',
];

/** Returns a function that lists what has changed since, as names like `Array.prototype.map`. */
exports.watch = (load) => {
  const holders = [];
  const add = (name, holder) => {
    const keys = Reflect.ownKeys(holder).filter((key) => 'value' in Reflect.getOwnPropertyDescriptor(holder, key));
    holders.push({ name, holder, count: Reflect.ownKeys(holder).length, keys, values: keys.map((key) => holder[key]) });
  };
  for (const name of [...types, ...more]) {
    add(name, host.global[name]);
    add(`${name}.prototype`, host.global[name].prototype);
  }
  for (const name of ['JSON', 'Reflect', 'Math']) add(name, host.global[name]);
  for (const name of modules) {
    const module = load(name);
    add(`node:${name}`, module);
    if (typeof module === 'function' && module.prototype) add(`node:${name}.prototype`, module.prototype);
  }
  return () => {
    const changed = [];
    for (const { name, holder, count, keys, values } of holders) {
      if (Reflect.ownKeys(holder).length !== count) changed.push(name);
      for (let i = 0; i < keys.length; i += 1)
        if (!Object.is(holder[keys[i]], values[i])) changed.push(`${name}.${String(keys[i])}`);
    }
    return changed;
  };
};

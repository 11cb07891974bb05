'use strict';
// Packages of node_modules are loaded once for a thread. What a candidate changes of what they export (a counter, a registry, a default, a
// replaced function) the next would see: it is noticed here, and the thread is not used again. State in their closures cannot be seen.
const { types } = host;

const maxNodes = 3000;
const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Everything that can be reached from an export through plain properties and collections, nearest first, as one flat list. */
function look(root) {
  const found = [];
  const seen = new Set([root]);
  const queue = [root];
  const note = (value) => {
    found.push(value);
    if (isObject(value) && !seen.has(value) && seen.size < maxNodes) {
      seen.add(value);
      queue.push(value);
    }
  };
  for (let at = 0; at < queue.length; at += 1) {
    const one = queue[at];
    if (types.isProxy(one) || ArrayBuffer.isView(one)) continue;
    // Values in a Map or Set, then properties: getters are not called.
    if (types.isMap(one)) {
      Map.prototype.forEach.call(one, (value, key) => {
        note(key);
        note(value);
      });
    } else if (types.isSet(one)) Set.prototype.forEach.call(one, note);
    for (const key of ownKeys(one)) {
      const property = getOwnPropertyDescriptor(one, key);
      found.push(key);
      if (property && 'value' in property) note(property.value);
      else found.push(property?.get, property?.set);
    }
    found.push(getPrototypeOf(one));
  }
  return found;
}

const same = (a, b) => a.length === b.length && a.every((value, at) => Object.is(value, b[at]));

exports.createPackages = () => {
  /** By path: what it exports, and how that looked when the original had been loaded. */
  const known = new Map();
  let settled = false;
  return {
    /** A package that a job has asked for. */
    used(path, exported) {
      if (known.has(path) || !isObject(exported)) return exported;
      known.set(path, { exported, before: settled ? look(exported) : undefined });
      return exported;
    },
    /** From now on, how they look is how they have to look. */
    settle() {
      settled = true;
      for (const one of known.values()) one.before = look(one.exported);
    },
    /** Names of those that have changed. */
    changed: () =>
      [...known].flatMap(([path, { exported, before }]) => (before && !same(before, look(exported)) ? [path] : [])),
  };
};

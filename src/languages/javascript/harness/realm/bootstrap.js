// Runs first in every fresh realm and furnishes it with what Node adds to JavaScript: console, process, timers, Buffer, fetch, …
// `bridge` holds functions of the judge's realm. They stay in this closure: code under test only meets the functions made here.
(function (bridge) {
  'use strict';
  const { apply, ownKeys, getPrototypeOf, defineProperty } = Reflect;
  const { types } = bridge;
  const { hasInstance } = Symbol;
  const ordinary = Function.prototype[hasInstance];
  const { isArray } = Array;
  const make = { Error, TypeError, RangeError, SyntaxError, ReferenceError };
  const classes = { ...make, Array, Map, Set, Date, RegExp, Promise, Uint8Array, ArrayBuffer, Function, Object };

  /** An error of this realm in place of one of the judge's. */
  const toOwn = (error) => {
    const own = new (make[error.name] ?? Error)(error.message);
    if (error.code !== undefined) own.code = error.code;
    return own;
  };
  const guarded = (run) => {
    try {
      return run();
    } catch (error) {
      throw bridge.isJudgeError(error) ? toOwn(error) : error;
    }
  };

  let met = false;
  /**
   * Values of the thread's realm (errors of `fs`, arrays of packages) are instances of this realm's classes too. Done when the first of
   * them may come: changing `instanceof` of every class is a third of what a realm costs, and most functions never meet such a value.
   */
  const meet = () => {
    if (met) return;
    met = true;
    const instances = {
      Error: (v) => types.isNativeError(v),
      Array: (v) => isArray(v),
      Map: (v) => types.isMap(v),
      Set: (v) => types.isSet(v),
      Date: (v) => types.isDate(v),
      RegExp: (v) => types.isRegExp(v),
      Promise: (v) => types.isPromise(v),
      Uint8Array: (v) => types.isUint8Array(v),
      ArrayBuffer: (v) => types.isArrayBuffer(v),
      Function: (v) => typeof v === 'function',
      Object: (v) => ((typeof v === 'object' && v !== null) || typeof v === 'function') && getPrototypeOf(v) !== null,
    };
    for (const name of ['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError']) {
      instances[name] = (v) => types.isNativeError(v) && v.name === name;
    }
    for (const name of ownKeys(instances)) {
      const type = classes[name];
      const test = instances[name];
      defineProperty(type, hasInstance, {
        value(v) {
          return apply(ordinary, this, [v]) || (this === type && test(v));
        },
        configurable: true,
      });
    }
  };

  /** What Node adds to JavaScript is made when it is first asked for; `parts` are functions of `process.js`, `timers.js` and `clone.js`. */
  const made = {};
  const part = (name) => (made[name] ??= bridge.part(name)({ bridge, guarded, meet, make }));
  const lazily = (name, from) => {
    defineProperty(globalThis, name, {
      configurable: true,
      enumerable: false,
      get() {
        const value = part(from)[name];
        defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
        return value;
      },
      set(value) {
        defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
      },
    });
  };
  lazily('console', 'process');
  lazily('process', 'process');
  lazily('setTimeout', 'timers');
  lazily('setInterval', 'timers');
  lazily('setImmediate', 'timers');
  lazily('clearTimeout', 'timers');
  lazily('clearInterval', 'timers');
  lazily('clearImmediate', 'timers');
  lazily('structuredClone', 'clone');
  lazily('queueMicrotask', 'timers');
  defineProperty(globalThis, 'global', { value: globalThis, writable: true, configurable: true, enumerable: false });

  return {
    self: globalThis,
    part,
    meet,
    /** `require` for one module: `load` and `resolve` are the judge's. */
    makeRequire(load, resolve, cache, main) {
      const require = (specifier) => guarded(() => load(specifier));
      require.resolve = (specifier) => guarded(() => resolve(specifier));
      require.resolve.paths = () => [];
      require.cache = cache;
      require.main = main;
      require.extensions = { __proto__: null };
      return require;
    },
    newModule: (id) => ({ exports: {}, id, filename: id, path: id, loaded: false, children: [], paths: [] }),
    /** A copy of a module of Node: what one candidate puts into it, the next does not see. */
    copyModule(source) {
      const copy =
        typeof source === 'function'
          ? function (...args) {
              return new.target ? Reflect.construct(source, args) : apply(source, this, args);
            }
          : {};
      for (const key of ownKeys(source)) {
        if (key === 'prototype' || key === 'length' || key === 'name') continue;
        const property = Reflect.getOwnPropertyDescriptor(source, key);
        defineProperty(copy, key, { ...property, configurable: true });
      }
      return copy;
    },
    newObject: () => ({}),
    toOwn,
  };
});

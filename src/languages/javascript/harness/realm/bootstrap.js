// Runs first in every fresh realm and furnishes it with what Node adds to JavaScript: console, process, timers, Buffer, fetch, …
// `bridge` holds functions of the judge's realm. They stay in this closure: code under test only meets the functions made here.
(function (bridge) {
  'use strict';
  const { apply, ownKeys, getPrototypeOf, defineProperty } = Reflect;
  const { types } = bridge;
  const make = { Error, TypeError, RangeError, SyntaxError, ReferenceError };

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

  // Values of the thread's realm (errors of `fs`, arrays of packages) are instances of this realm's classes too.
  const instances = {
    Error: (v) => types.isNativeError(v),
    Array: (v) => bridge.isArray(v),
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
  const ordinary = Function.prototype[Symbol.hasInstance];
  for (const name of Object.keys(instances)) {
    const type = globalThis[name];
    const test = instances[name];
    defineProperty(type, Symbol.hasInstance, {
      value(v) {
        return apply(ordinary, this, [v]) || (this === type && test(v));
      },
      configurable: true,
    });
  }

  const stream = (fd, name) => ({
    fd,
    isTTY: false,
    writable: true,
    columns: 80,
    write(text, encoding, done) {
      guarded(() => bridge.print(name, typeof text === 'string' ? text : bridge.bytesToText(text)));
      const callback = typeof encoding === 'function' ? encoding : done;
      if (callback) bridge.nextTick(callback);
      return true;
    },
    end: () => undefined,
    on() {
      return this;
    },
    once() {
      return this;
    },
    emit: () => false,
    removeListener() {
      return this;
    },
  });
  const stdout = stream(1, 'out');
  const stderr = stream(2, 'err');

  let indent = '';
  const counts = new Map();
  const print = (name, args) =>
    guarded(() => bridge.print(name, `${indent}${bridge.format(args).replaceAll('\n', `\n${indent}`)}\n`));
  const out = (...args) => print('out', args);
  const err = (...args) => print('err', args);
  const nothing = () => undefined;
  const console = {
    log: out,
    info: out,
    debug: out,
    dir: (value) => out(value),
    dirxml: out,
    table: (value) => out(value),
    error: err,
    warn: err,
    trace: err,
    assert(condition, ...args) {
      if (!condition) err(...(args.length > 0 ? ['Assertion failed:', ...args] : ['Assertion failed']));
    },
    group(...args) {
      if (args.length > 0) out(...args);
      indent += '  ';
    },
    groupCollapsed(...args) {
      console.group(...args);
    },
    groupEnd() {
      indent = indent.slice(2);
    },
    count(label = 'default') {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      out(`${label}: ${counts.get(label)}`);
    },
    countReset: (label = 'default') => counts.delete(label),
    time: nothing,
    timeEnd: nothing,
    timeLog: nothing,
    clear: nothing,
  };

  const exit = (code) => {
    guarded(() => bridge.exit(`process.exit(${code ?? ''})`));
  };
  const realProcess = bridge.process;
  let exitCode;
  let environment;
  const own = {
    __proto__: null,
    exit,
    reallyExit: exit,
    abort: () => guarded(() => bridge.exit('process.abort()')),
    kill: (pid, name) => {
      if (pid === realProcess.pid && name !== 0) guarded(() => bridge.exit(`process.kill(${pid})`));
      throw new Error('kill EPERM');
    },
    argv: [realProcess.execPath, bridge.entry],
    execArgv: [],
    stdout,
    stderr,
    stdin: {
      fd: 0,
      isTTY: false,
      on: () => undefined,
      once: () => undefined,
      setEncoding: nothing,
      resume: nothing,
      read: () => null,
    },
    cwd: () => bridge.root,
    chdir: nothing,
    nextTick: (callback, ...args) => bridge.nextTick(() => callback(...args)),
    binding: undefined,
    _linkedBinding: undefined,
    dlopen: undefined,
    getBuiltinModule: (name) => guarded(() => bridge.builtin(name)),
    emit: () => false,
    listeners: () => [],
    listenerCount: () => 0,
    emitWarning: nothing,
    mainModule: undefined,
  };
  for (const name of ['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners', 'prependListener']) {
    own[name] = () => process;
  }
  const process = new Proxy(own, {
    get(target, key) {
      if (key === 'exitCode') return exitCode;
      if (key === 'env') return (environment ??= bridge.environment());
      if (key in target) return target[key];
      const value = realProcess[key];
      return typeof value === 'function' ? (...args) => apply(value, realProcess, args) : value;
    },
    set(target, key, value) {
      if (key === 'exitCode') exitCode = value;
      else if (key === 'env') environment = value;
      else target[key] = value;
      return true;
    },
    has: (target, key) => key in target || key in realProcess,
  });

  const timer =
    (kind) =>
    (callback, ms, ...args) => {
      if (typeof callback !== 'function') throw new TypeError('The "callback" argument must be of type function.');
      return bridge.setTimer(kind, () => callback(...args), ms);
    };
  const clear = (handle) => bridge.clearTimer(handle);
  const timers = {
    setTimeout: timer('setTimeout'),
    setInterval: timer('setInterval'),
    setImmediate: (callback, ...args) => bridge.setTimer('setImmediate', () => callback(...args)),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
  };
  const promised = Symbol.for('nodejs.util.promisify.custom');
  defineProperty(timers.setTimeout, promised, {
    value: (ms, value) => new Promise((done) => timers.setTimeout(done, ms, value)),
  });
  defineProperty(timers.setImmediate, promised, {
    value: (value) => new Promise((done) => timers.setImmediate(done, value)),
  });

  const clone = (value, seen) => {
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw new (bridge.shared('DOMException'))(`${String(value)} could not be cloned.`, 'DataCloneError');
    }
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const keep = (copy) => {
      seen.set(value, copy);
      return copy;
    };
    if (types.isDate(value)) return keep(new Date(value));
    if (types.isRegExp(value)) return keep(new RegExp(value.source, value.flags));
    if (types.isArrayBuffer(value)) return keep(value.slice(0));
    if (types.isTypedArray(value)) return keep(new globalThis[value.constructor.name](value));
    if (types.isMap(value)) {
      const copy = keep(new Map());
      for (const [k, v] of value) copy.set(clone(k, seen), clone(v, seen));
      return copy;
    }
    if (types.isSet(value)) {
      const copy = keep(new Set());
      for (const v of value) copy.add(clone(v, seen));
      return copy;
    }
    if (types.isNativeError(value)) {
      return keep(Object.assign(new (make[value.name] ?? Error)(value.message), { stack: value.stack }));
    }
    const copy = keep(Array.isArray(value) ? new Array(value.length) : {});
    for (const key of Object.keys(value)) copy[key] = clone(value[key], seen);
    return copy;
  };

  const globals = {
    console,
    process,
    ...timers,
    global: globalThis,
    queueMicrotask: (callback) => bridge.queueMicrotask(() => callback()),
    structuredClone: (value) => clone(value, new Map()),
  };
  const descriptors = {};
  for (const name of Object.keys(globals)) {
    descriptors[name] = { value: globals[name], writable: true, configurable: true, enumerable: false };
  }
  Object.defineProperties(globalThis, descriptors);

  return {
    timers,
    console,
    process,
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

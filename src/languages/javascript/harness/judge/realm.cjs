'use strict';
// A fresh realm for one candidate, and what the judge keeps about it: output, timers, attempts to end the process, changed built-ins.
const { types, util, process: realProcess } = host;
const { runInContext } = host.vm.Script.prototype;

/** Thrown into code under test that tries to end the process; the verdict is decided by `realm.exited`, not by this object. */
const exitMessage = (how) => `${how} was called`;

/** Built-ins on which checks written in JavaScript rest. Overwriting one is legal JavaScript, and makes every "passed" worthless. */
const guardedNames = {
  Object: ['is', 'keys', 'entries', 'values', 'assign', 'freeze', 'getPrototypeOf', 'defineProperty', 'fromEntries'],
  JSON: ['parse', 'stringify'],
  Array: ['isArray', 'from', 'of'],
  Number: ['isNaN', 'isInteger', 'isFinite'],
  Math: ['abs', 'max', 'min', 'floor', 'round'],
  Reflect: ['ownKeys', 'apply', 'get', 'getPrototypeOf'],
  'Object.prototype': ['toString', 'hasOwnProperty', 'valueOf'],
  'Function.prototype': ['call', 'apply', 'bind', 'toString'],
  'Array.prototype': [
    ...[
      'every',
      'some',
      'includes',
      'join',
      'map',
      'filter',
      'reduce',
      'sort',
      'toString',
      'indexOf',
      'forEach',
      'slice',
    ],
    Symbol.iterator,
  ],
  'String.prototype': ['includes', 'trim', 'split', 'replace', 'indexOf', 'startsWith', 'toString', 'match'],
  'Number.prototype': ['toString', 'valueOf', 'toFixed'],
  'RegExp.prototype': ['test', 'exec'],
  'Map.prototype': ['get', 'has', 'set'],
  'Set.prototype': ['has', 'add'],
  'Promise.prototype': ['then', 'catch'],
  'Error.prototype': ['toString'],
};

/** How each realm is told that values of the thread's realm come to it. */
const meetings = new WeakMap();
host.onShared = (global) => meetings.get(global)?.();

/** `realmScript(name)` compiles a file of `realm/`. */
exports.realmMaker = (realmScript) => {
  const scripts = new Map();
  const scriptOf = (name) => {
    if (!scripts.has(name)) scripts.set(name, realmScript(name));
    return scripts.get(name);
  };
  return (options) => createRealm(scriptOf, options);
};

function createRealm(scriptOf, { root, entry, limits, builtin, stray }) {
  const global = host.newRealm();
  Object.defineProperties(global, host.sharedGlobals);
  const handles = new Set();
  const state = {
    global,
    /** Text printed since `takeOutput`, and how much was printed in all. */
    output: '',
    printed: 0,
    /** How the code under test tried to end the process, if it did. */
    exited: undefined,
  };
  const bridge = {
    types,
    part: (name) => Reflect.apply(runInContext, scriptOf(name), [global]),
    isJudgeError: (error) => error instanceof Error,
    root,
    entry,
    process: realProcess,
    shared: (name) => host.global[name],
    builtin,
    environment: () => ({ ...realProcess.env }),
    nextTick: (callback) => realProcess.nextTick(callback),
    queueMicrotask: (callback) => host.global.queueMicrotask(callback),
    format: (args) => util.format.apply(undefined, args),
    bytesToText: (bytes) => (types.isUint8Array(bytes) ? host.global.Buffer.from(bytes).toString() : String(bytes)),
    print(stream, text) {
      state.printed += text.length;
      if (state.printed > limits.outputBytes) {
        state.exited ??= `more than ${limits.outputBytes} bytes were printed`;
        throw new Error('too much output');
      }
      if (stream === 'out') state.output += text;
    },
    exit(how) {
      state.exited ??= exitMessage(how);
      throw new Error(exitMessage(how));
    },
    setTimer(kind, callback, ms) {
      const handle = host[kind](() => {
        if (kind !== 'setInterval') handles.delete(handle);
        try {
          callback();
        } catch (error) {
          stray(error);
        }
      }, ms);
      handles.add(handle);
      return handle;
    },
    clearTimer(handle) {
      handles.delete(handle);
      host.clearTimeout(handle);
      host.clearImmediate(handle);
    },
  };
  const tools = bridge.part('bootstrap')(bridge);
  meetings.set(tools.self, tools.meet);
  const guarded = snapshot(global);
  return Object.assign(state, {
    tools,
    takeOutput() {
      const text = state.output;
      state.output = '';
      return text;
    },
    /** Name of a built-in that is no longer what it was, if there is one. */
    tampered: () =>
      guarded.find(([holder, key, value]) => Reflect.getOwnPropertyDescriptor(holder, key)?.value !== value)?.[3],
    dispose() {
      for (const handle of handles) {
        host.clearTimeout(handle);
        host.clearImmediate(handle);
      }
      handles.clear();
    },
  });
}

function snapshot(global) {
  const found = [];
  for (const path of Object.keys(guardedNames)) {
    const [type, prototype] = path.split('.');
    const holder = prototype ? global[type].prototype : global[type];
    for (const key of guardedNames[path]) found.push([holder, key, holder[key], `${path}.${String(key)}`]);
  }
  return found;
}

// `node:test` for one test file, inside the candidate's realm: the module's surface, while the judge keeps the tree of tests, runs it and
// decides. `bridge.define(kind, name, options, fn)` returns a promise, `bridge.hook(kind, fn)` adds a hook to the suite being defined.
(function (bridge) {
  'use strict';
  const read = (args) => {
    const rest = [...args];
    const name = typeof rest[0] === 'string' ? rest.shift() : undefined;
    const options = typeof rest[0] === 'object' && rest[0] !== null ? rest.shift() : {};
    const fn = typeof rest[0] === 'function' ? rest.shift() : undefined;
    return { name: name ?? (fn?.name || '<anonymous>'), options, fn };
  };
  const nothing = () => undefined;
  /** What this emulation does not have: the test that uses it is left undecided, it is not called wrong. */
  const missing = (what) => () => {
    bridge.unsupported(what);
    throw new Error(`${what} is not available while Eider runs tests`);
  };

  /** Options whose meaning this emulation does not keep. */
  const check = (options) => {
    if (options?.timeout !== undefined && options.timeout !== null && options.timeout !== Infinity)
      bridge.unsupported('a time limit of its own');
    if (options?.signal !== undefined) bridge.unsupported('an abort signal');
    if (options?.expectFailure) bridge.unsupported('expectFailure');
  };

  const definer = (kind, parent) => {
    const define = (args, extra) => {
      const { name, options, fn } = read(args);
      check(options);
      return bridge.define(parent, kind, name, { ...options, ...extra }, fn ?? nothing);
    };
    const api = (...args) => define(args, {});
    api.skip = (...args) => define(args, { skip: true });
    api.todo = (...args) => define(args, { todo: true });
    api.only = (...args) => define(args, { only: true });
    return api;
  };

  const hook = (kind, parent) => (fn, options) => {
    check(options);
    return bridge.hook(parent, kind, fn);
  };

  class MockFunctionContext {
    constructor(restore) {
      this.calls = [];
      this.restore = restore;
    }
    callCount() {
      return this.calls.length;
    }
    resetCalls() {
      this.calls = [];
    }
    mockImplementation(implementation) {
      this.implementation = implementation;
    }
    mockImplementationOnce(implementation, onCall = this.calls.length) {
      (this.once ??= new Map()).set(onCall, implementation);
    }
  }

  const newMock = () => {
    let restores = [];
    let timers;
    const wrap = (original, implementation, restore) => {
      const context = new MockFunctionContext(restore);
      context.implementation = implementation;
      const mocked = function (...args) {
        const call = {
          arguments: args,
          this: this,
          target: new.target,
          stack: new Error(),
          error: undefined,
          result: undefined,
        };
        const at = context.calls.length;
        const once = context.once?.get(at);
        context.once?.delete(at);
        const run = once ?? context.implementation ?? original;
        try {
          call.result = new.target ? Reflect.construct(run, args) : Reflect.apply(run, this, args);
          return call.result;
        } catch (error) {
          call.error = error;
          throw error;
        } finally {
          context.calls.push(call);
        }
      };
      Object.defineProperty(mocked, 'mock', { value: context });
      Object.defineProperty(mocked, 'length', { value: original.length });
      Object.defineProperty(mocked, 'name', { value: original.name });
      return mocked;
    };
    const property = (object, name, kind, implementation) => {
      let holder = object;
      while (holder !== null && !Object.prototype.hasOwnProperty.call(holder, name))
        holder = Object.getPrototypeOf(holder);
      const before = holder === null ? undefined : Object.getOwnPropertyDescriptor(holder, name);
      const own = Object.getOwnPropertyDescriptor(object, name);
      // Globals of Node are accessors until they are first used.
      const original = (kind === 'value' && before?.get ? object[name] : before?.[kind]) ?? nothing;
      const restore = () => (own ? Object.defineProperty(object, name, own) : delete object[name]);
      const mocked = wrap(original, implementation, restore);
      const base = kind === 'value' ? { writable: true } : { get: before?.get, set: before?.set };
      Object.defineProperty(object, name, {
        ...base,
        configurable: true,
        enumerable: before?.enumerable ?? true,
        [kind]: mocked,
      });
      restores.push(restore);
      return mocked;
    };
    const optionsOrFunction = (value, fallback) => (typeof value === 'function' ? value : fallback);
    const mock = {
      fn: (original = nothing, implementation) => wrap(original, optionsOrFunction(implementation), () => undefined),
      method(object, name, implementation, options = {}) {
        const settings = typeof implementation === 'object' && implementation !== null ? implementation : options;
        const kind = settings.getter ? 'get' : settings.setter ? 'set' : 'value';
        return property(object, name, kind, optionsOrFunction(implementation));
      },
      getter: (object, name, implementation) => property(object, name, 'get', optionsOrFunction(implementation)),
      setter: (object, name, implementation) => property(object, name, 'set', optionsOrFunction(implementation)),
      restoreAll() {
        for (const restore of restores.reverse()) restore();
        restores = [];
      },
      reset() {
        mock.restoreAll();
        timers?.reset();
      },
      get timers() {
        return (timers ??= newTimers());
      },
      module: missing('mock.module'),
      property: missing('mock.property'),
    };
    return mock;
  };

  /** Fake timers: time stands still until `tick`. */
  const newTimers = () => {
    let saved;
    let time = 0;
    let queue = [];
    let next = 1;
    const RealDate = Date;
    const add =
      (repeat) =>
      (callback, ms = 0, ...args) => {
        const entry = {
          id: next++,
          at: time + Math.max(1, ms),
          every: repeat ? Math.max(1, ms) : 0,
          run: () => callback(...args),
        };
        queue.push(entry);
        return entry.id;
      };
    const remove = (id) => {
      queue = queue.filter((entry) => entry.id !== id);
    };
    const fakes = {
      setTimeout: { setTimeout: add(false), clearTimeout: remove },
      setInterval: { setInterval: add(true), clearInterval: remove },
      setImmediate: { setImmediate: (callback, ...args) => add(false)(callback, 0, ...args), clearImmediate: remove },
      Date: {
        Date: class Date extends RealDate {
          constructor(...args) {
            super(...(args.length === 0 ? [time] : args));
          }
          static now() {
            return time;
          }
        },
      },
    };
    const timers = {
      enable(options = {}) {
        const apis = Array.isArray(options) ? options : (options.apis ?? Object.keys(fakes));
        time = Number(options.now ?? 0);
        saved = {};
        for (const api of apis) {
          if (!(api in fakes)) missing(`mock.timers of ${String(api)}`)();
          for (const name of Object.keys(fakes[api] ?? {})) {
            saved[name] = Object.getOwnPropertyDescriptor(globalThis, name);
            Object.defineProperty(globalThis, name, { value: fakes[api][name], writable: true, configurable: true });
          }
        }
      },
      tick(ms = 1) {
        const end = time + ms;
        for (;;) {
          const due = queue.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
          if (!due) break;
          time = due.at;
          if (due.every > 0) due.at += due.every;
          else remove(due.id);
          due.run();
        }
        time = end;
      },
      runAll() {
        const last = Math.max(time, ...queue.map((entry) => entry.at));
        timers.tick(last - time);
      },
      setTime(ms) {
        time = ms;
      },
      reset() {
        for (const name of Object.keys(saved ?? {})) Object.defineProperty(globalThis, name, saved[name]);
        saved = undefined;
        queue = [];
      },
      [Symbol.dispose ?? Symbol.for('dispose')]: () => timers.reset(),
    };
    return timers;
  };

  const module = definer('test', undefined);
  Object.assign(module, {
    test: module,
    it: module,
    describe: definer('suite', undefined),
    before: hook('before', undefined),
    after: hook('after', undefined),
    beforeEach: hook('beforeEach', undefined),
    afterEach: hook('afterEach', undefined),
    mock: newMock(),
    run: missing('run() of node:test'),
    assert: { register: missing('assert.register') },
    snapshot: { setDefaultSnapshotSerializers: nothing, setResolveSnapshotPath: nothing },
    default: module,
  });
  module.suite = module.describe;
  for (const name of bridge.names) module[name] ??= missing(`${name} of node:test`);

  return {
    module,
    /** The context object of one running test; `node` is the judge's and only handed back to it. */
    newContext(node, name, fullName, assert, signal) {
      let planned;
      let counted = 0;
      let mock;
      let counting;
      // Most tests use neither: made when they are asked for.
      const countingAssert = () => {
        const made = {};
        for (const key of Object.keys(assert)) {
          if (typeof assert[key] !== 'function') continue;
          made[key] = (...args) => {
            counted += 1;
            return assert[key](...args);
          };
        }
        made.snapshot = missing('snapshots');
        made.fileSnapshot = missing('snapshots');
        return made;
      };
      const subtest = (...args) => {
        counted += 1;
        return definer('test', node)(...args);
      };
      const context = {
        name,
        fullName,
        signal,
        get mock() {
          return (mock ??= newMock());
        },
        get assert() {
          return (counting ??= countingAssert());
        },
        test: Object.assign(subtest, { skip: definer('test', node).skip, todo: definer('test', node).todo }),
        before: hook('before', node),
        after: hook('after', node),
        beforeEach: hook('beforeEach', node),
        afterEach: hook('afterEach', node),
        diagnostic: nothing,
        runOnly: nothing,
        skip: () => bridge.mark(node, 'skip'),
        todo: () => bridge.mark(node, 'todo'),
        plan: (count, options) => {
          if (options?.wait) bridge.unsupported('a plan that waits');
          planned = count;
        },
        waitFor: async (condition, { interval = 50, timeout = 1000 } = {}) => {
          for (let waited = 0; ; waited += interval) {
            try {
              return await condition();
            } catch (error) {
              if (waited >= timeout) throw error;
            }
            await new Promise((done) => setTimeout(done, interval));
          }
        },
      };
      return {
        context: new Proxy(context, {
          get(target, key) {
            if (typeof key === 'string' && key !== 'then' && !(key in target))
              bridge.unsupported(`${key} of a test's context`);
            return target[key];
          },
        }),
        finish() {
          mock?.restoreAll();
          if (planned !== undefined && planned !== counted) {
            throw new Error(`plan expected ${planned} assertions but received ${counted}`);
          }
        },
      };
    },
    /** Calls a test function with a `done` callback. */
    withCallback: (fn, context) =>
      new Promise((resolve, reject) => {
        fn(context, (error) => (error ? reject(error) : resolve()));
      }),
  };
});

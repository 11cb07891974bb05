// `console` and `process` as code under test sees them; made when it first asks for one of them.
(function (given) {
  'use strict';
  const { bridge, guarded, meet } = given;
  const { apply } = Reflect;
  meet();

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

  return { console, process };
});

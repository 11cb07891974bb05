// Timers and microtasks as code under test sees them: the judge ends those that are left when the job is over.
(function (given) {
  'use strict';
  const { bridge } = given;
  const { defineProperty } = Reflect;

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
  timers.queueMicrotask = (callback) => bridge.queueMicrotask(() => callback());

  return timers;
});

'use strict';
// Entry of a judging thread. Three kinds of realm live here:
// - the thread's own realm: Node's modules and the packages of node_modules, shared by all candidates of the thread;
// - the judge's realm: `judge/*.cjs`, its built-ins frozen and never handed to code under test, so that no candidate can change
//   what `Array.prototype.every` means to the code that decides;
// - one realm for each candidate, thrown away after the job.
const { parentPort, receiveMessageOnPort, threadId } = require('node:worker_threads');
const vm = require('node:vm');
const fs = require('node:fs');
const path = require('node:path');
const { createRequire, builtinModules, isBuiltin } = require('node:module');
const util = require('node:util');
const url = require('node:url');
const crypto = require('node:crypto');

const contextOptions = { name: 'judge' };
/** Globals that Node adds to JavaScript, for every realm; those that Node makes on first use stay lazy. A realm is told of its first one. */
function sharedGlobals() {
  const fresh = vm.createContext(vm.constants?.DONT_CONTEXTIFY ?? {});
  const known = new Set(vm.runInContext('Object.getOwnPropertyNames(globalThis)', fresh));
  const own = ['console', 'process', 'global', 'queueMicrotask', 'structuredClone', 'setTimeout', 'setInterval'];
  for (const name of [...own, 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate']) known.add(name);
  const found = {};
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (known.has(name)) continue;
    const property = Object.getOwnPropertyDescriptor(globalThis, name);
    const common = { configurable: true, enumerable: false };
    const settle = (realm, value) => Object.defineProperty(realm, name, { ...common, value, writable: true });
    const { value } = property;
    found[name] = {
      ...common,
      get() {
        host.onShared(this);
        const now = 'value' in property ? value : globalThis[name];
        if ('value' in property) settle(this, value);
        return now;
      },
      set(now) {
        settle(this, now);
      },
    };
  }
  return found;
}

const judgeRealm = vm.createContext(vm.constants?.DONT_CONTEXTIFY ?? {}, contextOptions);
const folder = path.join(__dirname, 'judge');
const loaded = new Map();

/** What the judge may use of Node, taken before any other code has run. */
const host = {
  vm,
  fs: { ...fs },
  path: { ...path },
  util: { ...util },
  types: { ...util.types },
  url: { ...url },
  crypto: { ...crypto },
  createRequire,
  builtinModules,
  isBuiltin,
  process,
  threadId,
  global: globalThis,
  sharedGlobals: sharedGlobals(),
  hrtime: process.hrtime.bigint,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  clearImmediate,
  receiveMessageOnPort,
  vendor: undefined,
  isolated: vm.constants?.DONT_CONTEXTIFY !== undefined,
  /** Called with the global object of a realm whose code has asked for one of `sharedGlobals`. */
  onShared: () => undefined,
  newRealm: () => vm.createContext(vm.constants?.DONT_CONTEXTIFY ?? {}, { name: 'candidate' }),
  /** Node's own modules, as this thread loads them. */
  builtin: (name) => require(`node:${name}`),
  /** What `node:test` of this Node has. */
  nodeTestNames: Object.keys(require('node:test')),
  importShared: (specifier) => import(specifier),
};

/** V8's code of the harness's own files, from the first thread of this process: compiling them is most of what a start takes. */
let knownCode;
const compiled = new Map();
function compile(file, wrap = (text) => text) {
  const cachedData = knownCode?.get(file);
  const script = new vm.Script(wrap(fs.readFileSync(file, 'utf8')), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  compiled.set(file, script);
  return script;
}

function bundledVendor() {
  const module = { exports: {} };
  const run = compile(
    path.join(__dirname, 'vendor.bundle.cjs'),
    (text) => `(function (module, exports, require) {${text}\n})`,
  );
  run.runInThisContext()(module, module.exports, require);
  return module.exports;
}

function judgeRequire(name) {
  const file = path.join(folder, `${name.replace('./', '')}.cjs`);
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const script = compile(file, (text) => `(function (module, exports, require, host) {${text}\n})`);
  const run = script.runInContext(judgeRealm);
  run(module, module.exports, judgeRequire, host);
  return module.exports;
}

parentPort.once('message', ({ port, clock, journal, vendor, code }) => {
  knownCode = code;
  host.vendor = vendor ? { acorn: require(vendor.acorn), sucrase: require(vendor.sucrase) } : bundledVendor();
  const engine = judgeRequire('./engine').createEngine({
    clock,
    journal,
    post: port.postMessage.bind(port),
    realmScript: (name) =>
      new vm.Script(fs.readFileSync(path.join(__dirname, 'realm', `${name}.js`), 'utf8'), {
        filename: `eider-${name}.js`,
      }),
  });
  compile(path.join(folder, 'freeze.js')).runInContext(judgeRealm);
  port.on('message', engine.receive);
  process.on('uncaughtException', engine.stray);
  process.on('unhandledRejection', engine.stray);
  port.postMessage({
    kind: 'ready',
    ...(!code && { code: new Map([...compiled].map(([file, script]) => [file, script.createCachedData()])) }),
  });
});

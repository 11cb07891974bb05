'use strict';
// Modules of the user's project for one realm: every job loads them afresh, with the candidate in place of the focal file's text.
// Packages of node_modules and Node's own modules are shared with the thread.
const { vm, url } = host;
const { readFileSync } = host.fs;
const { dirname, extname } = host.path;
const { transpile, toCommonJs } = require('./transpile');

const { runInContext } = vm.Script.prototype;
const scripts = new Map();

/** The assertion library as it was before any candidate could reach it: functions that stand for themselves and their properties. */
const pristineAssert = ((assert) => {
  const copy = (source) => {
    const properties = Object.getOwnPropertyDescriptors(source);
    delete properties.strict;
    const ok = (...args) => source(...args);
    for (const key of Reflect.ownKeys(properties)) {
      if (key !== 'length' && key !== 'name' && key !== 'prototype') Object.defineProperty(ok, key, properties[key]);
    }
    return ok;
  };
  return { loose: copy(assert), strict: copy(assert.strict) };
})(host.builtin('assert'));

/** Callbacks of scripts compiled once and run in many realms reach the loader of the job at hand through this. */
let current;

/**
 * Callbacks for Node, one set for each file and none that holds a realm: Node 20 keeps them for as long as the thread lives
 * (https://github.com/nodejs/node/issues/33439).
 */
const callbacks = new Map();
function callbacksFor(path) {
  let found = callbacks.get(path);
  if (!found) {
    found = {
      importModuleDynamically: (specifier) => current.importFrom(specifier, path),
      initializeImportMeta: (meta) => current.describe(meta, path),
    };
    callbacks.set(path, found);
  }
  return found;
}

exports.createLoader = ({
  realm,
  resolver,
  packages,
  focalPath,
  source,
  alter,
  forceCommonJs,
  blockedModules,
  builtins,
}) => {
  const commonJs = new Map();
  const esModules = new Map();
  const synthetic = new Map();
  const nodeModules = new Map();
  const sinks = new Map();
  const { global, tools } = realm;
  const cacheView = tools.newObject();

  const textOf = (path) => (path === focalPath ? source : readFileSync(path, 'utf8'));
  function translated(path, asCommonJs) {
    const typeModule = resolver.packageOf(path)?.json.type === 'module';
    const options = { typeModule, config: resolver.config, asCommonJs: asCommonJs || forceCommonJs };
    const result = transpile(path, textOf(path), options);
    if (path !== focalPath) return result;
    altered ??= { from: result.code, to: alter(result.code) };
    return altered.from === result.code ? { ...result, code: altered.to } : result;
  }
  let altered;

  /** Text appended to a module that gives the judge a way to evaluate expressions in its scope. */
  function hookFor(path) {
    const name = sinks.get(path)?.name;
    return name === undefined ? '' : `\n;${name}((code) => eval(code));`;
  }

  function nodeModule(name, importer) {
    const own = builtins(name, importer);
    if (own !== undefined) return own;
    tools.meet();
    if (blockedModules.has(name)) throw moduleError(`The module '${name}' is not available while Eider runs tests`);
    const isAssert = name === 'assert' || name === 'assert/strict';
    const key = isAssert ? `${name}\n${importer}` : name;
    let found = nodeModules.get(key);
    if (!found) {
      const real = isAssert ? pristineAssert : name === 'module' ? moduleModule() : host.builtin(name);
      if (isAssert) {
        found = tools.copyModule(name === 'assert/strict' ? real.strict : real.loose);
        found.strict = name === 'assert/strict' ? found : tools.copyModule(real.strict);
        found.strict.strict = found.strict;
      } else found = typeof real === 'function' ? real : tools.copyModule(real);
      nodeModules.set(key, found);
    }
    return found;
  }

  /** `node:module` without its ways into the thread's own module loader. */
  function moduleModule() {
    const { builtinModules, isBuiltin } = host;
    const pathOf = (from) => (String(from).startsWith('file:') ? url.fileURLToPath(from) : String(from));
    return { builtinModules, isBuiltin, createRequire: (from) => requireFrom(pathOf(from)) };
  }

  function moduleError(message, code = 'ERR_ACCESS_DENIED') {
    const error = new Error(message);
    error.code = code;
    return error;
  }

  function requireFrom(parent) {
    const load = (specifier) => {
      const found = resolver.find(String(specifier), parent, 'require');
      if (found.kind === 'builtin') return nodeModule(found.name, parent);
      if (found.kind === 'shared') {
        tools.meet();
        return packages.used(found.path, host.createRequire(parent)(found.path));
      }
      return requireUser(found.path);
    };
    const resolve = (specifier) => {
      const found = resolver.find(String(specifier), parent, 'require');
      return found.kind === 'builtin' ? specifier : found.path;
    };
    return tools.makeRequire(load, resolve, cacheView, undefined);
  }

  function requireUser(path) {
    const loadedEs = esModules.get(path);
    if (loadedEs?.status === 'evaluated') return loadedEs.namespace;
    const known = commonJs.get(path);
    if (known) return known.exports;
    const module = tools.newModule(path);
    commonJs.set(path, module);
    try {
      fill(module, path);
    } catch (error) {
      commonJs.delete(path);
      throw error;
    }
    module.loaded = true;
    return module.exports;
  }

  function fill(module, path) {
    const extension = extname(path);
    if (extension === '.json') {
      module.exports = global.JSON.parse(textOf(path));
      return;
    }
    if (!/^\.[cm]?[jt]sx?$/.test(extension)) {
      module.exports = tools.newObject();
      return;
    }
    const { code, esm } = translated(path, true);
    const body = `${esm ? toCommonJs(code, 'module.js') : code}${hookFor(path)}`;
    const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
    const sink = sinks.get(path);
    // The sink is in a scope around the module and not among its arguments, which the module could look at.
    const inner = `function (${parameters.join(', ')}) {${body}\n}`;
    const run = compile(
      sink ? `(function (${sink.name}) { return ${inner}; })` : `(${inner})`,
      path,
      sink === undefined,
    );
    const made = Reflect.apply(runInContext, run, [global]);
    const wrapper = sink ? made(sink.receive) : made;
    const require = requireFrom(path);
    module.require = require;
    current = loader;
    const args = [module.exports, require, module, path, dirname(path)];
    Reflect.apply(wrapper, module.exports, args);
  }

  function compile(text, path, keep) {
    const key = keep ? `${path}\n${text}` : undefined;
    let script = key && scripts.get(key);
    if (!script) {
      const { importModuleDynamically } = callbacksFor(path);
      script = new vm.Script(text, { filename: path, importModuleDynamically });
      if (key) {
        if (scripts.size >= 500) scripts.delete(scripts.keys().next().value);
        scripts.set(key, script);
      }
    }
    return script;
  }

  function esModule(path) {
    let module = esModules.get(path);
    if (module) return module;
    const { code, esm } = translated(path, false);
    if (!esm) return undefined;
    module = new vm.SourceTextModule(`${code}${hookFor(path)}`, {
      identifier: path,
      context: global,
      ...callbacksFor(path),
    });
    esModules.set(path, module);
    return module;
  }

  function wrap(key, value) {
    let module = synthetic.get(key);
    if (!module) {
      const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
      const isNamespace = host.types.isModuleNamespaceObject(value);
      const names = isObject ? Object.keys(value).filter((name) => name !== 'default' || isNamespace) : [];
      if (!names.includes('default')) names.push('default');
      module = new vm.SyntheticModule(
        names,
        function fillExports() {
          for (const name of names) this.setExport(name, name === 'default' && !isNamespace ? value : value[name]);
        },
        { context: global, identifier: key },
      );
      synthetic.set(key, module);
    }
    return module;
  }

  async function link(specifier, parent) {
    const found = resolver.find(specifier, parent, 'import');
    if (found.kind === 'builtin') return wrap(`node:${found.name}\n${parent}`, nodeModule(found.name, parent));
    if (found.kind === 'shared') return wrap(found.path, await sharedModule(found.path, parent));
    const isCode = /\.[cm]?[jt]sx?$/.test(found.path);
    return (isCode && esModule(found.path)) || wrap(found.path, requireUser(found.path));
  }

  async function sharedModule(path, parent) {
    tools.meet();
    const typeModule = resolver.packageOf(path)?.json.type === 'module';
    if (extname(path) === '.mjs' || (typeModule && extname(path) === '.js')) {
      return packages.used(path, await host.importShared(url.pathToFileURL(path).href));
    }
    return packages.used(path, host.createRequire(parent)(path));
  }

  async function importFrom(specifier, parent) {
    tools.meet();
    const module = await link(specifier, parent);
    return evaluated(module);
  }

  async function evaluated(module) {
    if (module.status === 'unlinked') await module.link((specifier, referrer) => link(specifier, referrer.identifier));
    current = loader;
    if (module.status === 'linked') await module.evaluate();
    if (module.status === 'errored') throw module.error;
    return module;
  }

  const loader = {
    requireFrom,
    importFrom,
    moduleCount: () => esModules.size,
    /** Fills `import.meta` of the module at `path`. */
    describe(meta, path) {
      meta.url = url.pathToFileURL(path).href;
      meta.filename = path;
      meta.dirname = dirname(path);
      meta.resolve = (specifier) => url.pathToFileURL(resolver.find(specifier, path, 'import').path).href;
    },
    /** True when loading the file needs the event loop. */
    isEsModule: (path) => /\.[cm]?[jt]sx?$/.test(path) && translated(path, false).esm,
    /** Loads a CommonJS file at once. */
    require: requireUser,
    /** Loads a file of either kind. */
    import: async (path) => {
      const module = esModule(path);
      return module ? (await evaluated(module)).namespace : requireUser(path);
    },
    /** Asks for a function that evaluates code in the scope of the module at `path`; call before it is loaded. */
    expose(path, name) {
      const sink = { name, calls: 0, evaluate: undefined };
      sink.receive = (evaluate) => {
        sink.calls += 1;
        sink.evaluate = evaluate;
      };
      sinks.set(path, sink);
      if (translated(path, false).esm) {
        Object.defineProperty(global, name, { configurable: true, get: () => sink.receive });
      }
      return sink;
    },
  };
  current = loader;
  return loader;
};

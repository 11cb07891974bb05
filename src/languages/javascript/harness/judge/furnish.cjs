'use strict';
// Realms for jobs: a fresh one with its loader, with the focal module not loaded yet.
const { createLoader } = require('./loader');
const { instrument } = require('./instrument');
const { createObserver } = require('./observe');

const { randomBytes } = host.crypto;

/** Modules that would let code under test look into the judge. */
const blockedModules = new Set(['inspector', 'inspector/promises', 'repl', 'cluster', 'worker_threads', 'v8']);

exports.createFurnisher = ({ target, resolver, packages, createRealm, stray, onLines }) => {
  const { path } = target.focal;
  let spare;

  function newRealm() {
    const late = {};
    const realm = createRealm({
      root: target.workspaceRoot,
      entry: path,
      limits: target.limits,
      stray,
      builtin: (name) => late.builtin(name),
    });
    return { realm, late };
  }

  /** Code of the focal module with probes in it when the job asks for coverage or a trace; `observe` gets their observer. */
  function probed(code, job, name, observe) {
    const shift = target.focal.text.length - target.focal.range.end;
    const last = job.source.slice(0, Math.max(0, job.source.length - shift)).split('\n').length - 1;
    const { code: altered, lines } = instrument(code, { name, trace: job.trace, first: target.focal.firstLine, last });
    observe(createObserver(lines, onLines));
    return altered;
  }

  return {
    /** Makes the next realm between jobs. */
    prepare: () => void (spare ??= newRealm()),
    furnish(job, forceCommonJs) {
      const { realm, late } = spare ?? newRealm();
      spare = undefined;
      late.builtin = (name) => loader.requireFrom(path)(name);
      const name = `__eider${randomBytes(9).toString('hex')}`;
      let observer;
      const alter = (code) => {
        if (!job.coverage && !job.trace) return code;
        return probed(code, job, `${name}p`, (made) => {
          observer = made;
          Object.defineProperty(realm.global, `${name}p`, { value: observer.probes });
        });
      };
      const files = new Map();
      const loader = createLoader({
        realm,
        resolver,
        packages,
        focalPath: path,
        source: job.source,
        alter,
        forceCommonJs,
        blockedModules,
        builtins: (module, importer) => {
          if (module === 'process') return realm.tools.part('process').process;
          if (module === 'console') return realm.tools.part('process').console;
          if (module === 'test') return files.get(importer) ?? files.get('');
          return undefined;
        },
      });
      return { realm, loader, name, files, observer: () => observer };
    },
  };
};

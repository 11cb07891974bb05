'use strict';
// One thread's engine: opens a target, then runs jobs against it, each in a realm of its own.
const { util } = host;
const { watch } = require('./integrity');
const { createPackages } = require('./packages');
const { createJournal } = require('./journal');
const { createResolver } = require('./resolve');
const { createFurnisher } = require('./furnish');
const { realmMaker } = require('./realm');
const { runExample, runProbe, runProperty, settle } = require('./evaluate');
const { createScripts } = require('./scripts');
const { createNodeTestRunner } = require('./nodeTest');
const { createMochaRunner, findMocha } = require('./mocha');
const { errored, errorType, lineIn, messageOf } = require('./outcome');

const loading = -1;
/** Loading a framework and a test file. */
const loadingTests = -2;
const idle = 0;

const now = () => Number(host.hrtime()) / 1e6;
const { randomBytes } = host.crypto;

exports.createEngine = ({ clock, journal: sharedJournal, post, realmScript }) => {
  const time = new Float64Array(clock);
  const journal = createJournal(sharedJournal);
  const createRealm = realmMaker(realmScript);
  let target;
  let resolver;
  let scripts = createScripts([]);
  let forceCommonJs = false;
  let strayListener = () => undefined;
  let furnisher;
  const tests = new Map();
  /** The job at hand. */
  let running;
  const changes = watch(host.builtin);
  const packages = createPackages();
  /** Whether code under test ran since the thread was last looked at, and what it had changed by then. */
  let unseen = false;
  let spoilt = [];
  const tolerated = new Set();
  /** Of the request at hand; stands in every answer to it. */
  let token;
  function look() {
    if (unseen) spoilt = [...changes(), ...packages.changed()];
    unseen = false;
    return spoilt;
  }

  const begin = (ordinal) => {
    time[1] = now();
    time[0] = ordinal;
  };
  const stray = (error) => strayListener(error);
  const onLines = (covered) => {
    const test = running?.coverage && running.tests[time[0] - 1];
    if (test) journal.append({ test: test.id, covered });
  };
  const runners = { 'node:test': createNodeTestRunner(realmScript('nodeTest')), mocha: createMochaRunner() };

  function open(newTarget) {
    target = newTarget;
    resolver = createResolver({ root: target.workspaceRoot, focalPath: target.focal.path, overlaid: undefined });
    furnisher = createFurnisher({ target, resolver, packages, createRealm, stray, onLines });
    scripts = createScripts(target.scripts);
  }

  async function loadFocal({ loader, name }) {
    const { path } = target.focal;
    const sink = loader.expose(path, name);
    if (loader.isEsModule(path)) await loader.import(path);
    else loader.require(path);
    const challenge = randomBytes(6).readUIntBE(0, 6);
    if (sink.calls !== 1 || sink.evaluate(`(${challenge} - 1)`) !== challenge - 1) {
      throw new Error('the module returned before its end, or called what only the judge may call');
    }
    return sink.evaluate;
  }

  async function run(job) {
    const began = now();
    running = job;
    const works = [];
    const make = () => {
      works.push(furnisher.furnish(job, forceCommonJs));
      return works.at(-1);
    };
    try {
      const reply = await runIn(make, job, began);
      const modules = works.reduce((sum, { loader }) => sum + loader.moduleCount(), reply.modules ?? 0);
      return { ...reply, modules };
    } finally {
      strayListener = () => undefined;
      unseen = true;
      begin(idle);
      for (const { realm } of works) realm.dispose();
    }
  }

  /** `make` gives a furnished realm: one for all tests that call the function, one for each test file. */
  async function runIn(make, job, began) {
    const work = job.tests.some((test) => test.kind !== 'project') ? make() : undefined;
    const realm = work?.realm;
    const verdicts = {};
    const coverage = {};
    const traces = {};
    let evaluate;
    let loadError;
    if (work) {
      begin(loading);
      try {
        evaluate = await loadFocal(work);
      } catch (error) {
        if (!forceCommonJs && /does not provide an export named/.test(messageOf(error))) {
          // TypeScript that re-exports types needs CommonJS, where a missing export is no error.
          forceCommonJs = true;
          realm.dispose();
          return run(job);
        }
        loadError = { error };
      }
      if (realm.exited) loadError = { error: Object.assign(new Error(realm.exited), {}), type: 'ProcessExit' };
    }
    if (loadError && job.tests.every((test) => test.kind !== 'project')) {
      const { error, type } = loadError;
      const line = lineIn(error, target.focal.path);
      return {
        kind: 'notLoaded',
        errorType: type ?? errorType(error),
        message: messageOf(error),
        ...(line !== undefined && { line }),
        durationMs: now() - began,
      };
    }
    const observer = work?.observer();
    observer?.take();
    let done = false;
    const record = (test, verdict, from = realm) => {
      if (verdicts[test.id]) return;
      const honest = verdict.kind === 'passed' ? distrust(from, verdict) : verdict;
      verdicts[test.id] = honest;
      if (job.known?.[test.id]) return;
      const entry = { test: test.id, verdict: honest };
      if (!journal.append(entry)) post({ kind: 'verdict', token, ...entry });
      if (job.stopAtFirstFailure && honest.kind !== 'passed' && honest.kind !== 'inconclusive') done = true;
    };
    const observe = (test, from = observer) => {
      if (!from) return;
      const { lines, steps } = from.take();
      if (job.coverage) coverage[test.id] = lines;
      if (job.trace) traces[test.id] = steps;
    };
    for (const [index, test] of job.tests.entries()) {
      if (done) break;
      if (verdicts[test.id] || job.known?.[test.id]) continue;
      const start = now();
      begin(test.kind === 'project' ? loadingTests : index + 1);
      const elapsed = () => now() - start;
      if (test.kind === 'project') {
        await runProject(make, job, test, { record, observe, begin });
        continue;
      }
      const context = { evaluate, path: target.focal.path, elapsed, takeOutput: realm.takeOutput };
      if (loadError) {
        record(test, errored(loadError.error, { durationMs: 0, path: target.focal.path }));
        continue;
      }
      if (test.kind === 'script') {
        await scripts.run(work, job, test, { record, observe, begin, context, observer });
        continue;
      }
      const runOne = test.kind === 'example' ? runExample : test.kind === 'probe' ? runProbe : runProperty;
      let verdict;
      try {
        verdict = runOne(test, context);
        if (typeof verdict.then === 'function') verdict = await within(verdict, job.testMs);
      } catch (error) {
        verdict = errored(error, { durationMs: elapsed(), path: target.focal.path });
      }
      record(test, verdict);
      observe(test);
    }
    // The verdicts are in the journal.
    return {
      kind: 'ran',
      ...(job.coverage && { coverage }),
      ...(job.trace && { traces }),
      durationMs: now() - began,
    };
  }

  async function runProject(make, job, test, tools) {
    const tests = job.tests.filter((one) => one.kind === 'project' && one.path === test.path);
    const ordinals = new Map(job.tests.map((one, index) => [one.id, index + 1]));
    // A test file runs in a process of its own in its framework: here in a realm of its own.
    const fresh = make();
    await runners[test.framework].run(test.path, tests, {
      ...tools,
      ...fresh,
      observe: (one) => tools.observe(one, fresh.observer()),
      record: (one, verdict) => tools.record(one, verdict, fresh.realm),
      mocha: test.framework === 'mocha' ? findMocha(test.path) : undefined,
      root: target.workspaceRoot,
      limitMs: job.testMs,
      skip: job.known ?? {},
      focalPath: target.focal.path,
      onStray: (listener) => (strayListener = listener),
      begin: (id) => tools.begin(ordinals.get(id) ?? ordinals.get(test.id)),
    });
    fresh.realm.dispose();
  }

  /** A "passed" is worth nothing when the process was to be ended or the built-ins that checks rest on were replaced. */
  function distrust(realm, verdict) {
    const durationMs = verdict.durationMs;
    if (realm.exited) return { kind: 'errored', durationMs, errorType: 'ProcessExit', message: realm.exited };
    const changed = realm.tampered();
    if (changed === undefined) return verdict;
    return {
      kind: 'errored',
      durationMs,
      errorType: 'Tampering',
      message: `the code replaced the built-in ${changed}`,
    };
  }

  async function collect() {
    const { notes, tests: found } = scripts.collect();
    const native = [];
    for (const { path, framework } of target.testFiles) {
      if (!runners[framework]) continue;
      const mocha = framework === 'mocha' ? findMocha(path) : undefined;
      if (framework === 'mocha' && !mocha) throw missingFramework('mocha');
      const work = furnisher.furnish({ source: target.focal.text }, forceCommonJs);
      begin(loading);
      const inFile = await runners[framework].collect(path, {
        ...work,
        mocha,
        root: target.workspaceRoot,
        onStray: (listener) => (strayListener = listener),
      });
      work.realm.dispose();
      if (inFile.native) native.push(path);
      found.push(...inFile.tests);
      notes.push(...inFile.notes);
    }
    begin(idle);
    return { tests: found, notes, native };
  }

  const operations = {
    open: (message) => {
      open(message.target);
      return {};
    },
    async collect() {
      const found = await collect();
      unseen = true;
      return found;
    },
    /** The original was loaded, or its tests: what that did to the thread is as it should be. */
    settle() {
      const found = changes();
      packages.settle();
      unseen = false;
      spoilt = [];
      return found;
    },
    run({ job, tolerated: news }) {
      for (const name of news ?? []) tolerated.add(name);
      for (const test of job.define) tests.set(test.id, test);
      if (look().some((name) => !tolerated.has(name))) return { kind: 'spoilt' };
      return run({ ...job, tests: job.tests.map((id) => tests.get(id)) });
    },
  };

  return {
    stray,
    receive(message) {
      token = message.token;
      settle(
        () => Promise.resolve(operations[message.kind](message)),
        (reply) => {
          post({ kind: 'done', token, reply });
          // While the supervisor and the parent are at work.
          host.setImmediate(() => {
            look();
            furnisher.prepare();
          });
        },
        (error) =>
          error?.humanId
            ? post({ kind: 'human', token, humanId: error.humanId, message: error.message, next: error.next })
            : post({ kind: 'bug', token, message: `${error?.stack ?? util.inspect(error)}` }),
      );
    },
  };
};

function missingFramework(name) {
  const error = new Error(`The tests are written for ${name}, which is not installed in this project.`);
  error.humanId = 'missingFramework';
  error.next = `Run \`npm install --save-dev ${name}\` in the project.`;
  return error;
}

/** The verdict, or `timedOut` when it takes longer. The supervisor ends the thread when even this timer cannot run. */
function within(promise, limitMs) {
  return new Promise((resolve, reject) => {
    const timer = host.setTimeout(() => resolve({ kind: 'timedOut', limitMs }), limitMs);
    const clear = (then) => (value) => {
      host.clearTimeout(timer);
      then(value);
    };
    promise.then(clear(resolve), clear(reject));
  });
}
exports.within = within;

'use strict';
// Runs test files of mocha with the user's own mocha: the package lives in the thread's realm, the test file and the code under test in the
// candidate's, to which mocha's `pre-require` hands `describe`, `it` and the hooks.
const { join, isAbsolute } = host.path;
const { messageOf } = require('./outcome');
const { projectTest, verdictOf } = require('./projectTests');

const separator = ' > ';
/** Loaders of `--require` that only transpile: the engine does that itself. */
const transpilers = /^(ts-node|tsx|esbuild-register|sucrase|@babel\/register|@swc\/register|@swc-node|ts-mocha)/;

exports.findMocha = (path) => {
  try {
    const found = host.createRequire(path)('mocha');
    return found.default ?? found;
  } catch {
    return undefined;
  }
};

async function collect(path, work) {
  const found = new Map();
  const { loadError } = await execute(path, {
    ...work,
    report: (selector, outcome) => {
      if (!outcome.skipped) found.set(selector, projectTest('mocha', path, selector));
    },
    begin: () => undefined,
    wanted: undefined,
    limitMs: 10_000,
  });
  const notes = loadError ? [`${path} could not be loaded: ${messageOf(loadError.error)}`] : [];
  return { tests: [...found.values()], notes };
}

async function run(path, tests, { record, observe, begin, limitMs, skip, focalPath, ...work }) {
  const open = tests.filter((test) => !skip[test.id]);
  const bySelector = new Map(open.map((test) => [test.selector, test]));
  /** Of tests that have their name with others still to come: those pass when all of them do. */
  const passed = new Map();
  const { loadError } = await execute(path, {
    ...work,
    limitMs,
    wanted: (selector) => bySelector.has(selector),
    begin: (selector) => begin(bySelector.get(selector)?.id),
    report: (selector, outcome, more) => {
      const test = bySelector.get(selector);
      if (!test) return;
      const neutral = !outcome.error && !outcome.timedOutAfter;
      if (neutral && !outcome.skipped) passed.set(selector, outcome);
      if (neutral && more) return;
      record(test, verdictOf(outcome.skipped ? (passed.get(selector) ?? outcome) : outcome, focalPath));
      observe(test);
    },
  });
  for (const test of open) {
    if (loadError) record(test, verdictOf({ error: loadError, durationMs: 0 }, focalPath));
    else record(test, { kind: 'inconclusive', reason: 'the file did not run this test' });
  }
}

async function execute(path, { realm, loader, mocha: Mocha, root, report, begin, wanted, limitMs }) {
  const options = settings(path, root);
  const mocha = new Mocha({ ui: options.ui ?? 'bdd', reporter: function Silent() {}, timeout: limitMs });
  const suite = mocha.suite;
  try {
    realm.tools.meet();
    suite.emit('pre-require', realm.global, path, mocha);
    for (const specifier of [options.require ?? []].flat()) {
      if (!transpilers.test(specifier)) await loader.importFrom(beside(specifier, root), path);
    }
    const exported = await loader.import(path);
    suite.emit('require', exported, path, mocha);
    suite.emit('post-require', realm.global, path, mocha);
  } catch (error) {
    return { loadError: { error } };
  }
  if (wanted) prune(suite, wanted);
  const selectorOf = (test) => test.titlePath().join(separator);
  /** Tests of each name that are not over. */
  const left = new Map();
  for (const test of testsIn(suite)) left.set(selectorOf(test), (left.get(selectorOf(test)) ?? 0) + 1);
  const tell = (test, outcome) => {
    const selector = selectorOf(test);
    const more = left.get(selector) - 1;
    left.set(selector, more);
    report(selector, outcome, more > 0);
  };
  await new Promise((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('test', (test) => begin(selectorOf(test)));
    runner.on('pass', (test) => tell(test, { durationMs: test.duration ?? 0 }));
    runner.on('pending', (test) => tell(test, { skipped: 'skipped', durationMs: 0 }));
    runner.on('fail', (test, error) => {
      const failure = { error: { error }, durationMs: test.duration ?? 0 };
      if (test.type !== 'hook') return tell(test, timedOut(error) ? { ...failure, timedOutAfter: limitMs } : failure);
      for (const one of testsIn(test.parent)) if (one.state === undefined) tell(one, failure);
      if (test.ctx?.currentTest) tell(test.ctx.currentTest, failure);
    });
  });
  mocha.unloadFiles?.();
  mocha.dispose?.();
  return {};
}

const timedOut = (error) => error?.code === 'ERR_MOCHA_TIMEOUT';

function testsIn(suite) {
  return [...suite.tests, ...suite.suites.flatMap(testsIn)];
}

function prune(suite, wanted) {
  suite.tests = suite.tests.filter((test) => wanted(test.titlePath().join(separator)));
  for (const child of suite.suites) prune(child, wanted);
  suite.suites = suite.suites.filter((child) => testsIn(child).length > 0);
}

/** What the project's `.mocharc` or package.json says. */
function settings(path, root) {
  try {
    const { loadOptions } = host.createRequire(path)('mocha/lib/cli/options.js');
    return loadOptions([]) ?? {};
  } catch {
    return { root };
  }
}

const beside = (specifier, root) =>
  specifier.startsWith('.') && !isAbsolute(specifier) ? join(root, specifier) : specifier;

exports.createMochaRunner = () => ({ collect, run });

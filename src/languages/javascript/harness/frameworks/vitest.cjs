'use strict';
// Runs test files with the user's own vitest: one warm instance, modules invalidated for each candidate.
const { createRequire } = require('node:module');
const { pathToFileURL } = require('node:url');
const path = require('node:path');
const { failure, namePattern } = require('./failure.cjs');

exports.isInstalled = (root) => resolves(root) !== undefined;

function resolves(root) {
  try {
    return createRequire(path.join(root, 'index.js')).resolve('vitest/node');
  } catch {
    return undefined;
  }
}

exports.open = async ({ root, scratch, focalPath }, emit) => {
  const { createVitest } = await import(pathToFileURL(resolves(root)).href);
  const name = (test) => test.fullName;
  const reporter = {
    onTestCaseReady: (test) => emit('start', { path: test.module.moduleId, selector: name(test) }),
    onTestCaseResult: (test) =>
      emit('result', {
        path: test.module.moduleId,
        selector: name(test),
        outcome: outcomeOf(test.result(), test.diagnostic()),
      }),
  };
  let limitMs = 5000;
  const options = {
    root,
    watch: false,
    run: true,
    reporters: [reporter],
    // A thread of its own for each file: what a candidate does to globals ends with it.
    pool: 'threads',
    poolOptions: { threads: { singleThread: true, isolate: true } },
    fileParallelism: false,
    cache: false,
    update: false,
    passWithNoTests: true,
    silent: true,
    testTimeout: limitMs,
    hookTimeout: limitMs,
    coverage: { enabled: false },
  };
  // `configLoader: 'runner'` and the cache folder: nothing is written into the project.
  const vite = { cacheDir: path.join(scratch, 'vite'), configLoader: 'runner', clearScreen: false, logLevel: 'silent' };
  const vitest = await createVitest('test', options, vite);

  function forget() {
    vitest.invalidateFile?.(focalPath);
    for (const project of vitest.projects ?? [vitest]) {
      project.server?.moduleGraph?.invalidateAll?.();
      for (const cache of Object.values(project.vitenode?.fetchCaches ?? {})) cache.clear?.();
      project.vitenode?.fetchCache?.clear?.();
    }
  }

  return {
    async run({ files, only, limitMs: limit }) {
      limitMs = limit;
      const testNamePattern = only && namePattern(only);
      for (const project of vitest.projects ?? [vitest]) {
        if (project.config)
          Object.assign(project.config, { testTimeout: limitMs, hookTimeout: limitMs, testNamePattern });
      }
      forget();
      await vitest.start(files.map((file) => path.relative(root, file)));
      const problems = [];
      for (const file of vitest.state.getFiles()) {
        if (!files.includes(file.filepath)) continue;
        const errors = file.result?.errors ?? [];
        if (errors.length > 0) problems.push({ path: file.filepath, error: failure(errors[0], focalPath) });
        for (const test of testsIn(file)) {
          const { state, errors: found = [], duration = 0 } = test.result ?? {};
          if (state === undefined || (only && !only.includes(selectorOf(test)))) continue;
          emit('result', {
            path: file.filepath,
            selector: selectorOf(test),
            outcome: outcome(state, found[0], duration),
          });
        }
      }
      return problems;
    },
    close: () => vitest.close(),
  };

  function outcomeOf(result, diagnostic) {
    return outcome(result.state, result.errors?.[0], diagnostic?.duration ?? 0);
  }

  function outcome(state, error, durationMs) {
    if (/^pass/.test(state)) return { kind: 'passed', durationMs };
    if (/^fail/.test(state)) {
      if (/timed out in \d+ms/.test(error?.message ?? '')) return { kind: 'timedOut', limitMs };
      return { ...failure(error, focalPath), durationMs };
    }
    return { kind: 'inconclusive', reason: 'the test is marked skipped' };
  }
};

const testsIn = (task) => (task.type === 'suite' ? task.tasks.flatMap(testsIn) : [task]);
const selectorOf = (task) =>
  task.suite && task.suite.type === 'suite' && !task.suite.filepath
    ? `${selectorOf(task.suite)} > ${task.name}`
    : task.name;

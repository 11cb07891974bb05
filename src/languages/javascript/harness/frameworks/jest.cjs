'use strict';
// Runs test files with the user's own jest, in this process, so that its modules and transformers stay warm.
const { createRequire } = require('node:module');
const path = require('node:path');
const { failure, namePattern } = require('./failure.cjs');
const events = require('./jestEvents.cjs');

exports.isInstalled = (root) => load(root) !== undefined;

function load(root) {
  try {
    return createRequire(path.join(root, 'index.js'))('jest');
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

exports.open = async ({ root, focalPath }, emit) => {
  const { runCLI } = load(root);
  return {
    async run({ files, only, limitMs }) {
      events.onStart = (test, info) =>
        emit('start', { path: test.path, selector: [...info.ancestorTitles, info.title].join(' > ') });
      events.onResult = (test, result) =>
        emit('result', {
          path: test.path,
          selector: [...result.ancestorTitles, result.title].join(' > '),
          outcome: outcome(result, limitMs, focalPath),
        });
      const settings = {
        $0: 'jest',
        _: files,
        ...(only && { testNamePattern: namePattern(only).source }),
        runTestsByPath: true,
        runInBand: true,
        ci: true,
        watchman: false,
        cache: false,
        coverage: false,
        silent: true,
        passWithNoTests: true,
        testTimeout: limitMs,
        reporters: [path.join(__dirname, 'jestReporter.cjs')],
      };
      const { results } = await runCLI(settings, [root]);
      const problems = [];
      for (const file of results.testResults) {
        for (const one of file.testResults)
          if (one.status !== 'pending') events.onResult({ path: file.testFilePath }, one);
        if (file.testExecError)
          problems.push({ path: file.testFilePath, error: failure(file.testExecError, focalPath) });
      }
      return problems;
    },
    close: async () => undefined,
  };
};

function outcome({ status, failureDetails, failureMessages, duration }, limitMs, focalPath) {
  const durationMs = duration ?? 0;
  if (status === 'passed') return { kind: 'passed', durationMs };
  if (status !== 'failed') return { kind: 'inconclusive', reason: `the test is marked ${status}` };
  const text = failureMessages?.[0] ?? '';
  if (/Exceeded timeout of \d+ ms/.test(text)) return { kind: 'timedOut', limitMs };
  const [detail] = failureDetails ?? [];
  const error = detail?.error ?? detail;
  const { matcherResult } = detail ?? {};
  const [, name, message] = /^(?:thrown: )?(?:(\w*(?:Error|Exception)\w*): )?([^\n]*)/.exec(text) ?? [];
  return {
    ...failure(
      {
        name,
        message,
        stack: text,
        ...(error?.code && { code: error.code }),
        ...matcherResult,
        matcher: matcherResult !== undefined,
      },
      focalPath,
    ),
    durationMs,
  };
}

'use strict';
// Test frameworks that need a process of their own. None is handled yet: their files are named in the notes.
const inThreads = new Set(['node:test', 'mocha']);

exports.createFrameworks = (target) => ({
  handles: (test) => test.kind === 'project' && !inThreads.has(test.framework),
  keeps: () => false,
  collect: async () => ({
    tests: [],
    notes: target.testFiles
      .filter(({ framework }) => !inThreads.has(framework))
      .map(({ path, framework }) => `${path} was not run: ${framework} is not supported yet.`),
  }),
  run: async (job) => ({
    verdicts: Object.fromEntries(
      job.tests.map((test) => [test.id, { kind: 'inconclusive', reason: `${test.framework} is not supported yet` }]),
    ),
  }),
  close: async () => undefined,
});

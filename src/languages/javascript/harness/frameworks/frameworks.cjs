'use strict';
// Test frameworks that need a process of their own. None is handled yet: their files are named in the notes.
exports.createFrameworks = (target) => ({
  handles: (test) => test.kind === 'project' && test.framework !== 'node:test',
  keeps: () => false,
  collect: async () => ({
    tests: [],
    notes: target.testFiles
      .filter(({ framework }) => framework !== 'node:test')
      .map(({ path, framework }) => `${path} was not run: ${framework} is not supported yet.`),
  }),
  run: async (job) => ({
    verdicts: Object.fromEntries(
      job.tests.map((test) => [test.id, { kind: 'inconclusive', reason: `${test.framework} is not supported yet` }]),
    ),
  }),
  close: async () => undefined,
});

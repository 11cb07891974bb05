'use strict';
// What the runners of project tests have in common: the core's test for a name in a file, and the verdict for its outcome.
const { basename } = host.path;
const { cut, errored, errorType, messageOf } = require('./outcome');
const { repr } = require('./repr');

/** Ids are stable: file and full name. */
exports.projectTest = (framework, path, selector, line = 0) => ({
  id: `${framework}:${path}:${selector}`,
  kind: 'project',
  title: `${selector} (${basename(path)})`,
  trust: 'trusted',
  source: 'project',
  at: { path, line },
  framework,
  path,
  selector,
});

/** `{error: {error}, skipped, unsupported, timedOutAfter, durationMs}` as a verdict: an assertion that does not hold fails, everything else thrown is an error. */
exports.verdictOf = ({ error: failure, skipped, unsupported, timedOutAfter, durationMs }, focalPath) => {
  if (skipped) return { kind: 'inconclusive', reason: `the test is marked ${skipped}` };
  if (unsupported)
    return { kind: 'inconclusive', reason: `it needs ${unsupported}, which Eider does not offer to tests` };
  if (timedOutAfter !== undefined) return { kind: 'timedOut', limitMs: timedOutAfter };
  if (!failure) return { kind: 'passed', durationMs };
  const { error } = failure;
  if (error?.code !== 'ERR_ASSERTION' && errorType(error) !== 'AssertionError')
    return errored(error, { durationMs, path: focalPath });
  return {
    kind: 'failed',
    durationMs,
    message: cut(messageOf(error).split('\n\n')[0], 500),
    ...('expected' in error && { expected: repr(error.expected), actual: repr(error.actual) }),
  };
};

'use strict';
// What vitest and jest have in common: errors as verdicts, and the pattern that selects tests by name.
const { inspect, stripVTControlCharacters } = require('node:util');

const cut = (text, length) => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);
const text = (value) => cut(typeof value === 'string' ? value : inspect(value, { depth: 8, sorted: true }), 4000);

exports.failure = (error, focalPath) => {
  const message = cut(stripVTControlCharacters(String(error?.message ?? error)).split('\n\n')[0], 1000);
  const isAssertion = error?.matcher === true || error?.name === 'AssertionError' || error?.code === 'ERR_ASSERTION';
  if (isAssertion) {
    const both = error.expected !== undefined || error.actual !== undefined;
    return {
      kind: 'failed',
      durationMs: 0,
      message,
      ...(both && { expected: text(error.expected), actual: text(error.actual) }),
    };
  }
  const line = lineIn(error?.stack, focalPath);
  return {
    kind: 'errored',
    durationMs: 0,
    errorType: error?.name || 'Error',
    message,
    ...(line !== undefined && { line }),
  };
};

function lineIn(stack, path) {
  for (const frame of String(stack ?? '').split('\n')) {
    const at = frame.indexOf(`${path}:`);
    const line = at === -1 ? NaN : parseInt(frame.slice(at + path.length + 1), 10);
    if (line > 0) return line - 1;
  }
  return undefined;
}

/** Both match a pattern against the names of suites and test joined by blanks. */
exports.namePattern = (selectors) =>
  new RegExp(
    `^(${selectors.map((one) => one.replaceAll(' > ', ' ').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})$`,
  );

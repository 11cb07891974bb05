'use strict';
// What a call did, as verdicts and observations of the core's vocabulary (`src/core/model/test.ts`).
const { types } = host;
const { repr, shortRepr, typeName } = require('./repr');

exports.observed = (value) => ({ kind: 'returned', repr: repr(value), type: typeName(value) });
exports.observedThrow = (error) => ({ kind: 'threw', type: errorType(error), message: messageOf(error) });
exports.errorType = errorType;
exports.messageOf = messageOf;

function errorType(error) {
  return types.isNativeError(error) || (typeof error === 'object' && error !== null)
    ? typeName(error)
    : `throw ${typeof error}`;
}

function messageOf(error) {
  try {
    if (typeof error === 'object' && error !== null && typeof error.message === 'string')
      return cut(error.message, 2000);
  } catch {
    // A getter that throws.
  }
  return shortRepr(error, 500);
}

const cut = (text, length) => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);
exports.cut = cut;

/** Zero-based line of the deepest frame in the file, or of the syntax error. */
exports.lineIn = (error, path) => {
  let stack;
  try {
    stack = typeof error === 'object' && error !== null ? error.stack : undefined;
  } catch {
    return undefined;
  }
  if (typeof stack !== 'string') return undefined;
  for (const line of stack.split('\n')) {
    if (line.includes('eval at ')) continue;
    const at = line.indexOf(`${path}:`);
    const number = at === -1 ? NaN : parseInt(line.slice(at + path.length + 1), 10);
    if (number > 0) return number - 1;
  }
  return undefined;
};

exports.errored = (error, { durationMs, path, input }) => {
  const line = exports.lineIn(error, path);
  return {
    kind: 'errored',
    durationMs,
    errorType: errorType(error),
    message: messageOf(error),
    ...(line !== undefined && { line }),
    ...(input !== undefined && { input }),
  };
};

/** Does an error satisfy `throws` of an example: class name (its own or one it extends) and part of the message. */
exports.throwsAs = (error, { type, message }) =>
  (type === undefined || classNames(error).includes(type)) &&
  (message === undefined || messageOf(error).includes(message));

function classNames(error) {
  const names = [errorType(error)];
  try {
    if (typeof error?.name === 'string') names.push(error.name);
    for (let at = error; typeof at === 'object' && at !== null; at = Reflect.getPrototypeOf(at))
      names.push(typeName(at));
  } catch {
    // Getters of a hostile error.
  }
  return names;
}

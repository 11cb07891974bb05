'use strict';
// The meaning of the assertion methods of `node:assert` for the judge: `decide(method, values)` is undefined when the assertion holds, else
// `{message, expected?, actual?}`; a promise of it for `rejects` and `doesNotReject`.
const { types } = host;
const { equal } = require('./compare');
const { repr, shortRepr } = require('./repr');
const { errorType, messageOf } = require('./outcome');

const differ = (actual, expected, how) => ({
  message: `expected ${shortRepr(actual)} ${how} ${shortRepr(expected)}`,
  expected: repr(expected),
  actual: repr(actual),
});
const unless = (holds, problem) => (holds ? undefined : problem());
const deep = (strict) => (a, b) =>
  unless(equal(a, b, { strict, loose: !strict }), () => differ(a, b, 'to deeply equal'));
const notDeep = (strict) => (a, b) =>
  unless(!equal(a, b, { strict, loose: !strict }), () => differ(a, b, 'not to deeply equal'));

const methods = {
  __proto__: null,
  '===': (a, b) => unless(a === b, () => differ(a, b, 'to be')),
  '==': (a, b) => unless(a == b, () => differ(a, b, 'to be')),
  '!==': (a, b) => unless(a !== b, () => differ(a, b, 'not to be')),
  '!=': (a, b) => unless(a != b, () => differ(a, b, 'not to be')),
  ok: (value) =>
    unless(value, () => ({
      message: `expected ${shortRepr(value)} to be truthy`,
      expected: 'true',
      actual: repr(value),
    })),
  equal: (a, b) => unless(a == b || (Number.isNaN(a) && Number.isNaN(b)), () => differ(a, b, 'to equal')),
  notEqual: (a, b) => unless(a != b, () => differ(a, b, 'not to equal')),
  strictEqual: (a, b) => unless(Object.is(a, b), () => differ(a, b, 'to be')),
  notStrictEqual: (a, b) => unless(!Object.is(a, b), () => differ(a, b, 'not to be')),
  deepEqual: deep(false),
  deepStrictEqual: deep(true),
  notDeepEqual: notDeep(false),
  notDeepStrictEqual: notDeep(true),
  match: (text, pattern) =>
    unless(typeof text === 'string' && matches(pattern, text), () => differ(text, pattern, 'to match')),
  doesNotMatch: (text, pattern) =>
    unless(typeof text === 'string' && !matches(pattern, text), () => differ(text, pattern, 'not to match')),
  fail: (message) => ({ message: typeof message === 'string' ? message : 'Failed' }),
  ifError: (value) => unless(value === null || value === undefined, () => ({ message: `got ${shortRepr(value)}` })),
  throws(run, expected) {
    let value;
    try {
      value = run();
    } catch (error) {
      return thrownAs(error, expected);
    }
    return {
      message: `returned ${shortRepr(value)}, but should throw`,
      expected: describe(expected),
      actual: repr(value),
    };
  },
  doesNotThrow(run) {
    try {
      run();
    } catch (error) {
      return { message: `threw ${errorType(error)}: ${messageOf(error)}` };
    }
    return undefined;
  },
  async rejects(subject, expected) {
    let value;
    try {
      value = await (typeof subject === 'function' ? subject() : subject);
    } catch (error) {
      return thrownAs(error, expected);
    }
    return {
      message: `resolved to ${shortRepr(value)}, but should reject`,
      expected: describe(expected),
      actual: repr(value),
    };
  },
  async doesNotReject(subject) {
    try {
      await (typeof subject === 'function' ? subject() : subject);
    } catch (error) {
      return { message: `rejected with ${errorType(error)}: ${messageOf(error)}` };
    }
    return undefined;
  },
};

exports.known = (method) => method in methods;
exports.decide = (method, values) => methods[method](...values);

const matches = (pattern, text) => types.isRegExp(pattern) && new RegExp(pattern.source, pattern.flags).test(text);

const describe = (expected) =>
  typeof expected === 'function' ? expected.name : expected === undefined ? 'an error' : shortRepr(expected);

function thrownAs(error, expected) {
  return unless(fits(error, expected), () => ({
    message: `threw ${errorType(error)}: ${messageOf(error)}, but should throw ${describe(expected)}`,
    expected: describe(expected),
    actual: `${errorType(error)}: ${messageOf(error)}`,
  }));
}

function fits(error, expected) {
  if (expected === undefined || typeof expected === 'string') return true;
  if (types.isRegExp(expected)) return matches(expected, `${errorType(error)}: ${messageOf(error)}`);
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && error instanceof expected) return true;
    const isErrorClass = expected.prototype !== undefined && types.isNativeError(expected.prototype);
    return !isErrorClass && !/^class\b/.test(Function.prototype.toString.call(expected)) && expected(error) === true;
  }
  const keys = types.isNativeError(expected) ? ['name', 'message'] : Object.keys(expected);
  return keys.every((key) =>
    types.isRegExp(expected[key]) && typeof error?.[key] === 'string'
      ? matches(expected[key], error[key])
      : equal(error?.[key], expected[key], { strict: true }),
  );
}

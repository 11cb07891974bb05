'use strict';
// Runs examples, probes and properties in the scope of the focal module and decides them. Each function returns a verdict, or a promise
// of one when the call is asynchronous: synchronous tests never wait for the event loop.
const { types, util } = host;
const { acorn } = host.vendor;
const { asyncListOf, equal, listOf } = require('./compare');
const { repr, shortRepr } = require('./repr');
const { plain } = require('./transpile');
const { cut, errored, observed, observedThrow, throwsAs } = require('./outcome');

const prepared = new WeakMap();

/** Code to evaluate: statements, then an expression whose value is the result. */
function program(setup, call, path) {
  const statements = plain(setup.join('\n'), path);
  const expression = plain(`(${call}\n)`, path).replace(/;\s*$/, '');
  return /\bawait\b/.test(statements + expression)
    ? `(async () => {${statements}\n;return (${expression});})()`
    : `${statements}\n;(${expression});`;
}

/** `{literal}` for plain data, which needs no evaluation in each realm, else `{expected}`: code to evaluate. */
function expectedValue(source, path) {
  const expected = program([], source, path);
  try {
    const node = acorn.parseExpressionAt(`(${source})`, 0, { ecmaVersion: 'latest' });
    return { literal: literal(node) };
  } catch {
    return { expected };
  }
}

/** @throws when the expression is anything but plain data. */
function literal(node) {
  switch (node?.type) {
    case 'Literal':
      if (node.regex || node.value === undefined) break;
      return node.value;
    case 'UnaryExpression':
      if (node.operator === '-' && typeof node.argument.value === 'number') return -node.argument.value;
      break;
    case 'ArrayExpression':
      return node.elements.map(literal);
    case 'ObjectExpression':
      return Object.fromEntries(
        node.properties.map(({ kind, computed, shorthand, method, key, value }) => {
          const name = key?.name ?? key?.value;
          if (kind !== 'init' || computed || shorthand || method || name === '__proto__') throw new Error('not plain');
          return [name, literal(value)];
        }),
      );
  }
  throw new Error('not plain');
}

function prepare(test, make) {
  let found = prepared.get(test);
  if (!found) {
    found = make();
    prepared.set(test, found);
  }
  return found;
}

/** `then(value)` or `fail(error)`, now or when the promise is settled. */
function settle(run, then, fail) {
  let value;
  try {
    value = run();
  } catch (error) {
    return fail(error);
  }
  return types.isPromise(value) ? waited(value, then, fail) : then(value);
}

async function waited(promise, then, fail) {
  let value;
  try {
    value = await promise;
  } catch (error) {
    return fail(error);
  }
  return then(value);
}

exports.settle = settle;

exports.runExample = (test, { evaluate, path, elapsed, takeOutput }) => {
  const code = prepare(test, () => ({
    call: program(test.setup, test.call, path),
    ...(test.expected.kind === 'value' && expectedValue(test.expected.source, path)),
  }));
  const input = cut(test.call, 500);
  const { expected } = test;
  let wanted = code.literal;
  if (code.expected !== undefined) {
    try {
      wanted = evaluate(code.expected);
    } catch (error) {
      return { kind: 'inconclusive', reason: `the expected value cannot be evaluated: ${error?.message}` };
    }
  }
  takeOutput();
  const decide = (value, want) => {
    let actual = value;
    try {
      actual = listOf(value) ?? value;
    } catch (error) {
      return thrown(error);
    }
    const durationMs = elapsed();
    const seen = observed(actual);
    if (expected.kind === 'throws') {
      const message = `returned ${shortRepr(actual)}, but should throw ${expected.type ?? 'an error'}`;
      return {
        kind: 'failed',
        durationMs,
        message,
        expected: describeThrow(expected),
        actual: seen.repr,
        input,
        observed: seen,
      };
    }
    const ok =
      expected.kind === 'value' ? equal(actual, want) : printedAs(actual, expected.text, takeOutput(), evaluate);
    if (ok) return { kind: 'passed', durationMs, observed: seen };
    const text = expected.kind === 'value' ? repr(want) : expected.text;
    const message = `expected ${cut(text, 200)}, got ${shortRepr(actual)}`;
    return { kind: 'failed', durationMs, message, expected: text, actual: seen.repr, input, observed: seen };
  };
  const thrown = (error) => {
    const durationMs = elapsed();
    if (expected.kind !== 'throws') return errored(error, { durationMs, path, input });
    const seen = observedThrow(error);
    if (throwsAs(error, expected)) return { kind: 'passed', durationMs, observed: seen };
    const actual = `${seen.type}: ${seen.message}`;
    const message = `threw ${cut(actual, 200)}, but should throw ${describeThrow(expected)}`;
    return { kind: 'failed', durationMs, message, expected: describeThrow(expected), actual, input, observed: seen };
  };
  return settle(
    () => evaluate(code.call),
    (value) => {
      if (types.isPromise(wanted)) return waited(wanted, (want) => decide(value, want), thrown);
      const later = asyncListOf(value);
      return later ? waited(later, (list) => decide(list, wanted), thrown) : decide(value, wanted);
    },
    thrown,
  );
};

const describeThrow = ({ type, message }) => [type ?? 'Error', ...(message === undefined ? [] : [message])].join(': ');

const squeeze = (text) => text.replace(/\s+/g, ' ').replace(/'/g, '"').trim();

/** Is `text` what a person would have written for the value: a literal, an inspected value, JSON, or what the call printed. */
function printedAs(value, text, output, evaluate) {
  const wanted = squeeze(text);
  const python = { True: 'true', False: 'false', None: 'null' };
  const literal = text.trim().replace(/\b(True|False|None)\b/g, (word) => python[word]);
  try {
    acorn.parseExpressionAt(literal, 0, { ecmaVersion: 'latest' });
    const want = evaluate(`(${literal}\n)`);
    if (equal(value, want) || (want === null && value === undefined && output === '')) return true;
  } catch {
    // Not a literal: compare as text.
  }
  const forms = [shortRepr(value, 10_000), output];
  for (const form of [() => util.inspect(value, { depth: 20 }), () => JSON.stringify(value), () => String(value)]) {
    try {
      forms.push(form() ?? '');
    } catch {
      // The value refuses this form.
    }
  }
  return forms.some((form) => form !== '' && squeeze(form) === wanted);
}

exports.runProbe = (test, { evaluate, path, elapsed }) => {
  const code = prepare(test, () => probeCode(test, path));
  let before;
  let args;
  const finish = (make) => (value) => {
    const seen = make(value);
    const after = args === undefined ? undefined : repr(args);
    return {
      kind: 'passed',
      durationMs: elapsed(),
      observed:
        after !== undefined && after !== before && seen.kind === 'returned' ? { ...seen, mutated: after } : seen,
    };
  };
  const seen = finish((value) => observed(listOf(value) ?? value));
  const returned = (value) => {
    const later = asyncListOf(value);
    return later
      ? waited(later, seen, threw)
      : settle(
          () => seen(value),
          (verdict) => verdict,
          threw,
        );
  };
  const threw = finish(observedThrow);
  if (code.whole !== undefined) return settle(() => evaluate(code.whole), returned, threw);
  return settle(
    () => evaluate(code.parts),
    ([list, call]) => {
      args = list;
      before = repr(list);
      return settle(() => call(), returned, threw);
    },
    (error) => errored(error, { durationMs: elapsed(), path, input: test.call }),
  );
};

/** A call is taken apart so that its arguments can be looked at after it; anything else is evaluated whole. */
function probeCode(test, path) {
  const setup = plain(test.setup.join('\n'), path);
  const call = plain(`(${test.call}\n)`, path);
  if (/\bawait\b/.test(setup + call)) return { whole: program(test.setup, test.call, path) };
  try {
    const node = acorn.parseExpressionAt(call, 0, { ecmaVersion: 'latest' });
    if (node.type !== 'CallExpression' || node.optional) return { whole: program(test.setup, test.call, path) };
    const text = ({ start, end }) => call.slice(start, end);
    const list = `[${node.arguments.map(text).join(', ')}]`;
    return { parts: `${setup}\n;((args) => [args, () => ${text(node.callee)}(...args)])(${list});` };
  } catch {
    return { whole: program(test.setup, test.call, path) };
  }
}

exports.runProperty = (test, { evaluate, path, elapsed }) => {
  const code = prepare(test, () => {
    const setup = plain(test.setup.join('\n'), path);
    const list = plain(`([${test.args.join(', ')}])`, path);
    const head = /^[\w$.[\]'"\s]+$/.test(test.callee) ? test.callee : `(${plain(`(${test.callee})`, path)})`;
    return {
      before: `${setup}\n;(${list});`,
      call: `${setup}\n;((args) => () => ${head}(...args))(${list});`,
      check: `(result, args) => (${plain(`(${test.check}\n)`, path)})`,
    };
  });
  const input = cut(`${test.callee}(${test.args.join(', ')})`, 500);
  const broken = (error) => errored(error, { durationMs: elapsed(), path, input });
  return settle(
    () => evaluate(code.before),
    (before) =>
      settle(
        () => evaluate(code.call)(),
        (result) =>
          settle(
            () => evaluate(code.check)(result, before),
            (ok) => {
              const durationMs = elapsed();
              const seen = observed(result);
              if (ok) return { kind: 'passed', durationMs, observed: seen };
              const message = `${cut(test.check, 200)} does not hold for ${input}`;
              return {
                kind: 'failed',
                durationMs,
                message,
                expected: test.check,
                actual: seen.repr,
                input,
                observed: seen,
              };
            },
            broken,
          ),
        broken,
      ),
    broken,
  );
};

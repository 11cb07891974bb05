import assert from 'node:assert';
import type { Expected } from '../../src/core/model/test';
import { example, Folder, probe, property } from './executorSupport';
import { openJavaScript, type JavaScriptSession } from './javascriptSupport';

const source = `'use strict';
const { add } = require('./helper');
let counter = 0;

function f(x) {
  return add(x, x);
}

function secret(x) { return x + 1; }
function hang(n) { while (n); return n; }
function boom(x) { throw new RangeError('bad ' + x); }
async function later(x) { await null; return x; }
async function never() { await new Promise(() => {}); }
async function spin() { await null; for (;;); }
function* count(n) { for (let i = 0; i < n; i += 1) yield i; }
async function* stream(n) { for (let i = 0; i < n; i += 1) yield i; }
function next() { counter += 1; return counter; }
function sortInPlace(list) { list.sort((a, b) => a - b); return list.length; }
function deep(n) { return deep(n + 1) + 1; }
class Point {
  constructor(x, y) { this.x = x; this.y = y; }
  moved(by) { return new Point(this.x + by, this.y); }
  static origin() { return new Point(0, 0); }
}
module.exports = { f, Point };
`;

describe('examples, probes and properties in JavaScript', () => {
  let folder: Folder;
  let js: JavaScriptSession;
  before(async () => {
    folder = new Folder({ 'helper.js': 'exports.add = (a, b) => a + b;\n' });
    js = await openJavaScript(folder, 'subject.js', source);
  });
  after(async () => {
    await js.session[Symbol.asyncDispose]();
    folder.remove();
  });

  const passing: readonly (readonly [string, string | Expected, (readonly string[])?])[] = [
    ['f(2)', '4'],
    ['secret(1)', '2'],
    ['later(3)', '3'],
    ['await later(3)', '3'],
    ['count(3)', '[0, 1, 2]'],
    ['stream(3)', '[0, 1, 2]'],
    ['new Point(1, 2).moved(1)', 'new Point(2, 2)'],
    ['p.moved(1).x', '2', ['const p = Point.origin();', 'p.x = 1;']],
    ['0.1 + 0.2', '0.3'],
    ['[NaN, -0]', '[NaN, 0]'],
    ['new Map([[1, {a: 1}], [2, 3]])', 'new Map([[2, 3], [1, {a: 1}]])'],
    ['new Set([[1], [2]])', 'new Set([[2], [1]])'],
    ["require('node:util').types.isDate(new Date(0))", 'true'],
    ["[Buffer.from('a') instanceof Uint8Array, new URL('http://a/b').pathname]", "[true, '/b']"],
    ['boom(1)', { kind: 'throws', type: 'RangeError', message: 'bad 1' }],
    ['boom(1)', { kind: 'throws', type: 'Error' }],
    ['f(21)', { kind: 'printed', text: '42' }],
    ["['a', true]", { kind: 'printed', text: "['a', True]" }],
    ["console.log('hello')", { kind: 'printed', text: 'hello' }],
    ['({a: undefined})', '({a: undefined})'],
  ];
  for (const [call, expected, setup] of passing) {
    it(`${call} passes`, async () => {
      const verdict = await js.verdict(example(call, expected, setup));
      assert.strictEqual(verdict.kind, 'passed', JSON.stringify(verdict));
    });
  }

  it('says what was expected and what came', async () => {
    const verdict = await js.verdict(example('f(2)', '5'));
    assert.ok(verdict.kind === 'failed');
    assert.deepStrictEqual([verdict.expected, verdict.actual, verdict.input], ['5', '4', 'f(2)']);
  });

  it('tells equal from different', async () => {
    const tests = [
      ['[1, 2]', '[2, 1]'],
      ['1', "'1'"],
      ['({a: 1})', '({a: 1, b: undefined})'],
      ['new Point(1, 2)', '({x: 1, y: 2})'],
      ['1', '1.0000001'],
      ['undefined', 'null'],
      ['new Set([1])', '[1]'],
      ['f', 'boom'],
    ].map(([call = '', expected = '']) => example(call, expected));
    const verdicts = await js.verdicts(tests);
    assert.deepStrictEqual(
      [...verdicts.values()].map((verdict) => verdict.kind),
      tests.map(() => 'failed'),
    );
  });

  it('gives the line of an error in the focal file', async () => {
    const verdict = await js.verdict(example('boom(3)', '1'));
    assert.ok(verdict.kind === 'errored');
    assert.deepStrictEqual([verdict.errorType, verdict.message, verdict.line], ['RangeError', 'bad 3', 10]);
    assert.strictEqual((await js.verdict(example('deep(0)', '1'))).kind, 'errored');
  });

  it('ends endless loops of every kind and decides the other tests', async () => {
    const tests = [
      example('hang(1)', '1'),
      example('f(1)', '2'),
      example('never()', '1'),
      example('spin()', '1'),
      example('f(2)', '4'),
    ];
    const verdicts = await js.verdicts(tests);
    assert.deepStrictEqual(
      tests.map((test) => verdicts.get(test.id)?.kind),
      ['timedOut', 'passed', 'timedOut', 'timedOut', 'passed'],
    );
  });

  it('runs in a runtime that was made ready, and in a fresh thread after a candidate that hangs', async () => {
    const text = 'export function f(x) {\n  return x * 2;\n}\n';
    const own = new Folder({});
    const js = await openJavaScript(own, 'ready.mjs', text, { prepared: true });
    const four = example('f(2)', '4');
    assert.equal((await js.verdict(four)).kind, 'passed');
    assert.equal((await js.verdict(four, text.replace('return', 'for (;;);'))).kind, 'timedOut');
    assert.equal((await js.verdict(four, text.replace('* 2', '* 3'))).kind, 'failed');
    assert.equal((await js.verdict(four)).kind, 'passed');
    await js.session[Symbol.asyncDispose]();
    own.remove();
  });

  it('starts every job with fresh module state', async () => {
    const first = await js.verdict(example('next()', '1'));
    const second = await js.verdict(example('next()', '1'));
    assert.deepStrictEqual([first.kind, second.kind], ['passed', 'passed']);
  });

  it('runs the candidate in place of the file', async () => {
    const fixed = source.replace('return add(x, x)', 'return add(x, 1)');
    assert.strictEqual((await js.verdict(example('f(5)', '6'), fixed)).kind, 'passed');
    assert.strictEqual((await js.verdict(example('f(5)', '10'))).kind, 'passed');
  });

  it('reports a candidate that does not parse or load', async () => {
    const syntax = await js.run([example('f(1)', '2')], { source: source.replace('return add', 'return ( add') });
    assert.ok(syntax.kind === 'notLoaded');
    assert.deepStrictEqual([syntax.errorType, syntax.line], ['SyntaxError', 5]);
    const load = await js.run([example('f(1)', '2')], { source: `${source}\nnull.x;` });
    assert.ok(load.kind === 'notLoaded');
    assert.strictEqual(load.errorType, 'TypeError');
  });

  it('observes calls: values, errors, changed arguments, in a canonical form', async () => {
    const tests = [
      probe('sortInPlace([3, 1])'),
      probe('boom(1)'),
      probe('new Map([[2, 1], [1, new Set([2, 1])]])'),
      probe('({b: 1, a: [-0, NaN, "x", undefined]})'),
      probe('later(new Point(1, 2))'),
    ];
    const verdicts = await js.verdicts(tests);
    const seen = tests.map((test) => {
      const verdict = verdicts.get(test.id);
      return verdict?.kind === 'passed' ? verdict.observed : verdict;
    });
    assert.deepStrictEqual(seen, [
      { kind: 'returned', repr: '2', type: 'number', mutated: '[[1, 3]]' },
      { kind: 'threw', type: 'RangeError', message: 'bad 1' },
      { kind: 'returned', repr: 'Map {1 => Set {1, 2}, 2 => 1}', type: 'Map' },
      { kind: 'returned', repr: '{"a": [0, NaN, "x", undefined], "b": 1}', type: 'Object' },
      { kind: 'returned', repr: 'Point {"x": 1, "y": 2}', type: 'Point' },
    ]);
  });

  it('checks properties over the arguments as they were before the call', async () => {
    const good = property('sortInPlace', ['[2, 1]'], 'result === 2 && args[0][0] === 2');
    const bad = property('f', ['3'], 'result > args[0] * 2');
    const verdicts = await js.verdicts([good, bad, property('boom', ['1'], 'true')]);
    assert.deepStrictEqual(
      [...verdicts.values()].map((verdict) => verdict.kind),
      ['passed', 'failed', 'errored'],
    );
  });

  it('stops at the first test that does not pass when asked to', async () => {
    const tests = [example('f(1)', '2'), example('f(1)', '3'), example('f(2)', '4')];
    const result = await js.run(tests, { stopAtFirstFailure: true });
    assert.ok(result.kind === 'ran');
    assert.deepStrictEqual(
      [...result.verdicts.values()].map((verdict) => verdict.kind),
      ['passed', 'failed'],
    );
  });

  it('writes nothing into the workspace', () => {
    assert.deepStrictEqual(folder.listing(), ['helper.js', 'subject.js']);
  });
});

import assert from 'node:assert';
import { example, Folder } from './executorSupport';
import { openJavaScript, type JavaScriptSession } from './javascriptSupport';

const source = `export function f(x) {
  if (x === 99) for (;;);
  if (x === 98) process.exit(0);
  if (x < 0) throw new TypeError('negative');
  return x * 2;
}
`;

const testFile = `import test, { describe, it, before, after, beforeEach, afterEach, mock } from 'node:test';
import assert from 'node:assert/strict';
import { f } from '../src/a.js';

const log = [];
test('doubles', () => assert.equal(f(2), 4));
test('is wrong', () => assert.deepEqual([f(2)], [5]));
test('throws', () => { f(-1); });
test('expects a throw', () => assert.throws(() => f(-1), { name: 'TypeError', message: /neg/ }));
test('later', async () => { await new Promise((r) => setTimeout(r, 5)); assert.equal(f(3), 6); });
test('rejects', async () => { await Promise.reject(new Error('no')); });
test('calls back', (t, done) => { setTimeout(() => done(), 1); });
test('skipped', { skip: true }, () => assert.fail());
test('to do', { todo: true }, () => assert.fail());
test('stray', async () => { setTimeout(() => { throw new Error('stray'); }, 1); await new Promise((r) => setTimeout(r, 20)); });
test('outer', async (t) => {
  await t.test('inner right', () => assert.equal(f(1), 2));
  await t.test('inner wrong', () => assert.equal(f(1), 1));
});
test('mocks', (t) => {
  const o = { m: () => 1 };
  t.mock.method(o, 'm', () => f(5));
  assert.equal(o.m(1, 2), 10);
  assert.equal(o.m.mock.callCount(), 1);
  assert.deepEqual(o.m.mock.calls[0].arguments, [1, 2]);
  mock.timers.enable({ apis: ['setTimeout'] });
  let fired = 0;
  setTimeout(() => { fired += 1; }, 1000);
  mock.timers.tick(999);
  assert.equal(fired, 0);
  mock.timers.tick(1);
  assert.equal(fired, 1);
  mock.timers.reset();
});
describe('suite', () => {
  before(() => log.push('before'));
  beforeEach(() => log.push('each'));
  afterEach(() => log.push('afterEach'));
  after(() => log.push('after'));
  it('one', () => assert.deepEqual(log, ['before', 'each']));
  describe('nested', () => {
    it('two', () => assert.deepEqual(log, ['before', 'each', 'afterEach', 'each']));
    it('two', () => assert.equal(f(1), 2));
  });
});
describe('broken', () => {
  before(() => { throw new Error('no set-up'); });
  it('never runs', () => undefined);
});
`;

describe('node:test files', () => {
  let folder: Folder;
  let js: JavaScriptSession;
  before(async () => {
    folder = new Folder({ 'package.json': '{"type": "module"}', 'test/a.test.js': testFile });
    js = await openJavaScript(folder, 'src/a.js', source, {
      testFiles: [{ path: folder.path('test/a.test.js'), framework: 'node:test' }],
    });
  });
  after(async () => {
    await js.session[Symbol.asyncDispose]();
    folder.remove();
  });

  const results = async (candidate?: string) => {
    const verdicts = await js.verdicts(js.session.tests, candidate);
    return Object.fromEntries(
      js.session.tests.map((test) => [test.kind === 'project' ? test.selector : test.id, verdicts.get(test.id)?.kind]),
    );
  };

  it('are collected with their full names and decided with the rules of Node', async () => {
    assert.deepStrictEqual(js.session.notes, []);
    assert.deepStrictEqual(await results(), {
      doubles: 'passed',
      'is wrong': 'failed',
      throws: 'errored',
      'expects a throw': 'passed',
      later: 'passed',
      rejects: 'errored',
      'calls back': 'passed',
      stray: 'errored',
      'outer > inner right': 'passed',
      'outer > inner wrong': 'failed',
      mocks: 'passed',
      'suite > one': 'passed',
      'suite > nested > two': 'passed',
      'suite > nested > two #2': 'passed',
      'broken > never runs': 'errored',
    });
  });

  it('see the candidate, and survive one that hangs or exits', async () => {
    assert.strictEqual((await results(source.replace('x * 2', '5')))['is wrong'], 'passed');
    const hanging = await results(source.replace('x === 99', 'x === 3'));
    assert.deepStrictEqual([hanging['later'], hanging['doubles'], hanging['mocks']], ['timedOut', 'passed', 'passed']);
    const leaving = await results(source.replace('x === 98', 'x === 3'));
    assert.deepStrictEqual([leaving['later'], leaving['doubles'], leaving['mocks']], ['errored', 'passed', 'errored']);
  });

  it('gives expected and actual value', async () => {
    const wrong = js.session.tests.find((test) => test.kind === 'project' && test.selector === 'is wrong');
    assert.ok(wrong);
    const verdict = await js.verdict(wrong);
    assert.ok(verdict.kind === 'failed');
    assert.deepStrictEqual([verdict.expected, verdict.actual], ['[5]', '[4]']);
  });

  it('can be run one by one', async () => {
    for (const test of js.session.tests.filter(
      (one) => one.kind === 'project' && /two|inner right/.test(one.selector),
    )) {
      assert.strictEqual(
        (await js.verdict(test)).kind,
        test.title.startsWith('suite > nested > two (') ? 'failed' : 'passed',
      );
    }
  });
});

describe('node:test files that need the real runner', () => {
  const head = `const { test, mock } = require('node:test');\nconst assert = require('node:assert');\nconst { f } = require('./a');\n`;
  const text = 'function f(x) {\n  return x * 2;\n}\nmodule.exports = { f };\n';
  let folder: Folder;
  let js: JavaScriptSession;
  before(async () => {
    folder = new Folder({
      'package.json': JSON.stringify({ scripts: { test: 'node --conditions=special --test' } }),
      'warm.test.js': `${head}test('warm', () => assert.strictEqual(f(1), 2));\n`,
      'real.test.js': `${head}
test('right', (t) => { t.signal?.addEventListener('abort', () => undefined); assert.strictEqual(f(1), 2); });
test.describe('suite', () => test.it('wrong', () => assert.deepStrictEqual([f(1)], [3])));
test('too slow', { timeout: 30 }, () => new Promise((r) => setTimeout(r, 200)));
test('outer', async (t) => { await t.test('inner', () => assert.strictEqual(f(2), 4)); });
test('started with the flags of the project', () => assert.ok(process.execArgv.includes('--conditions=special')));
`,
      'atLoad.test.js': `${head}mock.unheardOf?.();\ntest('declares', { signal: AbortSignal.timeout(60000) }, () => assert.strictEqual(f(3), 6));\n`,
    });
    js = await openJavaScript(folder, 'a.js', text, {
      testFiles: ['warm', 'real', 'atLoad'].map((name) => ({
        path: folder.path(`${name}.test.js`),
        framework: 'node:test',
      })),
    });
  });
  after(async () => {
    await js.session[Symbol.asyncDispose]();
    folder.remove();
  });
  const kinds = async (source: string) => {
    const verdicts = await js.verdicts(js.session.tests, source);
    return Object.fromEntries(
      js.session.tests.map((one) => [one.kind === 'project' ? one.selector : '', verdicts.get(one.id)?.kind]),
    );
  };

  it('run in it, with the candidate at the place of the original', async () => {
    const names = ['declares', 'outer > inner', 'right', 'started with the flags of the project', 'suite > wrong'];
    const first = await kinds(text);
    assert.deepStrictEqual(js.session.notes, []);
    assert.deepStrictEqual(Object.keys(first).sort(), [...names, 'too slow', 'warm']);
    for (const name of [...names.slice(0, 4), 'warm']) assert.strictEqual(first[name], 'passed', name);
    assert.deepStrictEqual([first['suite > wrong'], first['too slow']], ['failed', 'timedOut']);
    const other = await kinds(text.replace('x * 2', 'x * 3'));
    assert.deepStrictEqual(
      ['right', 'suite > wrong', 'outer > inner', 'warm'].map((name) => other[name]),
      ['failed', 'passed', 'failed', 'failed'],
    );
  });

  it('pass nothing that ends the process or replaces the assertions', async () => {
    for (const trick of [
      'process.exit(0);',
      "const assert = require('node:assert'); assert.strictEqual = assert.deepStrictEqual = assert.ok = () => undefined; x = 7;",
      "require('node:fs').writeSync(4, '{}');",
    ]) {
      const found = await kinds(text.replace('return', `${trick} return`));
      const real = ['right', 'suite > wrong', 'outer > inner'].map((name) => found[name]);
      assert.deepStrictEqual(
        real.filter((kind) => kind === 'passed'),
        [],
        `${trick}: ${real.join()}`,
      );
    }
    assert.strictEqual((await kinds(text))['right'], 'passed');
  });
});

describe('coverage and traces', () => {
  const text = [
    'export function f(n) {', // 0
    "  'use strict';",
    '  let total = 0;', // 2
    '  for (let i = 0; i < n; i += 1) {',
    '    if (i % 2 === 0)', // 4
    '      total += i;',
    '    else if (i > 100) total -= 1;', // 6
    '    else {',
    '      total += g(', // 8
    '        i,',
    '      );', // 10
    '    }',
    '  }', // 12
    '  return total;',
    '}', // 14
    'const g = (x) =>',
    '  x > 1 ? x : 0;', // 16
    'function unused() { return 1; }',
    'export async function* h(list) {', // 18
    '  for (const one of list) {',
    '    if (one < 0) break;', // 20
    '    yield one;',
    '  }', // 22
    '  throw new Error("end");',
    '}', // 24
  ].join('\n');
  let folder: Folder;
  let js: JavaScriptSession;
  before(async () => {
    folder = new Folder({});
    js = await openJavaScript(folder, 'a.mjs', text);
  });
  after(async () => {
    await js.session[Symbol.asyncDispose]();
    folder.remove();
  });

  it('are exact lines for each test', async () => {
    const tests = [
      example('f(1)', '0'),
      example('f(2)', '0'),
      example('f(0)', '0'),
      example('h([1, -1])', '[1]'),
      example('1', '1'),
    ];
    const result = await js.run(tests, { coverage: true });
    assert.ok(result.kind === 'ran');
    const lines = tests.map((test) => result.coverage?.get(test.id));
    assert.deepStrictEqual(
      lines,
      [[2, 3, 4, 5, 13], [2, 3, 4, 5, 6, 8, 9, 10, 13, 16], [2, 3, 13], [19, 20, 23], []].map((list, index) =>
        index === 3 ? [19, 20, 21, 23] : list,
      ),
    );
    assert.deepStrictEqual(
      [...result.verdicts.values()].map((verdict) => verdict.kind),
      ['passed', 'passed', 'passed', 'errored', 'passed'],
    );
  });

  it('are known of a test that never ends, and of those before it', async () => {
    const tests = [example('f(0)', '0'), example('f(Infinity)', '0')];
    const result = await js.run(tests, { coverage: true, testMs: 400 });
    assert.ok(result.kind === 'ran');
    assert.deepStrictEqual(
      tests.map(({ id }) => [result.verdicts.get(id)?.kind, result.coverage?.get(id)]),
      [
        ['passed', [2, 3, 13]],
        ['timedOut', [2, 3, 4, 5, 6, 8, 9, 10, 16]],
      ],
    );
  });

  it('show the variables before each line of the function, not of others', async () => {
    const test = example('f(2)', '0');
    const result = await js.run([test], { trace: true });
    assert.ok(result.kind === 'ran');
    const steps = result.traces?.get(test.id) ?? [];
    const text = steps.map(
      (step) => `${step.line}: ${step.variables.map((one) => `${one.name}=${one.repr}`).join(' ')}`,
    );
    assert.deepStrictEqual(text, [
      '2: n=2',
      '3: n=2 total=0',
      '3: n=2 total=0 i=0',
      '4: n=2 total=0 i=0',
      '5: n=2 total=0 i=0',
      '3: n=2 total=0 i=1',
      '4: n=2 total=0 i=1',
      '6: n=2 total=0 i=1',
      '8: n=2 total=0 i=1',
      '3: n=2 total=0 i=2',
      '13: n=2 total=0',
    ]);
    assert.ok(steps.every((step) => step.depth === 0));
  });

  it('measure depth and cut at 2,000 steps', async () => {
    const deep = 'export function f(n) {\n  if (n === 0) return 0;\n  return 1 + f(n - 1);\n}\n';
    const test = example('f(3)', '3');
    const long = example('f(1500)', '1500');
    const result = await js.run([test, long], { trace: true, source: deep });
    assert.ok(result.kind === 'ran');
    assert.deepStrictEqual(
      result.traces?.get(test.id)?.map((step) => step.depth),
      [0, 0, 1, 1, 2, 2, 3, 3],
    );
    assert.strictEqual(result.traces.get(long.id)?.length, 2000);
  });
});

import assert from 'node:assert/strict';
import { Script } from 'node:vm';
import type { FocalFunction, Parameter } from '../../../../../src/core/model/focalFunction';
import type { Test } from '../../../../../src/core/model/test';
import { observedCalls, targetOf } from '../../../../../src/core/oracle/inputs/observedCalls';
import { parameterType } from '../../../../../src/core/oracle/inputs/parameterTypes';
import { generateInputs, probes, simplerInputs, callText } from '../../../../../src/core/oracle/inputs/probes';
import { minimise } from '../../../../../src/core/oracle/inputs/shrink';
import { printArguments, type Dialect } from '../../../../../src/core/oracle/inputs/value';
import { plainFunction } from '../../../../doubles/plainFunction';
import { exampleTest } from '../../../../doubles/tests';

function focal(parameters: readonly Parameter[], more: Partial<FocalFunction> = {}, body = ''): FocalFunction {
  return plainFunction({ path: '/f', languageId: 'python', text: body, version: 0 }, 'f', { parameters, ...more });
}
const plain = (name: string, type?: string, defaultValue?: string): Parameter => ({
  name,
  kind: 'plain',
  ...(type !== undefined && { type }),
  ...(defaultValue !== undefined && { defaultValue }),
});
const example = (call: string, trust: Test['trust'] = 'trusted', setup: readonly string[] = []) =>
  exampleTest(call, { trust, setup });
const calls = (
  f: FocalFunction,
  tests: readonly Test[] = [],
  more: { dialect?: Dialect; count?: number; seed?: number; texts?: string[] } = {},
): string[] => probes({ focal: f, dialect: 'python', tests, seed: 1, count: 40, ...more }).map((p) => p.call);

describe('observed calls', () => {
  const read = (
    f: FocalFunction,
    tests: readonly Test[],
    texts: readonly string[] = [],
    dialect: Dialect = 'python',
  ): string[] => {
    const target = targetOf(f, dialect);
    assert.ok(target);
    return observedCalls(target, tests, texts, dialect).map(
      (c) => `${c.setup.join(';')}${c.callee}(${printArguments(c.args, dialect)})`,
    );
  };

  it('finds them inside other expressions, in trusted tests only', () => {
    const tests = [example('list(f([2, 1], k=3))'), example('f(9)', 'plausible'), example('buf(1) + f(2)')];
    assert.deepEqual(read(focal([]), tests), ['f([2, 1], k=3)', 'f(2)']);
  });

  it('reads scripts, without comments, strings, definitions and calls that need the script', () => {
    const script = `
from m import f  # f(1)
def f(x): pass
x = 4
assert f(x) == 2
assert f([1, 'f(7)']) == 2, "f(8)"
assert m.f(3) == 1`;
    assert.deepEqual(read(focal([]), [], [script]), ["f([1, 'f(7)'])", 'f(3)']);
  });

  it('takes infinities of either sign and no number for different arguments', () => {
    const texts = ['f(Infinity)\nf(-Infinity)\nf(NaN)\nf(0)\nf(-0)\nf(0)'];
    const calls = observedCalls({ name: 'f', member: false, callee: 'f' }, [], texts, 'javascript');
    assert.deepEqual(
      calls.map(({ args }) => printArguments(args, 'javascript')),
      ['Infinity', '-Infinity', 'NaN', '0', '-0'],
    );
  });

  it('keeps the object of a method and its set-up', () => {
    const method = focal([], { name: 'push', kind: 'method', className: 'Stack' });
    assert.deepEqual(read(method, [example('s.push(1)', 'trusted', ['s = Stack()'])]), ['s = Stack()s.push(1)']);
    assert.deepEqual(read(method, [], ['Stack([1]).push(2)\ns.push(3)']), ['Stack([1]).push(2)']);
    const js = focal([], { name: 'push', kind: 'method', className: 'Stack' });
    assert.equal(targetOf(js, 'javascript')?.callee, 'new Stack().push');
    assert.equal(targetOf(js, 'python')?.callee, 'Stack().push');
  });

  it('calls a nested function through the one around it', () => {
    assert.deepEqual(targetOf(focal([], { name: 'go', enclosing: ['outer'] }), 'python'), {
      name: 'outer',
      member: false,
      callee: 'outer',
    });
    assert.equal(targetOf(focal([], { kind: 'getter', className: 'A' }), 'python'), undefined);
    assert.deepEqual(
      probes({ focal: focal([], { kind: 'getter', className: 'A' }), dialect: 'python', tests: [], seed: 1, count: 5 }),
      [],
    );
  });
});

describe('parameter types', () => {
  const kind = (p: Parameter, docstring?: string): string => parameterType(p, [], docstring, 'python').kind;
  it('asks annotation, docstring and default in turn', () => {
    assert.equal(kind(plain('x', 'int')), 'int');
    assert.equal(kind(plain('x'), 'Args:\n    x (str): the text'), 'string');
    assert.equal(kind(plain('x'), ':type x: list of integers'), 'list');
    assert.equal(kind(plain('x'), ':param int x: count'), 'int');
    assert.equal(kind(plain('x', undefined, '1.5')), 'float');
    assert.equal(kind(plain('x', 'int', 'None')), 'union');
    assert.equal(kind(plain('x', undefined, 'None')), 'unknown');
    assert.equal(parameterType(plain('x'), [], '@param {string[]} x - all', 'javascript').kind, 'list');
  });
});

describe('probes', () => {
  it('go through boundaries by annotation', () => {
    const made = calls(focal([plain('xs', 'list[int]'), plain('up', 'bool')]));
    for (const call of ['f([], True)', 'f([], False)', 'f([0], True)'])
      assert.ok(made.includes(call), `${call}: ${made.join(' ')}`);
    assert.equal(made.length, 40);
    assert.equal(new Set(made).size, 40);
    assert.ok(
      made.every((call) => /^f\(\[[-\d, ]*\], (True|False)\)$/.test(call)),
      made.join(' '),
    );
  });

  it('are the same for the same seed', () => {
    const f = focal([plain('s', 'str')]);
    assert.deepEqual(calls(f, [], { seed: 7 }), calls(f, [], { seed: 7 }));
    assert.notDeepEqual(calls(f, [], { seed: 7 }), calls(f, [], { seed: 8 }));
  });

  it('stay near observed arguments and in their domain where nothing is annotated', () => {
    const made = calls(focal([plain('xs'), plain('x')]), [
      example('f([1, 4, 6], 4)'),
      example('f([2, 3], 9)'),
      example('f([], 1)'),
    ]);
    assert.ok(made.length > 25, String(made.length));
    for (const call of made) {
      const [, items = '', x = ''] = /^f\(\[([\d, ]*)\], (\d+)\)$/.exec(call) ?? assert.fail(call);
      const numbers = items === '' ? [] : items.split(', ').map(Number);
      assert.ok(
        numbers.every((n, i) => i === 0 || (numbers[i - 1] ?? 0) <= n),
        call,
      );
      assert.ok(Number(x) >= 0);
    }
    assert.ok(!made.includes('f([], 1)'), 'makes no call that a trusted test makes');
  });

  it('use constants of the code and defaults', () => {
    const f = focal([plain('n', 'int'), plain('sep', 'str', "'-'")], {}, 'if n > 37: return "zz"');
    const made = calls(f, [], { count: 60 });
    for (const part of ['f(37', 'f(38', 'f(36'])
      assert.ok(
        made.some((c) => c.startsWith(part)),
        part,
      );
    assert.ok(
      made.some((c) => /^f\(-?\d+\)$/.test(c)),
      'without the optional argument',
    );
  });

  it('write JavaScript for JavaScript', () => {
    const f = focal([plain('p', '{ name: string; tags?: string[] }'), plain('n', 'number | null')]);
    const made = calls(f, [], { dialect: 'javascript' });
    assert.ok(
      made.some((c) => c.startsWith("f({name: 'a', tags: [")),
      made.join('\n'),
    );
    assert.ok(made.some((c) => c.includes('null')));
    for (const call of made) assert.doesNotThrow(() => new Script(call), call);
  });

  it('call a function without parameters once', () => {
    assert.deepEqual(calls(focal([])), ['f()']);
  });

  it('shrink inside the domain', async () => {
    const tests = [example('f([3, 5, 9])'), example('f([2, 8])'), example('f([1, 2, 3, 4])')];
    const { inputs, domain, types } = generateInputs({
      focal: focal([plain('xs')]),
      dialect: 'python',
      tests,
      seed: 1,
      count: 60,
    });
    const fails = (text: string): boolean => (text.match(/\d+/g) ?? []).length >= 2;
    const start = inputs.findLast((i) => fails(callText(i, 'python')));
    assert.ok(start);
    const smallest = await minimise(
      start,
      (i) => simplerInputs(i, { domain, types }),
      (i) => Promise.resolve(fails(callText(i, 'python'))),
      { attempts: 500 },
    );
    assert.equal(callText(smallest, 'python'), 'f([0, 0])');
  });
});

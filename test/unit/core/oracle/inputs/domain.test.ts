import assert from 'node:assert/strict';
import { InputDomain } from '../../../../../src/core/oracle/inputs/domain';
import { parseArguments } from '../../../../../src/core/oracle/inputs/literal';
import { printArguments, type Argument } from '../../../../../src/core/oracle/inputs/value';

const args = (source: string): readonly Argument[] => parseArguments(`(${source})`, 0, 'python')?.args ?? [];
const domain = (...calls: string[]): InputDomain => new InputDomain(calls.map(args));
const accepts = (d: InputDomain, source: string): boolean => d.accepts(args(source));

describe('input domain', () => {
  it('knows nothing without observations', () => {
    for (const source of ['-5', "''", '[3, 1]', 'None']) assert.ok(accepts(domain(), source), source);
  });

  it('keeps numbers non-negative, whole and not much larger when all observed are', () => {
    const d = domain('0', '3', '12');
    for (const source of ['0', '7', '24']) assert.ok(accepts(d, source), source);
    for (const source of ['-1', '25', '1.5']) assert.ok(!accepts(d, source), source);
    assert.ok(accepts(domain('-3', '4'), '-8'));
    assert.ok(!accepts(domain('1', '2', '3', '9'), '0'));
    assert.ok(!accepts(domain('0.1', '0.9', '0.5', '1.0'), '1.5'));
  });

  it('keeps lists sorted when all observed are, and only then', () => {
    const sorted = domain('[1, 2, 5]', '[2, 2]', '[]');
    assert.ok(accepts(sorted, '[1, 1, 4]'));
    assert.ok(!accepts(sorted, '[3, 1]'));
    assert.ok(accepts(domain('[1, 2, 5]', '[2, 1]'), '[3, 1]'));
    assert.ok(!accepts(domain('[5, 2]', '[9, 4, 4]'), '[1, 2]'));
    assert.equal(printArguments(sorted.fit(args('[3, -1, 2]')), 'python'), '[0, 2, 3]');
  });

  it('keeps items distinct, lists filled and tables rectangular after enough observations', () => {
    const distinct = domain('[3, 1]', '[1, 2, 0]', '[2, 1]', '[4, 3, 5]');
    assert.ok(!accepts(distinct, '[1, 1]'));
    assert.ok(!accepts(distinct, '[]'));
    assert.ok(accepts(domain('[3, 1]'), '[]'));
    const table = domain('[[1, 2], [3, 4]]', '[[1], [2], [3]]');
    assert.ok(accepts(table, '[[1, 2, 3], [4, 5, 6]]'));
    assert.ok(!accepts(table, '[[1, 2], [3]]'));
  });

  it('keeps the characters of strings by class', () => {
    const d = domain("'abc'", "'x(y)'");
    assert.ok(accepts(d, "'((z))'"));
    assert.ok(!accepts(d, "'A'"));
    assert.ok(!accepts(d, "'a b'"));
    const codes = domain("'ABC1'", "'XYZ2'", "'QQQ3'", "'RRR4'");
    assert.ok(!accepts(codes, "'ABC'"));
    assert.ok(accepts(codes, "'ZZZ9'"));
  });

  it('keeps brackets balanced when all observed are', () => {
    const d = domain("'(())'", "'()()'");
    assert.ok(accepts(d, "'(()())'"));
    assert.ok(!accepts(d, "'())'"));
    assert.ok(accepts(domain("'(())'", "')('"), "'())'"));
    assert.equal(printArguments(d.fit(args("')(()'")), 'python'), "'(())'");
  });

  it('keeps relations between arguments that always held', () => {
    const equal = domain('[1], [2]', '[1, 2], [3, 4]', '[], []');
    assert.ok(accepts(equal, '[5, 6], [7, 8]'));
    assert.ok(!accepts(equal, '[5, 6], [7]'));
    const index = domain('0, [5]', '1, [7, 2]', '2, [1, 3, 2, 4]');
    assert.ok(accepts(index, '1, [4, 1]'));
    assert.ok(!accepts(index, '2, [4, 1]'));
    assert.ok(accepts(domain('0, [5]', '7, [7, 2]', '2, [1, 3, 2, 4]'), '2, [4, 1]'));
    const range = domain('1, 5', '0, 2', '3, 3');
    assert.ok(!accepts(range, '4, 2'));
  });

  it('looks into dictionaries and leaves keyword arguments alone', () => {
    const d = domain("{'a': 1}", "{'b': 2, 'c': 3}");
    assert.ok(accepts(d, "{'z': 9}"));
    assert.ok(!accepts(d, "{'Z': 9}"));
    assert.ok(!accepts(d, "{'z': -9}"));
    assert.ok(domain('1, key=2').accepts(args('1, key=-2')));
  });
});

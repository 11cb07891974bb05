import assert from 'node:assert/strict';
import type { Expected } from '../../../../src/core/model/test';
import { distinctNames, nameOfExample } from '../../../../src/core/testing/names';
import { literalOf } from '../../../../src/core/testing/outcomes';
import { slug } from '../../../../src/core/testing/writing/code';
import { styled, styleOf } from '../../../../src/core/testing/writing/style';
import { exampleTest } from '../../../doubles/tests';

const example = (call: string, expected: Expected | string) =>
  exampleTest(call, { expected: typeof expected === 'string' ? { kind: 'value', source: expected } : expected });

describe('words of generated tests', () => {
  it('name a test after what it checks', () => {
    const name = (call: string, expected: Expected | string) => nameOfExample(example(call, expected), 'python');
    assert.equal(name('median([3, 1, 2])', '2'), 'returns 2 for [3, 1, 2]');
    assert.equal(name('median([])', { kind: 'throws', type: 'ValueError' }), 'raises ValueError for an empty list');
    assert.equal(name("Stack([1]).pad('', width=3)", 'None'), 'returns None for an empty string and width 3');
    assert.equal(name('list(steps(0))', '[]'), 'returns an empty list for 0');
    assert.deepEqual(distinctNames(['a', 'b', 'a']), ['a', 'b', 'a (2)']);
  });

  it('become identifiers', () => {
    assert.equal(slug('returns -1.5 for [3, -1] and "a-b"').join('_'), 'returns_minus_1_5_for_3_minus_1_and_a_b');
    assert.ok(slug('returns ' + 'very '.repeat(40)).join('_').length <= 60);
  });

  it('write down values, and only values', () => {
    assert.equal(literalOf("{'a': (1, 2.5)}", 'python'), "{'a': (1, 2.5)}");
    assert.equal(literalOf('{"a": [1, null]}', 'javascript'), '{a: [1, null]}');
    for (const repr of ['<Point x=1>', 'nan', '[1, …', 'Map {1 => 2}'])
      assert.equal(literalOf(repr, 'python'), undefined);
  });

  it('look like the file they go into', () => {
    const style = styleOf('import { a } from "b"\n\ntest("x", () => {\n    a()\n})\n', '  ');
    assert.deepEqual(style, { indent: '    ', quote: '"', semicolons: false, endOfLine: '\n' });
    assert.equal(
      styled("  assert.equal(f('a', \"it's\", '\"'), 1);", style),
      '    assert.equal(f("a", "it\'s", \'"\'), 1)',
    );
  });
});

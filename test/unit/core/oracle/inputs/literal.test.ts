import assert from 'node:assert/strict';
import { parseArguments, parseValue } from '../../../../../src/core/oracle/inputs/literal';
import { print, printArguments, type Dialect } from '../../../../../src/core/oracle/inputs/value';

const roundTrip = (source: string, dialect: Dialect): string => {
  const value = parseValue(source, dialect);
  assert.notEqual(value.kind, 'opaque', source);
  return print(value, dialect);
};

describe('literals', () => {
  it('reads and writes Python values', () => {
    for (const source of [
      '0',
      '-7',
      '1.5',
      '-0.25',
      '1.0',
      'True',
      'None',
      "'a b'",
      `"it's"`,
      "'\\n\\\\'",
      '[]',
      "[1, [2, 'x'], None]",
      '()',
      '(1,)',
      '(1, 2)',
      'set()',
      '{1, 2}',
      '{}',
      "{'a': [1], 2: None}",
      "float('inf')",
      "float('-inf')",
      '1e+100',
    ]) {
      assert.equal(roundTrip(source, 'python'), source);
    }
    assert.equal(roundTrip('( 3 )', 'python'), '3');
    assert.equal(roundTrip('0x1f', 'python'), '31');
    assert.equal(roundTrip('1_000', 'python'), '1000');
    assert.equal(roundTrip('"a" "b"', 'python'), "'ab'");
    assert.equal(roundTrip('"""x\ny"""', 'python'), "'x\\ny'");
    assert.equal(roundTrip('[1, 2,]', 'python'), '[1, 2]');
    assert.equal(roundTrip("'\\d\\u00e9'", 'python'), "'\\\\dé'");
  });

  it('reads what a backslash stands for, and leaves alone what it cannot read', () => {
    const text = (source: string, dialect: Dialect) => {
      const value = parseValue(source, dialect);
      return value.kind === 'string' ? value.value : value.kind;
    };
    assert.equal(text(String.raw`'\033[1mred\x1b[0m\a'`, 'python'), '\u001b[1mred\u001b[0m\u0007');
    assert.equal(text(String.raw`'\U0001F600\0'`, 'python'), '😀\0');
    assert.equal(text(String.raw`'\u{1F600}\0\q'`, 'javascript'), '😀\0q');
    assert.equal(text(String.raw`'\N{BULLET}'`, 'python'), 'opaque');
    assert.equal(text(String.raw`'\u12'`, 'python'), 'opaque');
    assert.equal(text(String.raw`'\01'`, 'javascript'), 'opaque');
    assert.equal(text(String.raw`'\u{110000}'`, 'javascript'), 'opaque');
    assert.equal(text(String.raw`'\UFFFFFFFF'`, 'python'), 'opaque');
  });

  it('reads and writes JavaScript values', () => {
    for (const source of [
      'null',
      'undefined',
      'true',
      '[1, -2.5]',
      "{a: 1, 'b c': [null]}",
      'new Set([1, 2])',
      "new Map([['a', 1]])",
      'Infinity',
      'NaN',
      '-0',
    ]) {
      assert.equal(roundTrip(source, 'javascript'), source);
    }
    assert.equal(roundTrip('"\\u{1F600}\\x41"', 'javascript'), "'😀A'");
    assert.equal(roundTrip('new Set()', 'javascript'), 'new Set([])');
    assert.deepEqual(parseValue('{"a": 1}', 'javascript'), parseValue('{ a: 1, }', 'javascript'));
  });

  it('keeps what is no literal as it stands', () => {
    for (const source of [
      'f(1)',
      'x',
      '[1, x]',
      'a + b',
      '12345678901234567890',
      "f'{x}'",
      '[1 2]',
      '"open',
      '{1: 2, 3}',
    ]) {
      assert.deepEqual(parseValue(` ${source} `, 'python'), { kind: 'opaque', source });
    }
    for (const source of ['`a`', '() => 1', '{...a}', '(1, 2)', '10n', 'new Foo([1])']) {
      assert.equal(parseValue(source, 'javascript').kind, 'opaque', source);
    }
  });

  it('reads the arguments of a call', () => {
    const text = "g(f([1, (2)], 'a,)', key={'k': 1}, *rest)) == 3";
    const call = parseArguments(text, text.indexOf('f(') + 1, 'python');
    assert.ok(call);
    assert.equal(text.slice(call.end), ') == 3');
    assert.deepEqual(
      call.args.map((a) => [a.name, a.value.kind]),
      [
        [undefined, 'list'],
        [undefined, 'string'],
        ['key', 'dict'],
        [undefined, 'opaque'],
      ],
    );
    assert.equal(printArguments(call.args, 'python'), "[1, 2], 'a,)', key={'k': 1}, *rest");
    assert.deepEqual(parseArguments('f()', 1, 'python'), { args: [], end: 3 });
    assert.equal(parseArguments('f(1', 1, 'python'), undefined);
    assert.equal(parseArguments("f('1)", 1, 'python'), undefined);
    assert.equal(parseArguments('f(a == b)', 1, 'python')?.args[0]?.name, undefined);
  });
});

import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import type { FocalFunction } from '../../../../../src/core/model/focalFunction';
import type { Test } from '../../../../../src/core/model/test';
import { knownResults, type KnownResult } from '../../../../../src/core/oracle/inputs/knownResults';
import { parseValue } from '../../../../../src/core/oracle/inputs/literal';
import { conjectures } from '../../../../../src/core/oracle/properties/conjecture';
import type { Subject } from '../../../../../src/core/oracle/properties/subject';
import { exampleTest } from '../../../../doubles/tests';

const known = (...pairs: (readonly [args: string, result: string])[]): KnownResult[] =>
  pairs.map(([args, result]) => {
    const list = parseValue(`[${args}]`, 'python');
    assert.ok(list.kind === 'list');
    return { args: list.items, result: parseValue(result, 'python') };
  });
const titles = (...pairs: (readonly [string, string])[]): string[] => conjectures(known(...pairs)).map((c) => c.title);

describe('conjectures', () => {
  it('name what all examples have in common', () => {
    assert.deepEqual(
      titles(
        ['[3, 1]', '[1, 3]'],
        ['[2, 2, 1]', '[1, 2, 2]'],
        ['[]', '[]'],
        ['[5, 4]', '[4, 5]'],
        ['[1, 0]', '[0, 1]'],
      ),
      [
        'the result is a list',
        'the result is as long as the argument 1',
        'every part of the result is a part of the argument 1',
      ],
    );
    assert.deepEqual(titles(['[3, 1]', '3'], ['[2, 9]', '9'], ['[-1, -2]', '-1'], ['[5, 4]', '5']), [
      'the result is a whole number',
      'the result is one of the items 1',
    ]);
    assert.deepEqual(titles(['[3, -1]', '2'], ['[2, 9]', '7'], ['[-1, -2]', '1'], ['[5, 4]', '1']), [
      'the result is a whole number',
      'the result is not negative',
    ]);
  });

  it('need enough telling examples and no exception', () => {
    assert.deepEqual(titles(['[3]', '[3]'], ['[1]', '[1]']), []);
    assert.deepEqual(titles(['[]', '[]'], ['[]', '[]'], ['[]', '[]'], ['[]', '[]']), ['the result is a list']);
    assert.deepEqual(titles(['1', '1'], ['2', "'2'"], ['3', '3']), []);
    assert.deepEqual(titles(['1', '1'], ['2', '2'], ['3', '3.5']), ['the result is a number']);
    const longer = [
      ['[3, 1]', '[1, 3]'],
      ['[2, 1]', '[1, 2]'],
      ['[5, 4]', '[4, 5]'],
      ['[1]', '[1, 1]'],
    ] as const;
    assert.ok(!titles(...longer).some((t) => t.includes('long')));
  });

  it('check new results in JavaScript', () => {
    const found = conjectures(known(["'abc'", "'ca'"], ["'xy'", "'yx'"], ["'hello'", "'ol'"], ["'aab'", "'ba'"]));
    const subject = { dialect: 'javascript' } as Subject;
    const holds = (title: string, args: unknown[], result: unknown): unknown => {
      const check = found.find((c) => c.title.startsWith(title))?.check(subject);
      assert.ok(check, title);
      return runInNewContext(check, { args, result });
    };
    assert.equal(holds('every part', ['abc'], 'cb'), true);
    assert.equal(holds('every part', ['abc'], 'cd'), false);
    assert.equal(holds('the result is not longer', ['ab'], 'aba'), false);
    assert.equal(holds('the result is a text', ['ab'], 1), false);
  });
});

describe('known results', () => {
  const focal = { name: 'f', kind: 'function', enclosing: [] } as unknown as FocalFunction;
  const example = (call: string, source: string) => exampleTest(call, { expected: { kind: 'value', source } });
  const read = (tests: readonly Test[], ...texts: string[]): unknown =>
    knownResults(focal, tests, texts, 'python').map((k) => JSON.stringify([k.args, k.result].map((v) => v)));

  it('are read from examples and assertions', () => {
    const expected = read([example('f(1)', '[2, 3]'), example('f(2)', "'a, b'")]);
    assert.equal((expected as string[]).length, 2);
    assert.deepEqual(
      read([], 'assert f(1) == [2, 3], "no"\nassert f(2) == \'a, b\'  # why\nassert (f(1) == [2, 3])'),
      expected,
    );
  });

  it('are read from JavaScript assertions', () => {
    const texts = ['console.assert(f(1) === 2);\nassert.ok(f(2) === 3);\nassert(f(3) == 4)\nassert(f(4) == 5, "no");'];
    assert.equal(knownResults(focal, [], texts, 'javascript').length, 4);
    assert.equal(knownResults(focal, [], ['assert(sum(f(1)) === 2)'], 'javascript').length, 0);
  });

  it('leave out what is no literal or no whole comparison', () => {
    assert.deepEqual(
      read(
        [example('f(x)', '1'), example('f(1)', 'g(2)')],
        'assert len(f([1])) == 1\nassert f(3) != 4\nassert 1 + f(2) == 3\nassert f(1) == 2 + x',
      ),
      [],
    );
  });
});

import assert from 'node:assert/strict';
import { conforms } from '../../../../../src/core/oracle/inputs/conforms';
import { parseValue } from '../../../../../src/core/oracle/inputs/literal';
import { parseType } from '../../../../../src/core/oracle/inputs/type';

describe('values of a type', () => {
  const fits = (value: string, type: string): boolean =>
    conforms(parseValue(value, 'python'), parseType(type, 'python'));
  const fitsScript = (value: string, type: string): boolean =>
    conforms(parseValue(value, 'javascript'), parseType(type, 'javascript'));

  it('have its parts', () => {
    assert.ok(fits('[1, 2]', 'list[int]'));
    assert.ok(!fits("[1, 'a']", 'list[int]'));
    assert.ok(fits("{'a': None}", 'dict[str, int | None]'));
    assert.ok(fits('3', 'float'));
    assert.ok(!fits('0.5', 'int'));
    assert.ok(fits("(1, 'a')", 'tuple[int, str]'));
    assert.ok(!fits('(1,)', 'tuple[int, str]'));
    assert.ok(!fits("'left'", "Literal['up', 'down']"));
    assert.ok(fits('anything', 'Unheard'));
  });

  it('have every field that must be given', () => {
    assert.ok(fitsScript('{id: 1, on: true}', '{ id: number; on?: boolean }'));
    assert.ok(fitsScript('{id: 1}', '{ id: number; on?: boolean }'));
    assert.ok(!fitsScript('{on: true}', '{ id: number; on?: boolean }'));
    assert.ok(!fitsScript('{}', '{ id: number }[]'));
  });
});

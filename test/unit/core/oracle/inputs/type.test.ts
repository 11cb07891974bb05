import assert from 'node:assert/strict';
import { parseValue } from '../../../../../src/core/oracle/inputs/literal';
import { parseType, typeOfAll, type Type } from '../../../../../src/core/oracle/inputs/type';

const show = (type: Type): string => {
  switch (type.kind) {
    case 'literal':
      return JSON.stringify('value' in type.value ? type.value.value : type.value.kind);
    case 'list':
    case 'set':
      return `${type.kind}<${show(type.item)}>`;
    case 'tuple':
      return `(${type.items.map(show).join(', ')})`;
    case 'dict':
    case 'map':
      return `${type.kind}<${show(type.key)}, ${show(type.value)}>`;
    case 'record':
      return `{${type.fields.map((f) => `${f.name}${f.optional ? '?' : ''}: ${show(f.type)}`).join(', ')}}`;
    case 'union':
      return type.of.map(show).join(' | ');
    default:
      return type.kind;
  }
};
const python = (source: string): string => show(parseType(source, 'python'));
const typescript = (source: string): string => show(parseType(source, 'javascript'));

describe('types', () => {
  it('reads Python annotations', () => {
    assert.equal(python('int'), 'int');
    assert.equal(python('List[int]'), 'list<int>');
    assert.equal(python('typing.List[typing.Optional[str]]'), 'list<string | null>');
    assert.equal(python('dict[str, list[float]]'), 'dict<string, list<float>>');
    assert.equal(python('Union[int, str, None]'), 'int | string | null');
    assert.equal(python('int | None'), 'int | null');
    assert.equal(python("Literal['up', 'down', 3]"), '"up" | "down" | 3');
    assert.equal(python('Tuple[int, str]'), '(int, string)');
    assert.equal(python('tuple[int, ...]'), 'list<int>');
    assert.equal(python("'list[int]'"), 'list<int>');
    assert.equal(python('Sequence'), 'list<unknown>');
    assert.equal(python('Annotated[int, Gt(0)]'), 'int');
    assert.equal(python('Node'), 'unknown');
    assert.equal(python('Callable[[int], int]'), '"opaque" | "opaque"');
  });

  it('reads TypeScript types', () => {
    assert.equal(typescript('number'), 'int | float');
    assert.equal(typescript('string[][]'), 'list<list<string>>');
    assert.equal(typescript('readonly (string | null)[]'), 'list<string | null>');
    assert.equal(typescript('ReadonlyArray<boolean>'), 'list<bool>');
    assert.equal(typescript("'a' | 'b' | undefined"), '"a" | "b" | undefined');
    assert.equal(typescript('[string, name: boolean]'), '(string, bool)');
    assert.equal(typescript('{ name: string; age?: boolean }'), '{name: string, age?: bool}');
    assert.equal(typescript('{ a: { b: string }, c: 1 }'), '{a: {b: string}, c: 1}');
    assert.equal(typescript('{ [key: string]: boolean }'), 'dict<string, bool>');
    assert.equal(typescript('Record<string, Map<string, boolean>>'), 'dict<string, map<string, bool>>');
    assert.equal(typescript('(x: number) => string'), '"opaque" | "opaque"');
    assert.equal(typescript('Foo<Bar>'), 'unknown');
  });

  it('pools the types of observed values', () => {
    const of = (...sources: string[]): string => show(typeOfAll(sources.map((s) => parseValue(s, 'python'))));
    assert.equal(of('[]', '[1, 2]', '[1.5]'), 'list<int | float>');
    assert.equal(of('1', 'None'), 'int | null');
    assert.equal(of("{'a': 1}", '{}'), 'dict<string, int>');
    assert.equal(of('[[1], []]', '[]'), 'list<list<int>>');
    assert.equal(of('(1, "a")'), '(int, string)');
    assert.equal(of(), 'unknown');
  });
});

import type { FocalFunction } from '../../model/focalFunction';
import type { Test } from '../../model/test';
import { observedCalls, targetOf } from './observedCalls';
import { callerParameters } from './parameterTypes';
import { typeOf, typeOfAll, type Type } from './type';
import type { Dialect } from './value';

/** The types of what tests pass for each parameter, by its name, as an annotation would say them: `list[int]`, `Array<string>`. */
export function passedTypes(
  focal: FocalFunction,
  tests: readonly Test[],
  texts: readonly string[],
  dialect: Dialect,
): ReadonlyMap<string, string> {
  const target = targetOf(focal, dialect);
  const found = new Map<string, string>();
  if (!target || focal.enclosing.length > 0) return found;
  const calls = observedCalls(target, tests, texts, dialect);
  callerParameters(focal).forEach(({ name, kind }, i) => {
    if (kind !== 'plain') return;
    const values = calls.flatMap(({ args }) => {
      const given = args.find((arg) => arg.name === name) ?? (args[i]?.name === undefined ? args[i] : undefined);
      return given ? [given.value] : [];
    });
    const text = values.length > 0 ? annotation(typeOfAll(values), dialect) : undefined;
    if (text !== undefined) found.set(name, text);
  });
  return found;
}

const plain: Readonly<Record<Dialect, Readonly<Partial<Record<Type['kind'], string>>>>> = {
  python: { int: 'int', float: 'float', bool: 'bool', string: 'str', null: 'None', undefined: 'None' },
  javascript: {
    int: 'number',
    float: 'number',
    bool: 'boolean',
    string: 'string',
    null: 'null',
    undefined: 'undefined',
  },
};

/** Undefined for what no annotation says. */
function annotation(type: Type, dialect: Dialect): string | undefined {
  const inner = (...types: readonly Type[]): string | undefined => {
    const texts = types.map((one) => annotation(one, dialect));
    return texts.every((text) => text !== undefined) ? texts.join(', ') : undefined;
  };
  const python = dialect === 'python';
  const generic = (head: string, items: string | undefined): string =>
    items === undefined || items === '' ? head : python ? `${head}[${items}]` : `${head}<${items}>`;
  switch (type.kind) {
    case 'literal':
      return type.value.kind === 'opaque' ? undefined : annotation(typeOf(type.value), dialect);
    case 'list':
      return generic(python ? 'list' : 'Array', inner(type.item));
    case 'set':
      return generic(python ? 'set' : 'Set', inner(type.item));
    case 'tuple':
      return generic('tuple', inner(...type.items));
    case 'dict':
      return python ? generic('dict', inner(type.key, type.value)) : '{}';
    case 'map':
      return generic('Map', inner(type.key, type.value));
    case 'record':
      return '{}';
    case 'union': {
      const texts = type.of.map((one) => annotation(one, dialect));
      return texts.every((text) => text !== undefined) ? [...new Set(texts)].join(' | ') : undefined;
    }
    default:
      return plain[dialect][type.kind];
  }
}

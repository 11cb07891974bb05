import type { Type, TypedField } from './type';
import type { Argument, Value } from './value';

/** Whether a value may be passed where the type is asked for. What is not known of a type is no reason against a value. */
export function conforms(value: Value, type: Type): boolean {
  switch (type.kind) {
    case 'unknown':
      return true;
    case 'float':
      return value.kind === 'int' || value.kind === 'float';
    case 'list':
      return (
        (value.kind === 'list' || value.kind === 'tuple') && value.items.every((item) => conforms(item, type.item))
      );
    case 'set':
      return value.kind === 'set' && value.items.every((item) => conforms(item, type.item));
    case 'tuple':
      return (
        (value.kind === 'tuple' || value.kind === 'list') &&
        value.items.length === type.items.length &&
        value.items.every((item, i) => conforms(item, type.items[i] ?? { kind: 'unknown' }))
      );
    case 'dict':
    case 'map':
      return (
        value.kind === type.kind &&
        value.entries.every(([key, entry]) => conforms(key, type.key) && conforms(entry, type.value))
      );
    case 'record': {
      if (value.kind !== 'dict') return false;
      const given = new Map(value.entries.map(([key, entry]) => [key.kind === 'string' ? key.value : '', entry]));
      return type.fields.every((field) => fits(given.get(field.name), field));
    }
    case 'made':
      return value.kind === 'call' && value.callee === type.callee && argumentsConform(value.args, type.fields);
    case 'literal':
      return JSON.stringify(value) === JSON.stringify(type.value);
    case 'union':
      return type.of.some((one) => conforms(value, one));
    default:
      return value.kind === type.kind;
  }
}

const fits = (value: Value | undefined, { type, optional }: TypedField): boolean =>
  value === undefined ? optional : conforms(value, type);

function argumentsConform(args: readonly Argument[], fields: readonly TypedField[]): boolean {
  const plain = args.filter(({ name }) => name === undefined);
  const named = new Map(args.map(({ name, value }) => [name, value]));
  return fields.every((field, i) => fits(named.get(field.name) ?? plain[i]?.value, field));
}

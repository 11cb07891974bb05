import { parseType, type Type, type TypeNames } from './type';
import type { Dialect } from './value';

/** A field of a record or a parameter of a constructor, with its type as it is written. */
export interface DeclaredField {
  readonly name: string;
  readonly type?: string;
  readonly optional: boolean;
}

/** What the project's own code says of a name that annotations use. */
export type Declaration = { readonly parameters: readonly string[] } & (
  | { readonly kind: 'alias'; readonly source: string }
  /** A dictionary or object with these fields, and those of the ones it extends. */
  | { readonly kind: 'record'; readonly fields: readonly DeclaredField[]; readonly bases: readonly string[] }
  /** An instance, made by calling `callee`; with `keywords`, every argument is named. */
  | {
      readonly kind: 'made';
      readonly callee: string;
      readonly fields: readonly DeclaredField[];
      readonly bases: readonly string[];
      readonly keywords: boolean;
    }
  /** Expressions of an enumeration's members. */
  | { readonly kind: 'members'; readonly members: readonly string[] }
);

export type Declarations = ReadonlyMap<string, Declaration>;

/** A type inside a type inside a type …: deeper ones have no values, so that a tree ends. */
const deepest = 3;
const none: Type = { kind: 'union', of: [] };

/** Reads names of types by their declarations. `bound`: type parameters. */
export function typeNames(
  declarations: Declarations,
  dialect: Dialect,
  bound: ReadonlyMap<string, Type> = new Map(),
  depth = 0,
): TypeNames {
  return (name, args) => {
    const given = bound.get(name);
    if (given) return given;
    const found = declarations.get(name);
    if (!found) return utility(name, args);
    if (depth >= deepest) return none;
    const inner = typeNames(
      declarations,
      dialect,
      new Map(found.parameters.map((parameter, i) => [parameter, args[i] ?? { kind: 'int' }])),
      depth + 1,
    );
    switch (found.kind) {
      case 'alias':
        return parseType(found.source, dialect, inner);
      case 'members':
        return {
          kind: 'union',
          of: found.members.map((source) => ({ kind: 'literal', value: { kind: 'opaque', source } })),
        };
      case 'record':
      case 'made': {
        const fields = fieldsOf(found, declarations).map(({ name: field, type, optional }) => ({
          name: field,
          type: type === undefined ? ({ kind: 'unknown' } as const) : parseType(type, dialect, inner),
          optional,
        }));
        return found.kind === 'record'
          ? { kind: 'record', fields }
          : { kind: 'made', callee: found.callee, keywords: found.keywords, fields };
      }
    }
  };
}

type Fielded = Extract<Declaration, { fields: unknown }>;

/** Own fields and inherited ones, those of the bases first; a field declared again keeps its place. */
function fieldsOf(found: Fielded, declarations: Declarations, seen: readonly Fielded[] = []): readonly DeclaredField[] {
  const bases = found.bases.flatMap((name) => {
    const base = declarations.get(name);
    const fielded = base && 'fields' in base && base !== found && !seen.includes(base);
    return fielded ? fieldsOf(base, declarations, [...seen, found]) : [];
  });
  return [...new Map([...bases, ...found.fields].map((field) => [field.name, field])).values()];
}

/** TypeScript's own types over types. */
function utility(name: string, [first, second]: readonly Type[]): Type | undefined {
  if (!first) return undefined;
  const names = (type: Type | undefined): readonly string[] =>
    (type?.kind === 'union' ? type.of : type ? [type] : []).flatMap((one) =>
      one.kind === 'literal' && one.value.kind === 'string' ? [one.value.value] : [],
    );
  const fields = first.kind === 'record' ? first.fields : undefined;
  switch (name) {
    case 'Readonly':
    case 'Awaited':
      return first;
    case 'NonNullable':
      return first.kind === 'union'
        ? { kind: 'union', of: first.of.filter(({ kind }) => kind !== 'null' && kind !== 'undefined') }
        : first;
    case 'Partial':
      return fields && { kind: 'record', fields: fields.map((field) => ({ ...field, optional: true })) };
    case 'Required':
      return fields && { kind: 'record', fields: fields.map((field) => ({ ...field, optional: false })) };
    case 'Pick':
      return fields && { kind: 'record', fields: fields.filter((field) => names(second).includes(field.name)) };
    case 'Omit':
      return fields && { kind: 'record', fields: fields.filter((field) => !names(second).includes(field.name)) };
    case 'Record':
      return second && names(first).length > 0
        ? {
            kind: 'record',
            fields: names(first).map((field) => ({ name: field, type: second, optional: false })),
          }
        : undefined;
    default:
      return undefined;
  }
}

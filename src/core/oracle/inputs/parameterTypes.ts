import { escapeRegExp } from '../../escapeRegExp';
import type { FocalFunction, Parameter } from '../../model/focalFunction';
import { readSections } from '../docstringSections';
import { describedType } from './describedType';
import { parseValue } from './literal';
import { parseType, typeOf, typeOfAll, union, unknown, type Type, type TypeNames } from './type';
import type { Dialect, Value } from './value';

/** Parameters a caller fills: without the object or class a Python method is called on. */
export function callerParameters(focal: FocalFunction): readonly Parameter[] {
  const [first] = focal.parameters;
  const bound = focal.className !== undefined && (first?.name === 'self' || first?.name === 'cls');
  return bound ? focal.parameters.slice(1) : focal.parameters;
}

/**
 * Type of a parameter by what says most: its annotation, what tests pass, its docstring (`:type x: int`, `x (int): …`,
 * `@param {string} x`), its default value. A default widens what the others say.
 */
export function parameterType(
  parameter: Parameter,
  observed: readonly Value[],
  docstring: string | undefined,
  dialect: Dialect,
  names?: TypeNames,
): Type {
  const annotated = parameter.type === undefined ? unknown : parseType(parameter.type, dialect, names);
  const value = parameter.defaultValue === undefined ? undefined : parseValue(parameter.defaultValue, dialect);
  const sources = [refine(annotated, typeOfAll(observed)), documentedType(parameter.name, docstring, dialect, names)];
  const stated = sources.find(known);
  if (!value || value.kind === 'opaque') return stated ?? unknown;
  if (value.kind === 'null') return stated ? union([stated, typeOf(value)]) : unknown;
  return stated ?? typeOf(value);
}

const known = (type: Type): boolean => type.kind !== 'unknown';

/** Fills what an annotation leaves open (`list` without an item) from observed values. */
function refine(annotated: Type, observed: Type): Type {
  if (annotated.kind === 'unknown') return observed;
  if ((annotated.kind === 'list' || annotated.kind === 'set') && annotated.kind === observed.kind) {
    return { kind: annotated.kind, item: refine(annotated.item, observed.item) };
  }
  if (annotated.kind === 'dict' && observed.kind === 'dict') {
    return { kind: 'dict', key: refine(annotated.key, observed.key), value: refine(annotated.value, observed.value) };
  }
  // TypeScript's `number`: whole when all that was seen is whole.
  if (annotated.kind === 'union' && annotated.of.some((one) => one.kind === observed.kind) && observed.kind === 'int') {
    return observed;
  }
  return annotated;
}

function documentedType(
  name: string,
  docstring: string | undefined,
  dialect: Dialect,
  names: TypeNames | undefined,
): Type {
  if (docstring === undefined) return unknown;
  const word = escapeRegExp(name);
  const patterns = [
    `:type\\s+${word}\\s*:\\s*([^\\n]+)`,
    `:param\\s+([\\w.[\\], ]+?)\\s+${word}\\s*:`,
    `@param\\s*\\{([^}\\n]+)\\}\\s*\\[?${word}\\b`,
    `^\\s*${word}\\s*\\(([^)\\n]+)\\)\\s*:`,
    `^\\s*${word}\\s*:\\s*([A-Za-z][\\w.[\\], |]*)\\s*$`,
  ];
  for (const pattern of patterns) {
    const found = new RegExp(pattern, 'm').exec(docstring)?.[1];
    if (found === undefined) continue;
    const type = parseType(plain(found), dialect, names);
    if (known(type)) return type;
  }
  const said = describedType(readSections(docstring).parameters.get(name) ?? '');
  return said === undefined ? unknown : parseType(said, 'python');
}

const words: Readonly<Record<string, string>> = { integer: 'int', string: 'str', boolean: 'bool', array: 'list' };

/** `list of integers, optional` as a type would be written. */
function plain(text: string): string {
  const bare = text.trim().replace(/,?\s*optional$/i, '');
  const of = /^(list|set|array)s?\s+of\s+([a-z]+?)s?$/i.exec(bare);
  if (of) return `${of[1]?.toLowerCase() === 'set' ? 'set' : 'list'}[${words[of[2] ?? ''] ?? of[2] ?? ''}]`;
  return words[bare.toLowerCase()] && !/[[<]/.test(bare) ? (words[bare.toLowerCase()] ?? bare) : bare;
}

import type { CallSignature, Member, ServerDiagnostic } from '../../core/ports';

/** What of TypeScript's server protocol is read here. Lines and offsets are counted from one. */
export interface TsLocation {
  readonly line: number;
  readonly offset: number;
}

export interface TsCompletions {
  readonly isIncomplete?: boolean;
  readonly entries: readonly {
    readonly name: string;
    readonly kind: string;
    readonly kindModifiers?: string;
    readonly source?: string;
    readonly hasAction?: boolean;
  }[];
}

interface DisplayPart {
  readonly text: string;
}

export interface TsSignatures {
  readonly items: readonly {
    readonly isVariadic: boolean;
    readonly prefixDisplayParts: readonly DisplayPart[];
    readonly suffixDisplayParts: readonly DisplayPart[];
    readonly separatorDisplayParts: readonly DisplayPart[];
    readonly parameters: readonly {
      readonly name: string;
      readonly isOptional: boolean;
      readonly isRest?: boolean;
      readonly displayParts: readonly DisplayPart[];
    }[];
  }[];
}

export interface TsDiagnostic {
  readonly start: TsLocation;
  readonly end: TsLocation;
  readonly text: string;
  readonly code?: number;
  readonly category: string;
  readonly reportsDeprecated?: object;
}

export interface TsFix {
  readonly description: string;
  readonly changes: readonly {
    readonly fileName: string;
    readonly textChanges: readonly { readonly start: TsLocation; readonly end: TsLocation; readonly newText: string }[];
  }[];
}

const kinds: Readonly<Record<string, Member['kind']>> = {
  method: 'method',
  'construct signature': 'method',
  function: 'function',
  'local function': 'function',
  property: 'property',
  getter: 'property',
  setter: 'property',
  accessor: 'property',
  var: 'variable',
  'local var': 'variable',
  let: 'variable',
  parameter: 'variable',
  const: 'constant',
  class: 'class',
  'local class': 'class',
  interface: 'class',
  type: 'class',
  enum: 'class',
  'type parameter': 'class',
  alias: 'variable',
  module: 'module',
  'external module name': 'module',
  'enum member': 'enumMember',
};

/** Words of the text that the server guesses by (`warning`), keywords and names that an import would bring are no members. */
export function membersOf({ entries }: TsCompletions): Member[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'warning' || entry.kind === 'keyword' || entry.source !== undefined || entry.hasAction === true)
      return [];
    const deprecated = (entry.kindModifiers ?? '').split(',').includes('deprecated');
    return [{ name: entry.name, kind: kinds[entry.kind] ?? 'property', ...(deprecated && { deprecated }) }];
  });
}

export function signaturesOf({ items }: TsSignatures): CallSignature[] {
  const text = (parts: readonly DisplayPart[]): string => parts.map((part) => part.text).join('');
  return items.map((item) => ({
    label:
      text(item.prefixDisplayParts) +
      item.parameters.map((p) => text(p.displayParts)).join(text(item.separatorDisplayParts)) +
      text(item.suffixDisplayParts),
    parameters: item.parameters.map((p, index) => ({
      name: p.name,
      optional: p.isOptional,
      rest: p.isRest ?? (item.isVariadic && index === item.parameters.length - 1),
    })),
  }));
}

const severities: Readonly<Record<string, ServerDiagnostic['severity']>> = {
  error: 'error',
  warning: 'warning',
  suggestion: 'hint',
  message: 'information',
};

export function diagnosticOf(one: TsDiagnostic, offset: (at: TsLocation) => number): ServerDiagnostic {
  return {
    range: { start: offset(one.start), end: offset(one.end) },
    message: one.text,
    ...(one.code !== undefined && { code: String(one.code) }),
    severity: severities[one.category] ?? 'information',
    ...(one.reportsDeprecated && { deprecated: true }),
  };
}

import type { SyntaxNode } from '../../capture/syntax';
import type { DeclaredField, Declaration } from './typeNames';

/** Types that a TypeScript or JavaScript module declares at its top level: interfaces, aliases, enumerations, classes, JSDoc typedefs. */
export function scriptDeclarations(root: SyntaxNode): ReadonlyMap<string, Declaration> {
  const found = new Map<string, Declaration>();
  for (const child of root.namedChildren) {
    if (child.type === 'comment') for (const [name, one] of documented(child.text)) found.set(name, one);
    const node = child.type === 'export_statement' ? child.childForFieldName('declaration') : child;
    const name = node?.childForFieldName('name')?.text;
    const declaration = node && name !== undefined ? declarationOf(name, node) : undefined;
    if (declaration && name !== undefined) found.set(name, declaration);
  }
  return found;
}

function declarationOf(name: string, node: SyntaxNode): Declaration | undefined {
  const parameters = (node.childForFieldName('type_parameters')?.namedChildren ?? []).map(
    (one) => one.childForFieldName('name')?.text ?? one.text,
  );
  const body = node.childForFieldName('body');
  switch (node.type) {
    case 'interface_declaration': {
      const clause = node.namedChildren.find(({ type }) => type === 'extends_type_clause');
      const bases = (clause?.namedChildren ?? []).map(({ text }) => text);
      const members = body?.namedChildren ?? [];
      if (bases.length === 0 && members.length === 1 && members[0]?.type === 'index_signature')
        return { kind: 'alias', source: body?.text ?? '', parameters };
      return { kind: 'record', fields: members.flatMap(property), bases, parameters };
    }
    case 'type_alias_declaration': {
      const source = node.childForFieldName('value')?.text;
      return source === undefined ? undefined : { kind: 'alias', source, parameters };
    }
    case 'enum_declaration': {
      const members = (body?.namedChildren ?? [])
        .filter(({ type }) => type !== 'comment')
        .map((one) => `${name}.${(one.childForFieldName('name') ?? one).text}`);
      return { kind: 'members', members, parameters };
    }
    case 'class_declaration':
      return classDeclaration(name, node, parameters);
    default:
      return undefined;
  }
}

function property(node: SyntaxNode): readonly DeclaredField[] {
  const name = node.childForFieldName('name')?.text;
  if (name === undefined || !/^[A-Za-z_$][\w$]*$/.test(name)) return [];
  const optional = node.children.some(({ type }) => type === '?');
  if (node.type === 'method_signature') {
    const result = typeText(node.childForFieldName('return_type')) ?? 'void';
    return [{ name, type: `() => ${result}`, optional }];
  }
  const type = node.type === 'property_signature' ? typeText(node.childForFieldName('type')) : undefined;
  return type === undefined ? [] : [{ name, type, optional }];
}

const typeText = (annotation: SyntaxNode | null | undefined): string | undefined =>
  annotation?.text.replace(/^\s*:\s*/, '');

function classDeclaration(name: string, node: SyntaxNode, parameters: readonly string[]): Declaration | undefined {
  const members = node.childForFieldName('body')?.namedChildren ?? [];
  const start = members.find((one) => one.childForFieldName('name')?.text === 'constructor');
  if (start && /^(private|protected)\b/.test(start.text)) return undefined;
  const heritage = node.namedChildren.find(({ type }) => type === 'class_heritage')?.text ?? '';
  const base = /\bextends\s+([\w$]+)/.exec(heritage)?.[1];
  const list = start?.childForFieldName('parameters')?.namedChildren ?? [];
  const fields = list.flatMap((one): DeclaredField[] => {
    const pattern = one.childForFieldName('pattern') ?? one.childForFieldName('left') ?? one;
    const field = /^[A-Za-z_$][\w$]*$/.exec(pattern.text)?.[0];
    if (field === undefined) return [];
    const type = typeText(one.childForFieldName('type'));
    const optional =
      one.type === 'optional_parameter' || one.type === 'assignment_pattern' || one.childForFieldName('value') !== null;
    return [{ name: field, ...(type !== undefined && { type }), optional }];
  });
  const bases = start || base === undefined ? [] : [base];
  return { kind: 'made', callee: `new ${name}`, fields, bases, keywords: false, parameters };
}

/** `@typedef {Object} Name` with `@property {type} name` lines, or `@typedef {type} Name`. */
function documented(comment: string): readonly (readonly [string, Declaration])[] {
  const found = /@typedef\s*\{([^}\n]+)\}\s*([A-Za-z_$][\w$]*)/.exec(comment);
  const [, source = '', name = ''] = found ?? [];
  if (name === '') return [];
  if (!/^object$/i.test(source.trim())) return [[name, { kind: 'alias', source, parameters: [] }]];
  const fields = [...comment.matchAll(/@prop(?:erty)?\s*\{([^}\n]+)\}\s*(\[)?([A-Za-z_$][\w$]*)/g)].map(
    ([, type = '', optional, field = '']) => ({
      name: field,
      type: type.replace(/=$/, ''),
      optional: optional === '[' || type.endsWith('='),
    }),
  );
  return [[name, { kind: 'record', fields, bases: [], parameters: [] }]];
}

import type { SyntaxNode } from '../../capture/syntax';
import type { DeclaredField, Declaration } from './typeNames';

/** Types that a Python module declares at its top level: data classes, typed dictionaries, named tuples, enumerations, aliases, classes. */
export function pythonDeclarations(root: SyntaxNode): ReadonlyMap<string, Declaration> {
  const found = new Map<string, Declaration>();
  for (const node of root.namedChildren) {
    const decorated = node.type === 'decorated_definition';
    const definition = decorated ? node.childForFieldName('definition') : node;
    if (definition?.type === 'class_definition') {
      const name = definition.childForFieldName('name')?.text ?? '';
      const decorators = decorated
        ? node.namedChildren.filter(({ type }) => type === 'decorator').map(({ text }) => text)
        : [];
      const declaration = classDeclaration(name, definition, decorators);
      if (declaration) found.set(name, declaration);
    } else {
      const alias = aliasDeclaration(node);
      if (alias) found.set(...alias);
    }
  }
  return found;
}

function classDeclaration(name: string, node: SyntaxNode, decorators: readonly string[]): Declaration | undefined {
  const bases = (node.childForFieldName('superclasses')?.namedChildren ?? []).map(({ text }) => text);
  const plain = bases.filter((text) => !text.includes('=')).map(lastName);
  const is = (pattern: RegExp): boolean => plain.some((base) => pattern.test(base));
  const body = node.childForFieldName('body')?.namedChildren ?? [];
  const parameters = bases.flatMap((base) => /^(?:Generic|Protocol)\[(.+)\]$/.exec(base)?.[1]?.split(/\s*,\s*/) ?? []);
  if (is(/^(Int|Str)?Enum$|^(Int)?Flag$/)) {
    const members = body.flatMap((one) => {
      const left = assignment(one)?.childForFieldName('left');
      return left?.type === 'identifier' && !left.text.startsWith('_') ? [`${name}.${left.text}`] : [];
    });
    return { kind: 'members', members, parameters: [] };
  }
  const data = decorators.some((text) => /@(\w+\.)*(dataclass|define|frozen|attrs|s)\b/.test(text));
  if (is(/^TypedDict$/)) {
    const total = !bases.some((text) => /^total\s*=\s*False$/.test(text));
    return { kind: 'record', fields: annotated(body, !total), bases: [], parameters };
  }
  if (data || is(/^(NamedTuple|BaseModel|Struct)$/)) {
    return { kind: 'made', callee: name, fields: annotated(body, false), bases: plain, keywords: true, parameters };
  }
  if (is(/^(ABC|Protocol)$/) || /\babstractmethod\b/.test(node.text) || bases.some((text) => text.includes('='))) {
    return undefined;
  }
  const start = body.find((one) => methodName(one) === '__init__');
  // A base nobody declares here may ask for anything.
  if (!start && plain.length > 0 && !is(/^(object|Generic)$/))
    return { kind: 'made', callee: name, fields: [], bases: plain, keywords: false, parameters };
  return { kind: 'made', callee: name, fields: start ? given(start) : [], bases: [], keywords: false, parameters };
}

const lastName = (text: string): string => /^[\w.]+/.exec(text)?.[0].split('.').at(-1) ?? '';

function methodName(node: SyntaxNode): string | undefined {
  const definition = node.type === 'decorated_definition' ? node.childForFieldName('definition') : node;
  return definition?.type === 'function_definition' ? definition.childForFieldName('name')?.text : undefined;
}

const assignment = (node: SyntaxNode): SyntaxNode | undefined =>
  node.type === 'expression_statement' && node.namedChild(0)?.type === 'assignment'
    ? (node.namedChild(0) ?? undefined)
    : undefined;

/** `name: type = default` lines of a class body. `allOptional`: of a dictionary whose keys may be missing. */
function annotated(body: readonly SyntaxNode[], allOptional: boolean): readonly DeclaredField[] {
  return body.flatMap((node): DeclaredField[] => {
    const one = assignment(node);
    const name = one?.childForFieldName('left')?.text;
    const type = one?.childForFieldName('type')?.text;
    if (name === undefined || type === undefined || /\bClassVar\b|^KW_ONLY$/.test(type)) return [];
    const value = one?.childForFieldName('right')?.text;
    if (value !== undefined && /\binit\s*=\s*False\b/.test(value)) return [];
    const defaulted = value !== undefined && (!/^(dataclasses\.)?field\(/.test(value) || value.includes('default'));
    const missing = type.startsWith('NotRequired[') || (allOptional && !type.startsWith('Required['));
    return [{ name, type, optional: defaulted || missing }];
  });
}

/** Parameters of `__init__` that a call fills by position. */
function given(start: SyntaxNode): readonly DeclaredField[] {
  const list = start.childForFieldName('parameters')?.namedChildren ?? [];
  const fields: DeclaredField[] = [];
  for (const node of list.slice(1)) {
    if (!/^(identifier|typed_parameter|default_parameter|typed_default_parameter)$/.test(node.type)) break;
    const name =
      node.childForFieldName('name')?.text ?? (node.type === 'identifier' ? node.text : node.namedChild(0)?.text);
    if (name === undefined || name.startsWith('*')) break;
    const type = node.childForFieldName('type')?.text;
    fields.push({ name, ...(type !== undefined && { type }), optional: node.type.includes('default') });
  }
  return fields;
}

/** `UserId = NewType('UserId', int)`, `Point = tuple[int, int]`, `T = TypeVar('T')`, `type Name = …`, `P = namedtuple('P', 'x y')`. */
function aliasDeclaration(node: SyntaxNode): readonly [string, Declaration] | undefined {
  if (node.type === 'type_alias_statement') {
    const [name, source] = node.namedChildren.map(({ text }) => text);
    return name === undefined || source === undefined ? undefined : [name, { kind: 'alias', source, parameters: [] }];
  }
  const one = assignment(node);
  const name = one?.childForFieldName('left')?.text;
  const right = one?.childForFieldName('right');
  if (name === undefined || !/^[A-Za-z_]\w*$/.test(name) || !right) return undefined;
  const alias = (source: string): readonly [string, Declaration] => [name, { kind: 'alias', source, parameters: [] }];
  const made = /^(?:\w+\.)?(NewType|TypeVar|namedtuple)\(([^]*)\)$/.exec(right.text);
  if (made) {
    const rest = (made[2] ?? '')
      .split(',')
      .slice(1)
      .map((part) => part.trim());
    if (made[1] === 'NewType') return alias(rest.join(','));
    if (made[1] === 'TypeVar')
      return alias(
        /\bbound\s*=\s*(.+)$/.exec(rest.join(','))?.[1] ?? rest.find((part) => !part.includes('=')) ?? 'int',
      );
    const names = [
      ...rest
        .join(' ')
        .replace(/\w+\s*=.*$/, '')
        .matchAll(/[A-Za-z_]\w*/g),
    ].map(([text]) => text);
    const fields = names.map((field) => ({ name: field, optional: false }));
    return [name, { kind: 'made', callee: name, fields, bases: [], keywords: true, parameters: [] }];
  }
  const isType =
    one?.childForFieldName('type')?.text.endsWith('TypeAlias') === true ||
    (/^[A-Z]/.test(name) && /^(subscript|binary_operator)$/.test(right.type) && /[[|]/.test(right.text));
  return isType ? alias(right.text) : undefined;
}

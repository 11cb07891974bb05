import type { SyntaxNode } from '../../capture/syntax';
import type { TemplateContext, TypeFacts } from '../template';
import { itemOf } from './itemTypes';
import { splitTop } from './typeText';
import { bare, binary, call, conditional, field, isPython, member, negated, parts, subscript } from './view';

/** What a value is, as far as a template cares. The same words for both languages. */
export type Kind =
  | 'int'
  | 'float'
  /** JavaScript's number. */
  | 'number'
  | 'string'
  | 'boolean'
  | 'list'
  | 'tuple'
  | 'dict'
  | 'set'
  | 'null'
  | 'function'
  | 'iterator'
  | 'object';

export type Kinds = ReadonlySet<Kind>;

const none: Kinds = new Set();
const of = (...kinds: Kind[]): Kinds => new Set(kinds);

const names: readonly (readonly [RegExp, Kind])[] = [
  [/^(int|bigint)$/i, 'int'],
  [/^(float|decimal|fraction)$/i, 'float'],
  [/^number$/i, 'number'],
  [/^(str|string|bytes)$/i, 'string'],
  [/^(bool|boolean)$/i, 'boolean'],
  [/^(list|array|readonlyarray|deque|sequence|mutablesequence|\w*array)$/i, 'list'],
  [/^tuple$/i, 'tuple'],
  [/^(dict|defaultdict|ordereddict|counter|mapping|mutablemapping|map|weakmap|record)$/i, 'dict'],
  [/^(set|frozenset|readonlyset|weakset)$/i, 'set'],
  [/^(none|nonetype|null|undefined|void)$/i, 'null'],
  [/^(function|callable|builtin_function_or_method|method|type)$/i, 'function'],
  [/^(generator|iterator|iterable|map_iterator|range|zip|enumerate|filter|reversed)$/i, 'iterator'],
];

/** Kinds of a type as it is written in an annotation or printed by a runtime: `Optional[List[int]]`, `number[]`, `int | None`. */
export function kindsOfTypeName(text: string): Kinds {
  const kinds = new Set<Kind>();
  const type = text.trim().replace(/^['"]|['"]$/g, '');
  const optional = /^(?:typing\.)?Optional\[(.*)\]$/.exec(type);
  if (optional?.[1] !== undefined) return new Set([...kindsOfTypeName(optional[1]), 'null']);
  const union = /^(?:typing\.)?Union\[(.*)\]$/.exec(type);
  for (const alternative of splitTop(union?.[1] ?? type, union ? ',' : '|')) {
    const plain = alternative.trim();
    if (plain === '' || /^(any|unknown|object|T|Any)$/.test(plain)) return none;
    if (plain.endsWith('[]')) kinds.add('list');
    else if (plain.includes('=>')) kinds.add('function');
    else if (plain.startsWith('{')) kinds.add('object');
    else if (/^['"`]/.test(plain)) kinds.add('string');
    else if (/^-?\d/.test(plain)) kinds.add('number');
    else {
      const head = (/^[\w.]+/.exec(plain)?.[0] ?? '').split('.').pop() ?? '';
      kinds.add(names.find(([pattern]) => pattern.test(head))?.[1] ?? 'object');
    }
  }
  return kinds;
}

/** What well-known functions and methods return, by the last name of the callee. */
const returning: Readonly<Record<'python' | 'javascript', Readonly<Partial<Record<Kind, string>>>>> = {
  python: {
    int: 'len int ord count index find rfind floor ceil',
    float: 'float sqrt',
    string: 'str repr chr bin hex join strip lstrip rstrip lower upper title capitalize replace format zfill input',
    list: 'list sorted split splitlines',
    tuple: 'tuple',
    dict: 'dict defaultdict Counter',
    set: 'set frozenset',
    boolean: 'bool isinstance any all startswith endswith isdigit isalpha isupper islower isspace isalnum',
    iterator: 'range enumerate zip map filter reversed',
  },
  javascript: {
    number:
      'parseInt parseFloat Number indexOf lastIndexOf findIndex charCodeAt codePointAt floor ceil round trunc abs min max pow sqrt push getTime',
    string:
      'String join toString toFixed trim toLowerCase toUpperCase charAt substring substr replace replaceAll padStart padEnd repeat fromCharCode stringify',
    list: 'split map filter sort from flat flatMap splice keys values entries Array',
    boolean: 'isArray isNaN isInteger includes startsWith endsWith some every has Boolean',
    set: 'Set',
    dict: 'Map',
  },
};

const results = {
  python: byName(returning.python),
  javascript: byName(returning.javascript),
};

function byName(kinds: Readonly<Partial<Record<Kind, string>>>): ReadonlyMap<string, Kind> {
  const map = new Map<string, Kind>();
  for (const [kind, callees] of Object.entries(kinds) as [Kind, string][]) {
    for (const name of callees.split(' ')) map.set(name, kind);
  }
  return map;
}

/** Kinds the expression may have; empty when nothing is known. */
export function kindsOf(node: SyntaxNode, context: TemplateContext): Kinds {
  return infer(node, context.types, isPython(context), 0);
}

/** The same without a context, while its types are still being collected. */
export function infer(node: SyntaxNode, types: TypeFacts, python: boolean, depth = 0): Kinds {
  if (depth > 6) return none;
  const again = (n: SyntaxNode | undefined | null): Kinds => (n ? infer(n, types, python, depth + 1) : none);
  switch (node.type) {
    case 'integer':
      return of('int');
    case 'float':
      return of('float');
    case 'number':
      return of('number');
    case 'string':
    case 'concatenated_string':
    case 'template_string':
      return of('string');
    case 'true':
    case 'false':
    case 'not_operator':
      return of('boolean');
    case 'none':
    case 'null':
    case 'undefined':
      return of('null');
    case 'list':
    case 'array':
    case 'list_comprehension':
      return of('list');
    case 'dictionary':
    case 'dictionary_comprehension':
      return of('dict');
    case 'object':
      return of('object');
    case 'set':
    case 'set_comprehension':
      return of('set');
    case 'tuple':
    case 'expression_list':
      return of('tuple');
    case 'generator_expression':
      return of('iterator');
    case 'lambda':
    case 'arrow_function':
    case 'function_expression':
      return of('function');
    case 'parenthesized_expression':
      return again(bare(node).id === node.id ? undefined : bare(node));
    case 'update_expression':
      return of('number');
    case 'identifier':
      return kindsOfNames(types.variables.get(node.text) ?? []);
  }
  if (negated(node)) return of('boolean');
  const sign = field(node, 'operator');
  if (node.type === 'unary_operator' || node.type === 'unary_expression') {
    if (sign?.text === 'typeof') return of('string');
    const inner = again(field(node, 'argument'));
    return inner.size > 0 ? inner : of(python ? 'int' : 'number');
  }
  const choice = conditional(node);
  if (choice) return merge(again(choice.whenTrue), again(choice.whenFalse));
  if (node.type === 'comparison_operator') return of('boolean');
  const pair = binary(node);
  if (pair) {
    if (pair.kind === 'comparison') return of('boolean');
    const left = again(pair.left);
    const right = again(pair.right);
    if (pair.kind === 'boolean') return merge(left, right);
    return arithmetic(pair.text, left, right, python);
  }
  const invoked = call(node);
  if (invoked) {
    if (invoked.isNew) return kindsOfTypeName(invoked.name);
    if (!python && ['slice', 'concat', 'reverse', 'at'].includes(invoked.name) && invoked.receiver) {
      const receiver = again(invoked.receiver);
      return invoked.name === 'at' ? none : receiver;
    }
    const kind = results[python ? 'python' : 'javascript'].get(invoked.name);
    return kind ? of(kind) : none;
  }
  const dot = member(node);
  if (dot) return !python && (dot.property.text === 'length' || dot.property.text === 'size') ? of('number') : none;
  const at = subscript(node);
  if (at) {
    const named = typeNamesOf(node, types);
    if (named.length > 0) return kindsOfNames(named);
    return again(at.object).has('string') && again(at.object).size === 1 ? of('string') : none;
  }
  if (node.type === 'subscript') return again(field(node, 'value'));
  if (node.type === 'await' || node.type === 'await_expression') return none;
  if (node.type === 'assignment_expression' || node.type === 'named_expression') return again(parts(node).at(-1));
  return none;
}

function kindsOfNames(names: Iterable<string>): Kinds {
  const known = new Set<Kind>();
  for (const name of names) {
    const kinds = kindsOfTypeName(name);
    if (kinds.size === 0) return none;
    for (const kind of kinds) known.add(kind);
  }
  return known;
}

/** Names of the types that a variable, or an element of one, is known to have; slices keep the type of the whole. */
export function typeNamesOf(node: SyntaxNode, types: TypeFacts): readonly string[] {
  if (node.type === 'identifier') return [...(types.variables.get(node.text) ?? [])];
  const at = subscript(node);
  if (!at) {
    const whole = node.namedChildren.some((child) => child.type === 'slice') ? field(node, 'value') : undefined;
    return whole ? typeNamesOf(whole, types) : [];
  }
  const items = typeNamesOf(at.object, types).map(itemOf);
  return items.every((item) => item !== undefined) ? items : [];
}

/** A union is only known when both sides are. */
function merge(a: Kinds, b: Kinds): Kinds {
  return a.size === 0 || b.size === 0 ? none : new Set([...a, ...b]);
}

function arithmetic(operator: string, left: Kinds, right: Kinds, python: boolean): Kinds {
  if (operator === '+') {
    if (!python) {
      if (left.has('string') || right.has('string')) return of('string');
      return isOnly(left, 'number') && isOnly(right, 'number') ? of('number') : none;
    }
    const known = left.size > 0 ? left : right;
    if (isOnly(left, 'int') && right.has('float')) return of('float');
    return known;
  }
  if (!python) return of('number');
  if (operator === '/') return of('float');
  if (operator === '*' || operator === '%') {
    for (const kind of ['string', 'list'] as const) if (left.has(kind) || right.has(kind)) return of(kind);
  }
  if (left.has('set')) return of('set');
  if (left.has('float') || right.has('float')) return of('float');
  return left.size > 0 && right.size > 0 ? of('int') : none;
}

const isOnly = (kinds: Kinds, kind: Kind): boolean => kinds.size === 1 && kinds.has(kind);

const groupOf: Readonly<Record<Kind, string>> = {
  int: 'number',
  float: 'number',
  number: 'number',
  boolean: 'number',
  string: 'string',
  list: 'sequence',
  tuple: 'sequence',
  iterator: 'sequence',
  set: 'collection',
  dict: 'mapping',
  object: 'mapping',
  null: 'null',
  function: 'function',
};

/** False only when both are known and nothing one may be is like anything the other may be. */
export function compatible(a: Kinds, b: Kinds): boolean {
  if (a.size === 0 || b.size === 0) return true;
  const groups = new Set([...a].map((kind) => groupOf[kind]));
  if ([...b].some((kind) => groups.has(groupOf[kind]))) return true;
  return onlyNull(a) || onlyNull(b);
}

const onlyNull = (kinds: Kinds): boolean => isOnly(kinds, 'null');

/** True when the expression may be one of the kinds: unknown counts as yes. */
export function may(kinds: Kinds, ...wanted: readonly Kind[]): boolean {
  return kinds.size === 0 || wanted.some((kind) => kinds.has(kind));
}

/** True when the expression is known to be one of the kinds. */
export function surely(kinds: Kinds, ...wanted: readonly Kind[]): boolean {
  return kinds.size > 0 && [...kinds].every((kind) => wanted.includes(kind));
}

export const mayBeNumber = (kinds: Kinds): boolean => may(kinds, 'int', 'float', 'number', 'boolean');
export const surelyNumber = (kinds: Kinds): boolean => surely(kinds, 'int', 'float', 'number', 'boolean');
export const mayBeSequence = (kinds: Kinds): boolean => may(kinds, 'list', 'tuple', 'string', 'iterator');

const hints: readonly (readonly [RegExp, Kind])[] = [
  [
    /^([ijkmn]|mid|lo|hi|low|high|left|right|idx|index|pos|count|counter|num|total|sum|size|length|depth|width|height)$/i,
    'int',
  ],
  [/(_|^)(count|index|idx|num|size|length|total)$|(Count|Index|Size|Length|Total)$/, 'int'],
  [
    /^(s|t|str|string|text|word|line|char|ch|c|name|key|prefix|suffix|sep|message)$|(_(name|text|word|str))$/i,
    'string',
  ],
  [/^(xs|ys|arr|array|lst|list|items|nums|numbers|words|values|elements|stack|queue|result|results|lines)$/i, 'list'],
  [/^(d|dict|map|counts|freq|memo|cache|lookup)$/i, 'dict'],
  [/^(seen|visited)$|set$/i, 'set'],
];

/** What is known, or where nothing is, what the name suggests. A guess ranks proposals; it must not forbid any. */
export function kindsOrGuess(
  node: SyntaxNode,
  context: TemplateContext,
): { readonly kinds: Kinds; readonly known: boolean } {
  const kinds = kindsOf(node, context);
  if (kinds.size > 0) return { kinds, known: true };
  // Sets and dates can be subtracted as well, but rarely are.
  if (/^(-|\/\/|\*\*)$/.test(binary(node)?.text ?? ''))
    return { kinds: of(isPython(context) ? 'int' : 'number'), known: false };
  if (node.type !== 'identifier') return { kinds, known: false };
  const hint = hints.find(([pattern]) => pattern.test(node.text))?.[1];
  return {
    kinds: hint === undefined ? kinds : of(!isPython(context) && hint === 'int' ? 'number' : hint),
    known: false,
  };
}

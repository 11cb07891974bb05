import type { SyntaxNode } from '../../../capture/syntax';
import type { TemplateContext } from '../../template';
import { ancestors, descendants, isBlock, isFunction, layoutOf } from '../statements';

/** What a value is used as, read off the code. A name may have several shapes; none means unknown. */
export type Shape = 'number' | 'string' | 'list' | 'map' | 'set' | 'boolean' | 'object' | 'function' | 'none';

export interface Site {
  readonly name: string;
  /** The name where it is bound. */
  readonly node: SyntaxNode;
  readonly value?: SyntaxNode;
  /** The node inside which the name can be read. */
  readonly scope: SyntaxNode;
  readonly loop: boolean;
}

export interface Facts {
  /** Plain parameters without the receiver. */
  readonly parameters: readonly string[];
  readonly sites: readonly Site[];
  readonly shapes: ReadonlyMap<string, ReadonlySet<Shape>>;
  /** `return` statements of the focal function itself. */
  readonly returns: readonly SyntaxNode[];
  /** Calls of the focal function by itself. */
  readonly recursion: readonly SyntaxNode[];
}

const known = new WeakMap<TemplateContext, Facts>();

export function factsOf(context: TemplateContext): Facts {
  let facts = known.get(context);
  if (!facts) {
    facts = gather(context);
    known.set(context, facts);
  }
  return facts;
}

export function shapesOf(name: string, context: TemplateContext): ReadonlySet<Shape> {
  return factsOf(context).shapes.get(name) ?? new Set();
}

/** True when the name is known to have the shape, or when nothing is known about it. */
export function mayBe(name: string, shape: Shape, context: TemplateContext): boolean {
  const shapes = shapesOf(name, context);
  return shapes.size === 0 || shapes.has(shape);
}

/** Names that hold a value just before `node`: parameters first, then locals in order of appearance. */
export function namesBefore(node: SyntaxNode, context: TemplateContext): string[] {
  const { parameters, sites } = factsOf(context);
  const names = new Set(parameters);
  for (const site of sites) {
    if (site.node.startIndex >= node.startIndex) continue;
    if (site.scope.startIndex <= node.startIndex && node.endIndex <= site.scope.endIndex) names.add(site.name);
  }
  return [...names];
}

/** Loop variables of the loops around `node`, innermost loop first. */
export function loopVariables(node: SyntaxNode, context: TemplateContext): string[] {
  const names: string[] = [];
  for (const at of ancestors(node, context)) names.push(...variablesOfLoop(at));
  return [...new Set(names)];
}

export function variablesOfLoop(loop: SyntaxNode): string[] {
  if (loop.type === 'for_statement' || loop.type === 'for_in_statement') {
    const left = loop.childForFieldName('left');
    if (left) return identifiersIn(left);
    const initializer = loop.childForFieldName('initializer');
    return (initializer?.descendantsOfType('variable_declarator') ?? []).flatMap((d) => {
      const name = d.childForFieldName('name');
      return name?.type === 'identifier' ? [name.text] : [];
    });
  }
  return [];
}

export function identifiersIn(node: SyntaxNode): string[] {
  if (node.type === 'identifier' || node.type === 'shorthand_property_identifier_pattern') return [node.text];
  return [
    ...new Set(node.descendantsOfType(['identifier', 'shorthand_property_identifier_pattern']).map((n) => n.text)),
  ];
}

/** Left and right side of an assignment or of a declaration with a value, whatever statement holds it. */
export function assignmentOf(node: SyntaxNode): { left: SyntaxNode; right: SyntaxNode; operator: string } | undefined {
  if (node.type === 'expression_statement' && node.firstNamedChild) return assignmentOf(node.firstNamedChild);
  if (node.type === 'lexical_declaration' || node.type === 'variable_declaration') {
    const declarators = node.namedChildren.filter((c) => c.type === 'variable_declarator');
    return declarators.length === 1 && declarators[0] ? assignmentOf(declarators[0]) : undefined;
  }
  const declarator = node.type === 'variable_declarator';
  if (!declarator && !/^(augmented_)?assignment(_expression)?$/.test(node.type)) return undefined;
  const left = node.childForFieldName(declarator ? 'name' : 'left');
  const right = node.childForFieldName(declarator ? 'value' : 'right');
  if (!left || !right) return undefined;
  return { left, right, operator: node.childForFieldName('operator')?.text ?? '=' };
}

export interface CallParts {
  readonly callee: SyntaxNode;
  readonly receiver?: SyntaxNode;
  /** Name of the function or method. */
  readonly name: string;
  readonly args: readonly SyntaxNode[];
}

export function callOf(node: SyntaxNode): CallParts | undefined {
  if (node.type === 'expression_statement' && node.firstNamedChild) return callOf(node.firstNamedChild);
  if (node.type !== 'call' && node.type !== 'call_expression') return undefined;
  const callee = node.childForFieldName('function');
  const list = node.childForFieldName('arguments');
  if (!callee || !list) return undefined;
  const args = list.type.startsWith('argument') ? list.namedChildren.filter((c) => c.type !== 'comment') : [list];
  const receiver = callee.childForFieldName('object');
  const name = callee.childForFieldName('attribute') ?? callee.childForFieldName('property') ?? callee;
  return receiver ? { callee, receiver, name: name.text, args } : { callee, name: name.text, args };
}

const ofAnnotation: readonly (readonly [RegExp, Shape])[] = [
  [/^(int|float|number|complex|Decimal|bigint|Number)$/i, 'number'],
  [/^(str|string)$/i, 'string'],
  [/^(bool|boolean)$/i, 'boolean'],
  [/^(list|List|Sequence|Iterable|MutableSequence|Array|ReadonlyArray|tuple|Tuple|deque)\b|\[\]$/, 'list'],
  [/^(dict|Dict|Mapping|MutableMapping|defaultdict|Counter|Map|Record|OrderedDict)\b/, 'map'],
  [/^(set|Set|frozenset|ReadonlySet)\b/, 'set'],
  [/^(Callable\b|function$|\()/, 'function'],
  [/^(None|NoneType|null|undefined|void)$/, 'none'],
];

export function shapesOfAnnotation(annotation: string): Shape[] {
  return annotation
    .replace(/^Optional\[(.*)\]$/s, '$1|None')
    .replace(/^Union\[(.*)\]$/s, (_, inner: string) => inner.replaceAll(',', '|'))
    .split('|')
    .map((part) => part.trim().replace(/^typing\./, ''))
    .map((part) => ofAnnotation.find(([pattern]) => pattern.test(part))?.[1] ?? 'object');
}

const methodShapes: readonly (readonly [RegExp, Shape])[] = [
  [
    /^(append|extend|insert|sort|reverse|push|unshift|shift|splice|concat|map|filter|forEach|reduce|some|every|fill|flat)$/,
    'list',
  ],
  [/^(items|keys|values|setdefault|get|entries)$/, 'map'],
  [/^(add|discard|union|intersection|difference|issubset|isdisjoint)$/, 'set'],
  [
    /^(upper|lower|strip|lstrip|rstrip|split|join|startswith|endswith|isdigit|isalpha|title|format|encode|toUpperCase|toLowerCase|trim|charAt|charCodeAt|startsWith|endsWith|padStart|padEnd|match)$/,
    'string',
  ],
  [/^(toFixed)$/, 'number'],
];
const numeric =
  /^(len|int|float|abs|sum|min|max|round|ord|pow|floor|ceil|sqrt|parseInt|parseFloat|Number|indexOf|find|count|trunc)$/;

/** The shape of an expression's value, as far as its form tells. */
export function shapeOfExpression(
  node: SyntaxNode,
  shapes?: ReadonlyMap<string, ReadonlySet<Shape>>,
): Shape | undefined {
  switch (node.type) {
    case 'integer':
    case 'float':
    case 'number':
    case 'update_expression':
      return 'number';
    case 'string':
    case 'concatenated_string':
    case 'template_string':
      return 'string';
    case 'list':
    case 'list_comprehension':
    case 'array':
    case 'tuple':
      return 'list';
    case 'dictionary':
    case 'dictionary_comprehension':
    case 'object':
      return 'map';
    case 'set':
    case 'set_comprehension':
      return 'set';
    case 'true':
    case 'false':
    case 'comparison_operator':
    case 'not_operator':
      return 'boolean';
    case 'none':
    case 'null':
    case 'undefined':
      return 'none';
    case 'lambda':
    case 'arrow_function':
    case 'function_expression':
      return 'function';
    case 'parenthesized_expression':
      return node.firstNamedChild ? shapeOfExpression(node.firstNamedChild, shapes) : undefined;
    case 'identifier': {
      const own = [...(shapes?.get(node.text) ?? [])];
      return own.length === 1 ? own[0] : own.find((shape) => shape !== 'none');
    }
    case 'unary_operator':
      return 'number';
    case 'unary_expression':
      return node.text.startsWith('!') ? 'boolean' : node.text.startsWith('typeof') ? 'string' : 'number';
    case 'binary_operator':
    case 'binary_expression': {
      const operator = node.childForFieldName('operator')?.text ?? '';
      if (/^([<>]=?|[!=]==?|in|instanceof)$/.test(operator)) return 'boolean';
      if (/^[-/]|\*\*|>>|<<|[&|^]$/.test(operator) && !/^(&&|\|\|)$/.test(operator)) return 'number';
      const sides = [node.childForFieldName('left'), node.childForFieldName('right')].flatMap((side) =>
        side ? [shapeOfExpression(side, shapes)] : [],
      );
      if (operator === '%' && sides[0] !== 'string') return 'number';
      return sides.find((s) => s === 'string' || s === 'list') ?? sides.find((s) => s !== undefined);
    }
    case 'subscript': {
      const index = node.childForFieldName('subscript');
      const value = node.childForFieldName('value');
      return index?.type === 'slice' && value ? (shapeOfExpression(value, shapes) ?? 'list') : undefined;
    }
    case 'call':
    case 'call_expression': {
      const call = callOf(node);
      if (!call) return undefined;
      if (/^(slice|concat)$/.test(call.name))
        return call.receiver ? (shapeOfExpression(call.receiver, shapes) ?? 'list') : undefined;
      if (numeric.test(call.name)) return 'number';
      if (
        /^(str|String|repr|join|chr|upper|lower|strip|toString|toFixed|trim|toUpperCase|toLowerCase|repeat)$/.test(
          call.name,
        )
      )
        return 'string';
      if (/^(list|sorted|range|split|map|filter|reversed|zip|from|deque|keys|entries|values)$/.test(call.name))
        return 'list';
      if (/^(dict|defaultdict|Counter|OrderedDict)$/.test(call.name)) return 'map';
      if (/^(set|frozenset)$/.test(call.name)) return 'set';
      if (
        /^(bool|Boolean|any|all|isinstance|some|every|includes|has|startswith|startsWith|isdigit|isalpha)$/.test(
          call.name,
        )
      )
        return 'boolean';
      return undefined;
    }
    case 'new_expression': {
      const name = node.childForFieldName('constructor')?.text;
      return name === 'Map' ? 'map' : name === 'Set' ? 'set' : name === 'Array' ? 'list' : 'object';
    }
    default:
      return undefined;
  }
}

function gather(context: TemplateContext): Facts {
  const { root, focal } = context;
  const shapes = new Map<string, Set<Shape>>();
  const mark = (name: string, shape: Shape | undefined): void => {
    if (shape === undefined) return;
    const own = shapes.get(name);
    if (own) own.add(shape);
    else shapes.set(name, new Set([shape]));
  };
  for (const parameter of focal.parameters) {
    if (parameter.type !== undefined) shapesOfAnnotation(parameter.type).forEach((s) => mark(parameter.name, s));
    else if (parameter.kind === 'rest') mark(parameter.name, 'list');
    else if (parameter.kind === 'keywordRest') mark(parameter.name, 'map');
  }
  for (const [name, types] of context.types.variables) {
    for (const type of types) shapesOfAnnotation(type).forEach((s) => mark(name, s));
  }
  const sites: Site[] = [];
  const returns: SyntaxNode[] = [];
  const recursion: SyntaxNode[] = [];
  for (const node of descendants(root, true)) {
    const bound = bindingsAt(node);
    for (const { name, value, loop } of bound) {
      sites.push({ name: name.text, node: name, ...(value && { value }), scope: scopeOf(name, context), loop });
      if (value && !loop) mark(name.text, shapeOfExpression(value, shapes));
    }
    use(node, mark, shapes);
    if (node.type === 'return_statement' && ownerOf(node)?.id === root.id) returns.push(node);
    const call = callOf(node);
    if (call?.name === focal.name && isSelf(call, context)) recursion.push(node);
  }
  const parameters = focal.parameters
    .filter((p) => p.kind === 'plain' || p.kind === 'rest')
    .map((p) => p.name)
    .filter((name, index) => !(index === 0 && /^(self|cls|this)$/.test(name)));
  return { parameters, sites, shapes, returns, recursion };
}

function isSelf(call: CallParts, context: TemplateContext): boolean {
  return (
    !call.receiver || /^(self|cls|this)$/.test(call.receiver.text) || call.receiver.text === context.focal.className
  );
}

function ownerOf(node: SyntaxNode): SyntaxNode | undefined {
  let at = node.parent;
  while (at && !isFunction(at)) at = at.parent;
  return at ?? undefined;
}

function* bindingsAt(node: SyntaxNode): Generator<{ name: SyntaxNode; value?: SyntaxNode; loop: boolean }> {
  if (/^(assignment|assignment_expression|variable_declarator|named_expression)$/.test(node.type)) {
    const declarator = node.type === 'variable_declarator' || node.type === 'named_expression';
    const left = node.childForFieldName(declarator ? 'name' : 'left');
    const value = node.childForFieldName(declarator ? 'value' : 'right') ?? undefined;
    if (!left) return;
    if (left.type === 'identifier') yield { name: left, ...(value && { value }), loop: false };
    else if (/(pattern|pattern_list|tuple)$/.test(left.type)) {
      const names = left.descendantsOfType(['identifier', 'shorthand_property_identifier_pattern']);
      const values = value && /^(expression_list|tuple|array)$/.test(value.type) ? value.namedChildren : [];
      for (const [index, name] of names.entries()) {
        const own = values.length === names.length ? values[index] : undefined;
        yield { name, ...(own && { value: own }), loop: false };
      }
    }
  } else if (node.type === 'for_statement' || node.type === 'for_in_statement') {
    const left = node.childForFieldName('left');
    const value = node.childForFieldName('right') ?? undefined;
    const names = left?.type === 'identifier' ? [left] : (left?.descendantsOfType('identifier') ?? []);
    for (const name of names) yield { name, ...(value && { value }), loop: true };
  } else if (node.type === 'as_pattern_target' && node.firstNamedChild?.type === 'identifier') {
    yield { name: node.firstNamedChild, loop: false };
  }
}

function scopeOf(name: SyntaxNode, context: TemplateContext): SyntaxNode {
  const { python } = layoutOf(context);
  const hoisted =
    python || /^var\b/.test(name.parent?.parent?.text ?? '') || name.parent?.type !== 'variable_declarator';
  for (let at = name.parent; at && at.id !== context.root.id; at = at.parent) {
    if (isFunction(at)) return at;
    if (at.type === 'for_in_statement' && !python) return at;
    if (at.type === 'for_statement') {
      const left = at.childForFieldName('left');
      const bindsHere = left && left.startIndex <= name.startIndex && name.endIndex <= left.endIndex;
      if (!python || bindsHere) return at;
    }
    if (!hoisted && isBlock(at, context)) return at;
  }
  return context.root;
}

type Mark = (name: string, shape: Shape | undefined) => void;

function use(node: SyntaxNode, mark: Mark, shapes: ReadonlyMap<string, ReadonlySet<Shape>>): void {
  const name = (n: SyntaxNode | null | undefined): string | undefined =>
    n?.type === 'identifier' ? n.text : undefined;
  const to = (n: SyntaxNode | null | undefined, shape: Shape | undefined): void => {
    const text = name(n);
    if (text !== undefined) mark(text, shape);
  };
  const call = callOf(node);
  if (node.type === 'expression_statement') return;
  if (call?.receiver) to(call.receiver, methodShapes.find(([pattern]) => pattern.test(call.name))?.[1]);
  if (call && !call.receiver && call.args.length === 1) {
    if (/^(len|sum|sorted|reversed|enumerate|min|max|any|all|iter|list|tuple)$/.test(call.name))
      to(call.args[0], weak(call.args[0], shapes));
    if (/^(range|abs|chr|isNaN|bin|hex)$/.test(call.name)) to(call.args[0], 'number');
    if (/^(ord)$/.test(call.name)) to(call.args[0], 'string');
  }
  if (call && !call.receiver && call.name === 'range') call.args.forEach((arg) => to(arg, 'number'));
  if (call?.receiver?.text === 'Math') call.args.forEach((arg) => to(arg, 'number'));
  if (node.type === 'attribute' || node.type === 'member_expression') {
    const object = node.childForFieldName('object');
    const property = (node.childForFieldName('attribute') ?? node.childForFieldName('property'))?.text;
    const called = node.parent && callOf(node.parent)?.callee.id === node.id;
    if (property === 'length') to(object, weak(object, shapes));
    else if (property === 'size') to(object, 'set');
    else if (!called && !/^(self|this|cls|Math|Number)$/.test(object?.text ?? '')) to(object, 'object');
  }
  if (node.type === 'subscript' || node.type === 'subscript_expression') {
    const index = node.childForFieldName('subscript') ?? node.childForFieldName('index');
    const object = node.childForFieldName('value') ?? node.childForFieldName('object');
    to(object, index && shapeOfExpression(index, shapes) === 'string' ? 'map' : weak(object, shapes));
    if (index?.type === 'slice') index.namedChildren.forEach((bound) => to(bound, 'number'));
  }
  if (node.type === 'for_statement' || node.type === 'for_in_statement') {
    const right = node.childForFieldName('right');
    if (node.type === 'for_statement' || node.childForFieldName('operator')?.text === 'of')
      to(right, weak(right, shapes));
    const left = node.childForFieldName('left');
    if (right && callOf(right)?.name === 'range') to(left, 'number');
    if (right && callOf(right)?.name === 'enumerate') to(left?.firstNamedChild, 'number');
  }
  if (node.type === 'update_expression') to(node.childForFieldName('argument'), 'number');
  if (node.type === 'comparison_operator' || /^(augmented_assignment|binary_)/.test(node.type))
    operands(node, to, shapes);
}

/** A sized or indexed thing is taken for a list unless it is known to be something else. */
function weak(node: SyntaxNode | null | undefined, shapes: ReadonlyMap<string, ReadonlySet<Shape>>): Shape | undefined {
  const own = node ? shapes.get(node.text) : undefined;
  return own && [...own].some((s) => s !== 'none' && s !== 'object') ? undefined : 'list';
}

function operands(
  node: SyntaxNode,
  to: (n: SyntaxNode | null | undefined, shape: Shape | undefined) => void,
  shapes: ReadonlyMap<string, ReadonlySet<Shape>>,
): void {
  const children = node.namedChildren;
  const [left, right] = [children[0], children.at(-1)];
  if (!left || !right) return;
  const operator = node.children.find((c) => !c.isNamed)?.text ?? '';
  if (/^(&&|\|\||\?\?|in|not|is|instanceof|[!=]==?)$/.test(operator)) return;
  if (/^(-|\/|\*\*|-=|\/=|\/\/|\/\/=|%=|&|\||\^|>>|<<)$/.test(operator)) {
    for (const side of [left, right]) if (!shapes.get(side.text)?.size) to(side, 'number');
    return;
  }
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const shape = shapeOfExpression(other, shapes);
    if (shape === 'number' || shape === 'string') {
      if (operator === '*' || (operator === '%' && side.id === left.id && shape === 'string')) continue;
      to(side, shape);
    } else if (shape === 'list' && /^\+=?$/.test(operator)) to(side, 'list');
  }
}

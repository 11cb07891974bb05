import { assignmentOf, callOf, variablesOfLoop, type CallParts } from './parts';
import { methodShapes, shapeOfExpression, shapesOfAnnotation, type Shape } from './shapes';
import type { SyntaxNode } from '../../../capture/syntax';
import type { TemplateContext } from '../../template';
import { ancestors, descendants, isBlock, isFunction, layoutOf } from '../statements';

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
  for (const statement of root.tree.rootNode.namedChildren) {
    const held = statement.type === 'export_statement' ? statement.childForFieldName('declaration') : statement;
    const constant = held && assignmentOf(held);
    if (constant?.left.type === 'identifier') mark(constant.left.text, shapeOfExpression(constant.right));
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

import type { SyntaxNode } from '../../capture/syntax';
import type { TemplateContext } from '../template';

/** The parts of syntax the templates speak of, read the same way in every language. */

export const isPython = (context: TemplateContext): boolean => context.language.id === 'python';

const remembered = new WeakMap<SyntaxNode, Map<string, SyntaxNode | undefined>>();

/**
 * Keeps what a node says about itself. Every property of a tree-sitter node is a call into WebAssembly, and each template
 * asks the same ones: remembering them makes the walk several times faster. Trees are not edited while templates look at them.
 */
function remember(node: SyntaxNode, parent?: SyntaxNode): SyntaxNode {
  if (remembered.has(node)) return node;
  remembered.set(node, new Map());
  Object.defineProperties(node, {
    type: { value: node.type },
    endIndex: { value: node.endIndex },
    text: { value: node.text },
    ...(parent && { parent: { value: parent } }),
  });
  return node;
}

/** Named children that are no comments. */
export function parts(node: SyntaxNode): readonly SyntaxNode[] {
  return node.namedChildren.filter((child) => remember(child, node).type !== 'comment' && !child.isMissing);
}

export function field(node: SyntaxNode, name: string): SyntaxNode | undefined {
  const known = remembered.get(node);
  if (known?.has(name)) return known.get(name);
  const child = node.childForFieldName(name);
  const found = child ? remember(child, node) : undefined;
  known?.set(name, found);
  return found;
}

export type OperatorKind = 'comparison' | 'boolean' | 'arithmetic';

const booleanOperators = new Set(['and', 'or', '&&', '||', '??']);
const comparisonOperators = new Set([
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '===',
  '!==',
  'in',
  'not in',
  'is',
  'is not',
  'instanceof',
]);

export function operatorKind(operator: string): OperatorKind {
  if (booleanOperators.has(operator)) return 'boolean';
  return comparisonOperators.has(operator) ? 'comparison' : 'arithmetic';
}

export interface Binary {
  readonly node: SyntaxNode;
  readonly left: SyntaxNode;
  readonly operator: SyntaxNode;
  /** The operator's text, blanks normalised (`not in`). */
  readonly text: string;
  readonly right: SyntaxNode;
  readonly kind: OperatorKind;
}

const binaryNodes = new Set(['binary_expression', 'binary_operator', 'boolean_operator']);

/** The operator and operands of each pair in the expression: one, or several for a chained comparison (`a < b < c`). */
export function binaries(node: SyntaxNode): readonly Binary[] {
  if (node.type === 'comparison_operator') {
    const found: Binary[] = [];
    let left: SyntaxNode | undefined;
    let operator: SyntaxNode | undefined;
    for (const child of node.children) {
      if (child.type === 'comment') continue;
      if (!child.isNamed) operator = child;
      else {
        if (left && operator) found.push(view(node, left, operator, child));
        left = child;
      }
    }
    return found;
  }
  if (!binaryNodes.has(node.type)) return [];
  const left = field(node, 'left');
  const operator = field(node, 'operator');
  const right = field(node, 'right');
  return left && operator && right ? [view(node, left, operator, right)] : [];
}

/** The single operator of an expression; undefined for a chained comparison and for everything else. */
export function binary(node: SyntaxNode, kind?: OperatorKind): Binary | undefined {
  const found = binaries(node);
  const only = found.length === 1 ? found[0] : undefined;
  return only && (!kind || only.kind === kind) ? only : undefined;
}

function view(node: SyntaxNode, left: SyntaxNode, operator: SyntaxNode, right: SyntaxNode): Binary {
  const text = operator.text.replace(/\s+/g, ' ');
  return { node, left, operator, text, right, kind: operatorKind(text) };
}

export interface Call {
  readonly node: SyntaxNode;
  readonly callee: SyntaxNode;
  /** `len`, `xs.sort`: the last name of the callee; empty when it has none. */
  readonly name: string;
  readonly nameNode: SyntaxNode | undefined;
  /** What stands before the dot. */
  readonly receiver: SyntaxNode | undefined;
  readonly list: SyntaxNode;
  /** Arguments in order, keyword arguments and splats included. */
  readonly args: readonly SyntaxNode[];
  readonly isNew: boolean;
}

export function call(node: SyntaxNode): Call | undefined {
  const isNew = node.type === 'new_expression';
  if (node.type !== 'call' && node.type !== 'call_expression' && !isNew) return undefined;
  const callee = field(node, isNew ? 'constructor' : 'function');
  const list = field(node, 'arguments');
  if (!callee || !list || list.type === 'template_string') return undefined;
  const dot = member(callee);
  const nameNode = dot ? dot.property : callee.type === 'identifier' ? callee : undefined;
  return {
    node,
    callee,
    name: nameNode?.text ?? '',
    nameNode,
    receiver: dot?.object,
    list,
    args: list.type === 'generator_expression' ? [list] : parts(list),
    isNew,
  };
}

export interface MemberAccess {
  readonly object: SyntaxNode;
  readonly property: SyntaxNode;
}

export function member(node: SyntaxNode): MemberAccess | undefined {
  if (node.type !== 'attribute' && node.type !== 'member_expression') return undefined;
  const object = field(node, 'object');
  const property = field(node, node.type === 'attribute' ? 'attribute' : 'property');
  return object && property ? { object, property } : undefined;
}

export interface Subscript {
  readonly object: SyntaxNode;
  readonly index: SyntaxNode;
}

/** `xs[i]` with one index that is no slice. */
export function subscript(node: SyntaxNode): Subscript | undefined {
  if (node.type === 'subscript_expression') {
    const object = field(node, 'object');
    const index = field(node, 'index');
    return object && index ? { object, index } : undefined;
  }
  if (node.type !== 'subscript') return undefined;
  const object = field(node, 'value');
  const indices = node.childrenForFieldName('subscript');
  const index = indices[0];
  return object && index && indices.length === 1 && index.type !== 'slice' ? { object, index } : undefined;
}

/** Every index of Python's `xs[i, j]`, slices left out; none for other nodes. */
export function subscripts(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type !== 'subscript') return [];
  return node
    .childrenForFieldName('subscript')
    .filter((index) => index.isNamed && index.type !== 'slice')
    .map((index) => remember(index, node));
}

export interface Slice {
  readonly node: SyntaxNode;
  readonly start: SyntaxNode | undefined;
  readonly stop: SyntaxNode | undefined;
  readonly step: SyntaxNode | undefined;
}

/** Python's `a:b:c`. */
export function slice(node: SyntaxNode): Slice | undefined {
  if (node.type !== 'slice') return undefined;
  const bounds: (SyntaxNode | undefined)[] = [undefined, undefined, undefined];
  let at = 0;
  for (const child of node.children) {
    if (child.type === ':') at++;
    else if (child.isNamed && child.type !== 'comment') bounds[at] = child;
  }
  return { node, start: bounds[0], stop: bounds[1], step: bounds[2] };
}

export interface Assignment {
  readonly node: SyntaxNode;
  readonly left: SyntaxNode;
  readonly right: SyntaxNode;
  /** `+=`; undefined for a plain assignment. */
  readonly operator: SyntaxNode | undefined;
  /** `let x = 1`. */
  readonly declares: boolean;
}

export function assignment(node: SyntaxNode): Assignment | undefined {
  const declares = node.type === 'variable_declarator';
  const augmented = node.type === 'augmented_assignment' || node.type === 'augmented_assignment_expression';
  if (!declares && !augmented && node.type !== 'assignment' && node.type !== 'assignment_expression') return undefined;
  const left = field(node, declares ? 'name' : 'left');
  const right = field(node, declares ? 'value' : 'right');
  if (!left || !right) return undefined;
  return { node, left, right, operator: augmented ? field(node, 'operator') : undefined, declares };
}

/** The expression without its parentheses. */
export function bare(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.type === 'parenthesized_expression') {
    const inside = parts(at)[0];
    if (!inside) break;
    at = inside;
  }
  return at;
}

/** The operand of `not x` / `!x`. */
export function negated(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'not_operator') return field(node, 'argument');
  if (node.type === 'unary_expression' && field(node, 'operator')?.text === '!') return field(node, 'argument');
  return undefined;
}

export interface Conditional {
  readonly condition: SyntaxNode;
  readonly whenTrue: SyntaxNode;
  readonly whenFalse: SyntaxNode;
}

export function conditional(node: SyntaxNode): Conditional | undefined {
  if (node.type === 'conditional_expression') {
    const [whenTrue, condition, whenFalse] = parts(node);
    return whenTrue && condition && whenFalse ? { condition, whenTrue, whenFalse } : undefined;
  }
  if (node.type !== 'ternary_expression') return undefined;
  const condition = field(node, 'condition');
  const whenTrue = field(node, 'consequence');
  const whenFalse = field(node, 'alternative');
  return condition && whenTrue && whenFalse ? { condition, whenTrue, whenFalse } : undefined;
}

const conditionHolders = new Set([
  'if_statement',
  'elif_clause',
  'while_statement',
  'do_statement',
  'for_statement',
  'conditional_expression',
  'ternary_expression',
  'if_clause',
  'assert_statement',
]);

/** The condition a statement, clause or conditional expression tests, without parentheses. */
export function conditionOf(node: SyntaxNode): SyntaxNode | undefined {
  if (!conditionHolders.has(node.type)) return undefined;
  const found =
    node.type === 'if_clause' || node.type === 'assert_statement'
      ? parts(node)[0]
      : (conditional(node)?.condition ?? field(node, 'condition'));
  if (!found) return undefined;
  const inner = found.type === 'expression_statement' ? parts(found)[0] : found;
  return inner && bare(inner);
}

/** True when the node is the tested condition of its holder (parentheses aside). */
export function isCondition(node: SyntaxNode): boolean {
  let at = node;
  while (at.parent && (at.parent.type === 'parenthesized_expression' || at.parent.type === 'expression_statement')) {
    at = at.parent;
  }
  return at.parent !== null && conditionOf(at.parent)?.id === bare(node).id;
}

/** True when the node gives a name a value or a member its name: it is no expression that could be replaced by another. */
export function isBinding(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (!parent) return true;
  switch (parent.type) {
    case 'parameters':
    case 'formal_parameters':
    case 'lambda_parameters':
    case 'typed_parameter':
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
    case 'rest_pattern':
    case 'required_parameter':
    case 'optional_parameter':
    case 'pattern_list':
    case 'tuple_pattern':
    case 'array_pattern':
    case 'object_pattern':
    case 'global_statement':
    case 'nonlocal_statement':
    case 'as_pattern_target':
    case 'import_specifier':
    case 'dotted_name':
    case 'type':
    case 'type_annotation':
    case 'catch_clause':
    case 'class_definition':
    case 'class_declaration':
      return true;
    case 'keyword_argument':
    case 'default_parameter':
    case 'typed_default_parameter':
    case 'function_definition':
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'function_expression':
    case 'method_definition':
    case 'variable_declarator':
    case 'named_expression':
      return field(parent, 'name')?.id === node.id;
    case 'assignment_pattern':
    case 'for_statement':
    case 'for_in_statement':
    case 'for_in_clause':
      return field(parent, 'left')?.id === node.id;
    case 'arrow_function':
      return field(parent, 'parameter')?.id === node.id;
    case 'attribute':
      return field(parent, 'attribute')?.id === node.id;
    case 'member_expression':
      return field(parent, 'property')?.id === node.id;
    case 'pair':
      return field(parent, 'key')?.id === node.id && node.type !== 'identifier';
    default:
      return false;
  }
}

/** The left side of an assignment (writing it is not reading it). */
export function isTarget(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (!parent) return false;
  const found = assignment(parent);
  if (found) return found.left.id === node.id;
  return parent.type === 'update_expression' || isBinding(node);
}

/** Walks the named nodes below and including `node` in document order; comments and type annotations are left out. */
export function* descend(node: SyntaxNode): Generator<SyntaxNode> {
  yield remember(node);
  for (const child of node.namedChildren) {
    remember(child, node);
    if (child.type !== 'comment' && child.type !== 'type' && child.type !== 'type_annotation') yield* descend(child);
  }
}

/** The nearest enclosing node of one of the kinds, inside `root`. */
export function enclosing(
  node: SyntaxNode,
  kinds: readonly string[],
  context: TemplateContext,
): SyntaxNode | undefined {
  for (let at = node.parent; at && at.startIndex >= context.root.startIndex; at = at.parent) {
    if (kinds.includes(at.type)) return at;
    if (at.id === context.root.id) return undefined;
  }
  return undefined;
}

import type { SyntaxNode } from '../../capture/syntax';
import { assignment, field } from './view';

export type Site =
  | 'returned'
  | 'assigned'
  | 'argument'
  | 'compared'
  | 'operand'
  | 'condition'
  | 'iterated'
  | 'index'
  | 'element'
  | 'receiver';

const operators = new Set(['binary_operator', 'binary_expression', 'boolean_operator', 'augmented_assignment']);

/** Where an expression's value goes; undefined for names being bound, operators' parts that are no values, and statements. */
export function siteOf(node: SyntaxNode): Site | undefined {
  const parent = node.parent;
  if (!parent || !node.isNamed) return undefined;
  switch (parent.type) {
    case 'return_statement':
    case 'yield':
    case 'yield_expression':
      return 'returned';
    case 'argument_list':
    case 'arguments':
      return /keyword|splat|spread|comment/.test(node.type) ? undefined : 'argument';
    case 'keyword_argument':
      return field(parent, 'value')?.id === node.id ? 'argument' : undefined;
    case 'comparison_operator':
      return 'compared';
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
    case 'if_clause':
      return field(parent, 'body')?.id === node.id || /block|statement|clause/.test(node.type)
        ? undefined
        : 'condition';
    case 'for_statement':
    case 'for_in_statement':
    case 'for_in_clause':
      return field(parent, 'right')?.id === node.id ? 'iterated' : undefined;
    case 'subscript':
      return field(parent, 'value')?.id === node.id ? 'receiver' : node.type === 'slice' ? undefined : 'index';
    case 'subscript_expression':
      return field(parent, 'object')?.id === node.id ? 'receiver' : 'index';
    case 'attribute':
    case 'member_expression':
      return field(parent, 'object')?.id === node.id ? 'receiver' : undefined;
    case 'list':
    case 'array':
    case 'tuple':
    case 'set':
    case 'expression_list':
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
      return /clause|splat|spread/.test(node.type) ? undefined : 'element';
    case 'pair':
      return field(parent, 'value')?.id === node.id ? 'element' : undefined;
    case 'parenthesized_expression':
      return siteOf(parent);
    case 'conditional_expression':
    case 'ternary_expression': {
      const outer = siteOf(parent);
      return outer === 'returned' || outer === 'assigned' ? outer : 'operand';
    }
    case 'arrow_function':
    case 'lambda':
      return field(parent, 'body')?.id === node.id && node.type !== 'statement_block' ? 'returned' : undefined;
    default: {
      const assigned = assignment(parent);
      if (assigned) return assigned.right.id === node.id ? 'assigned' : undefined;
      if (!operators.has(parent.type)) return undefined;
      const operator = field(parent, 'operator')?.text ?? '';
      return /^([<>]=?|[!=]==?|in|instanceof)$/.test(operator) ? 'compared' : 'operand';
    }
  }
}

import type { SyntaxNode } from '../../../capture/syntax';

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

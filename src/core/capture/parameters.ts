import type { Parameter } from '../model/focalFunction';
import type { SyntaxNode } from './syntax';

/** Parameters of a function node of any of the grammars; separators (`*`, `/`) and TypeScript's `this` are no parameters. */
export function parametersOf(node: SyntaxNode): readonly Parameter[] {
  const single = node.childForFieldName('parameter');
  if (single) return [{ name: single.text, kind: 'plain' }];
  const list = node.childForFieldName('parameters');
  if (!list) return [];
  return list.namedChildren.flatMap((child) => {
    const parameter = parameterOf(child);
    return parameter ? [parameter] : [];
  });
}

function parameterOf(node: SyntaxNode): Parameter | undefined {
  switch (node.type) {
    case 'identifier':
      return { name: node.text, kind: 'plain' };
    case 'rest_pattern':
    case 'list_splat_pattern':
      return { name: bare(node), kind: 'rest' };
    case 'dictionary_splat_pattern':
      return { name: bare(node), kind: 'keywordRest' };
    case 'object_pattern':
    case 'array_pattern':
    case 'tuple_pattern':
      return { name: node.text, kind: 'destructured' };
    case 'assignment_pattern':
      return described(node.childForFieldName('left'), null, node.childForFieldName('right'));
    case 'default_parameter':
    case 'typed_default_parameter':
      return described(node.childForFieldName('name'), node.childForFieldName('type'), node.childForFieldName('value'));
    case 'typed_parameter':
      return described(node.namedChild(0), node.childForFieldName('type'), null);
    case 'required_parameter':
    case 'optional_parameter': {
      const type = node.childForFieldName('type');
      return described(node.childForFieldName('pattern'), type, node.childForFieldName('value'));
    }
    default:
      return undefined;
  }
}

const bare = (node: SyntaxNode): string => node.text.replace(/^(\.\.\.|\*\*?)\s*/, '');

function described(
  pattern: SyntaxNode | null,
  type: SyntaxNode | null,
  value: SyntaxNode | null,
): Parameter | undefined {
  const inner = pattern && parameterOf(pattern);
  if (!inner) return undefined;
  return {
    ...inner,
    ...(type && { type: typeText(type) }),
    ...(value && { defaultValue: value.text }),
  };
}

/** Annotation without TypeScript's leading colon. */
export function typeText(node: SyntaxNode): string {
  return node.text.replace(/^\s*:\s*/, '');
}

import type { SyntaxNode } from '../capture/syntax';
import type { Monitor } from './monitor';
import { excerpt, lineOf, nodesOf } from './subject';

/** The caller's own list or object is changed where it was not before. Sometimes intended, so only a note. */
export const argumentMutation: Monitor = {
  id: 'argument mutation',
  *check({ focal, before, after }) {
    const names = focal.parameters
      .map((parameter) => parameter.name)
      .filter((name) => /^\w+$/.test(name) && !/^(self|cls|this)$/.test(name));
    for (const name of names) {
      const found = mutationOf(after, name);
      if (found && !mutationOf(before, name))
        yield {
          monitor: this.id,
          message: `"${excerpt(found)}" changes the caller's ${name}.`,
          severity: 'note',
          line: lineOf(found),
        };
    }
  },
};

const changing =
  /^(append|extend|insert|pop|remove|sort|reverse|clear|update|add|discard|setdefault|popleft|appendleft|push|shift|unshift|splice|fill|delete|set|copyWithin)$/;

/** The first node that changes the object the parameter was called with; none once the name stands for something else. */
function mutationOf(root: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  for (const node of nodesOf(root)) {
    const left = /assignment|variable_declarator/.test(node.type)
      ? (node.childForFieldName('left') ?? node.childForFieldName('name'))
      : null;
    if (left?.type === 'identifier' && left.text === name && !node.type.startsWith('augmented')) return undefined;
    if (
      left &&
      /^(subscript|subscript_expression|attribute|member_expression)$/.test(left.type) &&
      objectOf(left) === name
    )
      return node;
    if (/^(call|call_expression)$/.test(node.type)) {
      const callee = node.childForFieldName('function');
      const method = callee?.childForFieldName('attribute') ?? callee?.childForFieldName('property');
      if (callee && method && changing.test(method.text) && objectOf(callee) === name) return node;
      if (callee?.text === 'Object.assign' && node.childForFieldName('arguments')?.firstNamedChild?.text === name)
        return node;
    }
    if (
      /^(delete_statement|unary_expression)$/.test(node.type) &&
      new RegExp(`^(del|delete) ${name}[.[]`).test(node.text)
    )
      return node;
  }
  return undefined;
}

const objectOf = (node: SyntaxNode): string | undefined =>
  (node.childForFieldName('object') ?? node.childForFieldName('value'))?.text;

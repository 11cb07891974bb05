import type { SyntaxNode } from '../capture/syntax';

export function* nodesOf(node: SyntaxNode | undefined): Generator<SyntaxNode> {
  if (!node) return;
  yield node;
  for (const child of node.namedChildren) yield* nodesOf(child);
}

/** What is called, by its full text: `os.system`, `xs.sort`; constructors with their `new` left out. */
export function calleesOf(node: SyntaxNode | undefined): { readonly name: string; readonly node: SyntaxNode }[] {
  const found: { name: string; node: SyntaxNode }[] = [];
  for (const one of nodesOf(node)) {
    const callee = /^(call|call_expression)$/.test(one.type)
      ? one.childForFieldName('function')
      : one.type === 'new_expression'
        ? one.childForFieldName('constructor')
        : null;
    if (callee) found.push({ name: callee.text.replace(/\?\./g, '.'), node: one });
  }
  return found;
}

export function leavesOf(node: SyntaxNode | undefined): string[] {
  if (!node || node.type === 'comment') return [];
  if (node.childCount === 0 || node.type === 'string' || node.type === 'template_string') {
    return node.text === '' ? [] : [node.text];
  }
  return node.children.flatMap((child) => leavesOf(child));
}

export const lineOf = (node: SyntaxNode): number => node.startPosition.row;

/** A short excerpt for a message. */
export function excerpt(node: SyntaxNode): string {
  const text = node.text.replace(/\s+/g, ' ');
  return text.length > 50 ? `${text.slice(0, 49)}…` : text;
}

/** Strings without their quotes, so that `'a'` and `"a"` are one literal. */
export function plain(source: string): string {
  return source.replace(/^(["'`])(.*)\1$/s, '$2');
}

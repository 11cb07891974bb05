import type { TextEdit } from '../../model/text';
import type { SyntaxNode } from '../../capture/syntax';

/** Kinds that bind tighter than any operator: they can stand beside one without parentheses (both languages). */
const tight = new Set([
  'identifier',
  'property_identifier',
  'this',
  'super',
  'integer',
  'float',
  'number',
  'string',
  'template_string',
  'true',
  'false',
  'none',
  'null',
  'undefined',
  'call',
  'call_expression',
  'attribute',
  'member_expression',
  'subscript',
  'subscript_expression',
  'parenthesized_expression',
  'list',
  'array',
  'tuple',
  'dictionary',
  'set',
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
  'non_null_expression',
]);

export const replace = (node: SyntaxNode, text: string): TextEdit => ({
  range: { start: node.startIndex, end: node.endIndex },
  text,
});

export const replaceRange = (start: number, end: number, text: string): TextEdit => ({ range: { start, end }, text });

export const insertBefore = (node: SyntaxNode, text: string): TextEdit =>
  replaceRange(node.startIndex, node.startIndex, text);

export const insertAfter = (node: SyntaxNode, text: string): TextEdit =>
  replaceRange(node.endIndex, node.endIndex, text);

export const swap = (a: SyntaxNode, b: SyntaxNode): readonly TextEdit[] => [replace(a, b.text), replace(b, a.text)];

/** True when the node's text can be an operand of any operator, a callee or a receiver as it stands. */
export const isTight = (node: SyntaxNode): boolean => tight.has(node.type);

/** The node's text, in parentheses unless it binds tighter than any operator. */
export const operand = (node: SyntaxNode): string => (isTight(node) ? node.text : `(${node.text})`);

/** A number literal cannot be a receiver: `1.toString` is no program. */
export const receiver = (node: SyntaxNode): string =>
  isTight(node) && !['integer', 'float', 'number'].includes(node.type) ? node.text : `(${node.text})`;

/** At most `length` characters of source on one line, for titles. */
export function brief(text: string, length = 40): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}

/** "`a < b` becomes `a <= b`". */
export const becomes = (before: string, after: string): string => `\`${brief(before)}\` becomes \`${brief(after)}\``;

/** The text of `node` with the texts of some of its descendants replaced. */
export function rewritten(node: SyntaxNode, edits: readonly TextEdit[]): string {
  let text = '';
  let at = node.startIndex;
  for (const edit of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    text += node.text.slice(at - node.startIndex, edit.range.start - node.startIndex) + edit.text;
    at = edit.range.end;
  }
  return text + node.text.slice(at - node.startIndex);
}

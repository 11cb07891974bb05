import type { TextEdit } from '../../model/text';
import type { SyntaxNode } from '../../capture/syntax';
import type { Proposal, TemplateContext } from '../template';
import { bare, binary, field, negated } from './view';

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

/** "`a < b` becomes `a <= b`". Of long texts the part that differs is shown, with a few words before it. */
export function becomes(before: string, after: string): string {
  const [old, now] = [brief(before, Infinity), brief(after, Infinity)];
  let same = 0;
  while (same < old.length && old[same] === now[same]) same++;
  const shown = 40;
  const start = Math.max(old.length, now.length) <= shown || same < 20 ? 0 : wordBefore(old, same - 12);
  const cut = (text: string): string => `${start > 0 ? '…' : ''}${brief(text.slice(start), shown)}`;
  return `\`${cut(old)}\` becomes \`${cut(now)}\``;
}

function wordBefore(text: string, at: number): number {
  while (at > 0 && /\w/.test(text.charAt(at - 1))) at--;
  return at;
}

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

/** The proposal that one node becomes another text. */
export const change = (node: SyntaxNode, text: string, weight = 1): Proposal => ({
  edits: [replace(node, text)],
  title: becomes(node.text, text),
  weight,
});

/** The same, told as a change of the expression around it: "`a[i]` becomes `a[i + 1]`". */
export function changeIn(around: SyntaxNode, node: SyntaxNode, text: string, weight = 1): Proposal {
  const edits = [replace(node, text)];
  return { edits, title: becomes(around.text, rewritten(around, edits)), weight };
}

/** The node's text as an operand of `and`/`or` (`&&`, `||`): parentheses only where the meaning needs them. */
export function conjunct(node: SyntaxNode, operator: string): string {
  const own = field(node, 'operator')?.text;
  const loose =
    (own !== undefined && own !== operator && ['and', 'or', '&&', '||', '??'].includes(own)) ||
    /conditional|ternary|lambda|arrow|assignment|named_expression|sequence|yield/.test(node.type);
  return loose ? `(${node.text})` : node.text;
}

/** `not x` / `!x`, in parentheses where needed; a double negation or a comparison is turned round instead. */
export function negation(node: SyntaxNode, context: TemplateContext): string {
  const inner = negated(node);
  if (inner) return bare(inner).text;
  const pair = binary(bare(node), 'comparison');
  const opposite = pair && opposites[pair.text];
  if (pair && opposite !== undefined) return rewritten(pair.node, [replace(pair.operator, opposite)]);
  const { not } = context.language.spelling;
  const bound = isTight(node) || (not !== '!' && node.type === 'comparison_operator');
  return bound ? `${not}${node.text}` : `${not}(${node.text})`;
}

const opposites: Readonly<Record<string, string>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
  in: 'not in',
  'not in': 'in',
  is: 'is not',
  'is not': 'is',
};

/** The text of `node + delta`, folded where the node is a literal or already ends in `± literal`. */
export function shifted(node: SyntaxNode, delta: number): string {
  if (/^\d+$/.test(node.text)) return String(Number(node.text) + delta);
  const negative = /^-\s*(\d+)$/.exec(node.text);
  if (negative) return String(delta - Number(negative[1]));
  const pair = binary(node);
  if (pair && (pair.text === '+' || pair.text === '-') && /^\d+$/.test(pair.right.text)) {
    const sum = Number(pair.right.text) * (pair.text === '+' ? 1 : -1) + delta;
    if (sum === 0) return pair.left.text;
    return `${pair.left.text} ${sum < 0 ? '-' : '+'} ${Math.abs(sum)}`;
  }
  const plain =
    isTight(node) || (pair?.kind === 'arithmetic' && ['+', '-', '*', '/', '//', '%', '**'].includes(pair.text));
  return `${plain || node.type.startsWith('unary') ? node.text : `(${node.text})`} ${delta < 0 ? '-' : '+'} ${Math.abs(delta)}`;
}

import type { SyntaxNode } from '../../capture/syntax';
import type { TextEdit } from '../../model/text';
import type { Proposal, TemplateContext } from '../template';

/** How the file at hand lays out its statements. */
export interface Layout {
  readonly python: boolean;
  readonly newline: '\n' | '\r\n';
  /** One level of indentation as the file writes it. */
  readonly unit: string;
  /** `;` where the file ends its statements so, else nothing. */
  readonly end: string;
}

/**
 * A piece of code as lines relative to the place it goes to: no base indentation, no line ends.
 * A line that begins with `RAW` lies inside a multi-line string and keeps its own blanks.
 */
export type Lines = readonly string[];
const RAW = '\0';

const layouts = new WeakMap<TemplateContext, Layout>();

export function layoutOf(context: TemplateContext): Layout {
  let layout = layouts.get(context);
  if (!layout) {
    const { text, language } = context;
    const python = language.spelling.blocks === 'indentation';
    const own = text.slice(context.root.startIndex, context.root.endIndex);
    const semicolons = /;[ \t]*(\/\/[^\n]*)?\r?$/m.test(own) || (!own.includes('\n') && own.includes(';'));
    layout = {
      python,
      newline: text.includes('\r\n') ? '\r\n' : '\n',
      unit: unitOf(own) ?? unitOf(text) ?? language.indentation,
      end: python || !semicolons ? '' : ';',
    };
    layouts.set(context, layout);
  }
  return layout;
}

/** Smallest step by which a line is indented deeper than the code line above it. */
function unitOf(text: string): string | undefined {
  let above: string | undefined;
  let best: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const blank = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (blank.length === line.length || /^\s*([#*]|\/[/*])/.test(line)) continue;
    if (above !== undefined && blank.length > above.length && blank.startsWith(above)) {
      const step = blank.slice(above.length);
      if (best === undefined || step.length < best.length) best = step;
    }
    above = blank;
  }
  return best;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the line's end, its line break excluded. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at === -1) return text.length;
  return text[at - 1] === '\r' && at - 1 >= offset ? at - 1 : at;
}

export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** A named node: the narrower type only serves `isBlock`. */
type Block = SyntaxNode & { readonly isNamed: true };

export function isBlock(node: SyntaxNode | null, context: TemplateContext): node is Block {
  return node !== null && (context.language.roles.block.includes(node.type) || node.type === 'statement_block');
}

export function isComment(node: SyntaxNode): boolean {
  return node.type === 'comment';
}

/** A statement of a block, or the single statement a brace language allows in place of a block. */
export function isStatement(node: SyntaxNode, context: TemplateContext): boolean {
  if (!node.isNamed || isComment(node) || node.isError) return false;
  const parent = node.parent;
  if (!parent) return false;
  if (isBlock(parent, context)) return true;
  if (layoutOf(context).python || !/_(statement|declaration)$/.test(node.type)) return false;
  if (parent.type === 'else_clause') return node.type !== 'if_statement';
  const body = parent.childForFieldName('body') ?? parent.childForFieldName('consequence');
  return /^(if|for|for_in|while|do)_statement$/.test(parent.type) && body?.id === node.id;
}

export function statementsIn(block: SyntaxNode): SyntaxNode[] {
  return block.namedChildren.filter((child) => !isComment(child));
}

/** A bare string at the head of a Python body. */
export function isDocstring(node: SyntaxNode): boolean {
  return (
    node.type === 'expression_statement' &&
    node.namedChildCount === 1 &&
    node.firstNamedChild?.type === 'string' &&
    node.parent?.firstNamedChild?.id === node.id
  );
}

/** The block of a function, loop or clause; undefined for an expression body. */
export function bodyOf(node: SyntaxNode, context: TemplateContext): SyntaxNode | undefined {
  const body = node.childForFieldName('body') ?? node.childForFieldName('consequence');
  return isBlock(body, context) ? body : undefined;
}

export function nextStatement(statement: SyntaxNode): SyntaxNode | undefined {
  let next = statement.nextNamedSibling;
  while (next && isComment(next)) next = next.nextNamedSibling;
  return next ?? undefined;
}

export function previousStatement(statement: SyntaxNode): SyntaxNode | undefined {
  let previous = statement.previousNamedSibling;
  while (previous && isComment(previous)) previous = previous.previousNamedSibling;
  return previous ?? undefined;
}

const functionKind =
  /^(function_definition|lambda|function_declaration|function_expression|function|arrow_function|method_definition|generator_function|generator_function_declaration)$/;

export function isFunction(node: SyntaxNode): boolean {
  return functionKind.test(node.type);
}

/** Ancestors inside the focal function, nearest first, the function that holds the node not included. */
export function* ancestors(node: SyntaxNode, context: TemplateContext): Generator<SyntaxNode> {
  for (let at = node.parent; at && at.id !== context.root.id && !isFunction(at); at = at.parent) yield at;
}

export function isLoop(node: SyntaxNode): boolean {
  return /^(for|for_in|while|do)_statement$/.test(node.type);
}

export function enclosingLoop(node: SyntaxNode, context: TemplateContext): SyntaxNode | undefined {
  for (const at of ancestors(node, context)) if (isLoop(at)) return at;
  return undefined;
}

/** The statement the node is part of (itself included). */
export function statementOf(node: SyntaxNode, context: TemplateContext): SyntaxNode | undefined {
  for (let at: SyntaxNode | null = node; at && at.id !== context.root.id; at = at.parent) {
    if (isStatement(at, context)) return at;
  }
  return undefined;
}

/** The statement whose block holds this one: the loop, the `if`, … */
export function compoundOf(statement: SyntaxNode, context: TemplateContext): SyntaxNode | undefined {
  const parent = statement.parent;
  return parent && parent.id !== context.root.id && !(parent.parent && isFunction(parent.parent))
    ? statementOf(parent, context)
    : undefined;
}

/** Leaves the block: what follows in the same block is never reached. */
export function isJump(node: SyntaxNode): boolean {
  return /^(return|break|continue|raise|throw)_statement$/.test(node.type);
}

/** Every named node below, in document order; nested functions are skipped unless `nested`. */
export function* descendants(node: SyntaxNode, nested = false): Generator<SyntaxNode> {
  for (const child of node.namedChildren) {
    yield child;
    if (nested || !isFunction(child)) yield* descendants(child, nested);
  }
}

/** The statement stands on lines of its own (a comment may follow it). */
export function standsAlone(text: string, node: SyntaxNode): boolean {
  const before = text.slice(lineStart(text, node.startIndex), node.startIndex);
  const after = text.slice(node.endIndex, lineEnd(text, node.endIndex));
  return /^[ \t]*$/.test(before) && /^[ \t]*;?[ \t]*($|#|\/\/|\/\*.*\*\/[ \t]*$)/.test(after);
}

/** A statement's text as lines that can be put elsewhere. A comment behind it comes along. */
export function linesOf(statement: SyntaxNode, context: TemplateContext): Lines {
  const { text } = context;
  const end = standsAlone(text, statement) ? lineEnd(text, statement.endIndex) : statement.endIndex;
  const base = indentationAt(text, statement.startIndex);
  const strings = statement
    .descendantsOfType(['string', 'template_string'])
    .filter((s) => s.startPosition.row < s.endPosition.row);
  let at = statement.startIndex;
  return text
    .slice(at, end)
    .trimEnd()
    .split('\n')
    .map((raw, index) => {
      const start = at;
      at += raw.length + 1;
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (index === 0) return line;
      if (strings.some((s) => s.startIndex < start && start < s.endIndex)) return RAW + line;
      return line.startsWith(base) ? line.slice(base.length) : line.trimStart();
    });
}

export function indented(lines: Lines, context: TemplateContext): Lines {
  const { unit } = layoutOf(context);
  return lines.map((line) => (line === '' || line.startsWith(RAW) ? line : unit + line));
}

export function render(lines: Lines, base: string, newline: string): string {
  return lines
    .map((line) => (line.startsWith(RAW) ? line.slice(RAW.length) : line === '' ? '' : base + line))
    .join(newline);
}

const edit = (start: number, end: number, text: string): TextEdit => ({ range: { start, end }, text });

export function replaceNode(node: SyntaxNode, text: string): TextEdit {
  return edit(node.startIndex, node.endIndex, text);
}

export function insertAt(offset: number, text: string): TextEdit {
  return edit(offset, offset, text);
}

/** Statements `first` to `last` of one block become `lines`. */
export function replaceStatements(
  first: SyntaxNode,
  last: SyntaxNode,
  lines: Lines,
  context: TemplateContext,
): TextEdit | undefined {
  const { text } = context;
  const { newline, python } = layoutOf(context);
  const alone = standsAlone(text, first) && standsAlone(text, last);
  if (!alone && lines.length > 1) {
    if (python) return undefined;
    return edit(first.startIndex, last.endIndex, lines.map((line) => line.trim()).join(' '));
  }
  const base = indentationAt(text, first.startIndex);
  const end = alone && lines.length > 1 ? Math.min(lineEnd(text, last.endIndex), context.root.endIndex) : last.endIndex;
  return edit(first.startIndex, end, render(lines, base, newline).slice(base.length));
}

function beside(statement: SyntaxNode, lines: Lines, context: TemplateContext, before: boolean): TextEdit | undefined {
  const { text } = context;
  const { newline, python } = layoutOf(context);
  const parent = statement.parent;
  if (!isBlock(parent, context)) {
    const own = linesOf(statement, context);
    const outer = parent ? indentationAt(text, parent.startIndex) : '';
    const all = ['{', ...indented(before ? [...lines, ...own] : [...own, ...lines], context), '}'];
    return edit(statement.startIndex, statement.endIndex, render(all, outer, newline).slice(outer.length));
  }
  if (!standsAlone(text, statement)) {
    if (lines.length > 1 || (python && /[:{]$/.test(lines[0] ?? ''))) return undefined;
    const one = (lines[0] ?? '').trim();
    const separator = (code: string): string =>
      !python && /;$|^(if|for|while|try|switch)\b.*\}$/s.test(code) ? ' ' : '; ';
    return before
      ? insertAt(statement.startIndex, one + separator(one))
      : insertAt(statement.endIndex, separator(statement.text) + one);
  }
  const base = indentationAt(text, statement.startIndex);
  const code = render(lines, base, newline);
  if (before) return insertAt(lineStart(text, statement.startIndex), code + newline);
  return insertAt(Math.min(lineEnd(text, statement.endIndex), context.root.endIndex), newline + code);
}

export function insertBefore(statement: SyntaxNode, lines: Lines, context: TemplateContext): TextEdit | undefined {
  return beside(statement, lines, context, true);
}

export function insertAfter(statement: SyntaxNode, lines: Lines, context: TemplateContext): TextEdit | undefined {
  return beside(statement, lines, context, false);
}

/** At the end of a block, in front of a jump that ends it. */
export function appendTo(block: SyntaxNode, lines: Lines, context: TemplateContext): TextEdit | undefined {
  const last = statementsIn(block).at(-1);
  if (!last) return fillEmpty(block, lines, context);
  return isJump(last) ? insertBefore(last, lines, context) : insertAfter(last, lines, context);
}

/** At the head of a block, behind a docstring. */
export function prependTo(block: SyntaxNode, lines: Lines, context: TemplateContext): TextEdit | undefined {
  const first = statementsIn(block)[0];
  if (!first) return fillEmpty(block, lines, context);
  return isDocstring(first) ? insertAfter(first, lines, context) : insertBefore(first, lines, context);
}

function fillEmpty(block: SyntaxNode, lines: Lines, context: TemplateContext): TextEdit | undefined {
  if (layoutOf(context).python || block.namedChildCount > 0) return undefined;
  const base = indentationAt(context.text, block.startIndex);
  const { newline } = layoutOf(context);
  const code = render(['{', ...indented(lines, context), '}'], base, newline);
  return replaceNode(block, code.slice(base.length));
}

/** Deletes whole lines where it can; a block of an indentation language is never left empty. */
export function removeStatement(statement: SyntaxNode, context: TemplateContext): TextEdit {
  const { text, root } = context;
  const { python } = layoutOf(context);
  if (!isBlock(statement.parent, context)) return replaceNode(statement, '{}');
  if (python && statementsIn(statement.parent).length === 1) return replaceNode(statement, 'pass');
  if (!standsAlone(text, statement)) {
    const rest = /^;?[ \t]*/.exec(text.slice(statement.endIndex))?.[0].length ?? 0;
    if (python && text[statement.endIndex] !== ';') {
      const lead = /;[ \t]*$/.exec(text.slice(0, statement.startIndex))?.[0].length ?? 0;
      return lead > 0
        ? edit(statement.startIndex - lead, statement.endIndex, '')
        : edit(statement.startIndex, statement.endIndex, 'pass');
    }
    return edit(statement.startIndex, statement.endIndex + rest, '');
  }
  const start = lineStart(text, statement.startIndex);
  const end = lineEnd(text, statement.endIndex);
  if (end >= root.endIndex) {
    const above = start > 0 ? (text[start - 2] === '\r' ? start - 2 : start - 1) : 0;
    return edit(above, Math.max(statement.endIndex, Math.min(end, root.endIndex)), '');
  }
  return edit(start, text[end] === '\r' ? end + 2 : end + 1, '');
}

/** The blocks that are directly part of a compound statement: body, branches, handlers. */
export function blocksOf(compound: SyntaxNode, context: TemplateContext): SyntaxNode[] {
  const blocks: SyntaxNode[] = [];
  for (const child of compound.namedChildren) {
    if (isBlock(child, context)) blocks.push(child);
    else if (child.type.endsWith('_clause')) {
      blocks.push(...blocksOf(child, context));
    } else if (compound.type === 'else_clause' && child.type === 'if_statement') {
      blocks.push(...blocksOf(child, context));
    }
  }
  return blocks;
}

/** A proposal of these edits, or none when one of them cannot be made or two of them contradict. */
export function offer(title: string, weight: number, ...edits: readonly (TextEdit | undefined)[]): Proposal[] {
  const present = edits.filter((e) => e !== undefined);
  const joined = present.length === edits.length ? withoutOverlap(present) : undefined;
  return joined ? [{ title, edits: joined, weight: Math.min(1, weight) }] : [];
}

/** Lines that go in behind a statement that goes away take its place. */
function withoutOverlap(edits: readonly TextEdit[]): TextEdit[] | undefined {
  const kept: TextEdit[] = [];
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  for (const { range, text } of sorted) {
    const last = kept.at(-1);
    if (!last || range.start >= last.range.end) {
      kept.push({ range, text });
      continue;
    }
    const [newline] = /^\r?\n/.exec(text) ?? [];
    if (range.start !== range.end || last.text !== '' || newline === undefined) return undefined;
    kept[kept.length - 1] = { range: last.range, text: text.slice(newline.length) + newline };
  }
  return kept;
}

/** Code as a title shows it: one line, at most 40 characters. */
export function brief(code: string): string {
  const line = code.trim().replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

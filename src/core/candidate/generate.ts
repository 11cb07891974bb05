import { Edit, type Parser } from 'web-tree-sitter';
import type { SyntaxNode, SyntaxTree } from '../capture/syntax';
import type { Candidate } from '../model/candidate';
import type { FocalFunction } from '../model/focalFunction';
import { applyEdits, lineAt, type TextEdit, type TextRange } from '../model/text';
import { shapeOf } from './astDistance';
import { composeEdits, toEdited, toOriginal } from './composeEdits';
import { buildContext, functionNode } from './context';
import type { FixTemplate, Proposal, TemplateContext } from './template';
import { templates as everyTemplate } from './templates/registry';
import { descend } from './templates/view';

interface Ordered {
  readonly template: FixTemplate;
  readonly proposal: Proposal;
  readonly source: string;
  readonly priority: number;
  readonly line: number;
  readonly at: number;
}

/** Weight of a line no failing test executed: coverage can miss lines (default arguments, class bodies), so it is not zero. */
const unexecuted = 0.03;

/**
 * First-order candidates: one template applied once, likeliest first. Deterministic. The proposals are collected at
 * once (a few milliseconds); each is parsed and compared with what was already handed out only when it is asked for.
 * Dropped: proposals that change nothing but layout or parentheses, repeat another one, leave the function, or do not
 * parse although the original does.
 */
export function* generate(
  context: TemplateContext,
  parser: Parser,
  templates: readonly FixTemplate[] = everyTemplate,
): Generator<Candidate, void> {
  const focalText = textOf(context.focal.file.text, context.focal.range);
  for (const found of distinct(context, parser, templates, () => true)) {
    yield {
      id: `t${hash(`${focalText}\n${JSON.stringify(relative(found.proposal.edits, context.focal.range.start))}`)}`,
      origin: { kind: 'template', template: found.template.id, order: 1 },
      title: found.proposal.title,
      edits: found.proposal.edits,
      source: found.source,
      priority: found.priority,
      line: found.line,
    };
  }
}

/**
 * Second-order candidates: first-order proposals applied to the text of `parent`, only on `lines` (zero-based, of the
 * captured text; empty = everywhere). `context` is the context `parent` was made from; edits refer to its text.
 */
export function* recombine(
  parent: Candidate,
  context: TemplateContext,
  parser: Parser,
  lines: ReadonlySet<number>,
  templates: readonly FixTemplate[] = everyTemplate,
): Generator<Candidate, void> {
  const tree = parser.parse(parent.source);
  if (!tree) return;
  try {
    const original = context.text;
    const focal = movedFocal(context.focal, parent);
    const patched: TemplateContext = {
      ...buildContext({
        focal,
        language: context.language,
        tree,
        suspicion: movedSuspicion(context, parent),
        members: context.members,
        donors: context.donors,
      }),
      types: context.types,
    };
    const focalText = textOf(original, context.focal.range);
    const line = (offset: number): number => lineAt(original, toOriginal(offset, parent.edits));
    const wanted = (proposal: Proposal): boolean => lines.size === 0 || lines.has(line(firstOffset(proposal.edits)));
    const order = parent.origin.kind === 'template' && parent.origin.order > 1 ? 3 : 2;
    for (const found of distinct(patched, parser, templates, wanted)) {
      if (found.source === original) continue;
      const edits = composeEdits(original, parent.edits, found.proposal.edits);
      yield {
        id: `t${hash(`${focalText}\n${JSON.stringify(relative(edits, context.focal.range.start))}`)}`,
        origin: { kind: 'template', template: found.template.id, order },
        title: `${parent.title}; ${found.proposal.title}`,
        edits,
        source: found.source,
        parent: parent.id,
        priority: found.priority * parent.priority,
        line: lineAt(original, firstOffset(edits)),
      };
    }
  } finally {
    tree.delete();
  }
}

/** Every proposal of every template, in document order, unsorted and unchecked. */
export function* proposalsOf(
  context: TemplateContext,
  templates: readonly FixTemplate[],
): Generator<{ readonly template: FixTemplate; readonly proposal: Proposal }> {
  for (const node of descend(context.root)) {
    for (const template of templates) {
      for (const proposal of template.propose(node, context)) yield { template, proposal };
    }
  }
}

function* distinct(
  context: TemplateContext,
  parser: Parser,
  templates: readonly FixTemplate[],
  wanted: (proposal: Proposal) => boolean,
): Generator<Ordered> {
  const found = new Map<string, Ordered>();
  const suspicion = suspicions(context);
  let at = 0;
  for (const { template, proposal } of proposalsOf(context, templates)) {
    if (!staysInside(proposal.edits, context.focal) || !wanted(proposal)) continue;
    const source = applyEdits(context.text, proposal.edits);
    if (source === context.text) continue;
    const offset = firstOffset(proposal.edits);
    const priority = suspicion(offset) * template.prior * (proposal.weight ?? 1) * cheapness(proposal.edits);
    const same = found.get(source);
    if (same && same.priority >= priority) continue;
    found.set(source, { template, proposal, source, priority, line: lineAt(context.text, offset), at: at++ });
  }
  const check = new Check(context, parser);
  let ordered = [...found.values()];
  if (context.root.hasError) {
    // The function does not parse: what parses comes first, what only lessens the errors is kept as a step to a second edit.
    ordered = ordered.flatMap((one) => {
      const errors = check.errors(one);
      return errors === 0 ? [one] : errors < check.originalErrors ? [{ ...one, priority: one.priority * 0.05 }] : [];
    });
  }
  ordered.sort((a, b) => b.priority - a.priority || a.at - b.at);
  for (const one of ordered) if (check.isNew(one)) yield one;
}

/** Parses candidates (incrementally, from the captured tree) and knows which programs were already seen. */
class Check {
  readonly #seen = new Set<string>();
  readonly #parser: Parser;
  readonly #context: TemplateContext;
  readonly originalErrors: number;
  readonly #blocks: ReadonlySet<string>;

  constructor(context: TemplateContext, parser: Parser) {
    this.#context = context;
    this.#parser = parser;
    this.#blocks = new Set(context.language.roles.block);
    this.originalErrors = countErrors(context.root);
  }

  errors(one: Ordered): number {
    return this.#with(one, (root) => countErrors(root)) ?? Infinity;
  }

  isNew(one: Ordered): boolean {
    const key = this.#with(one, (root) => {
      if (!this.#context.root.hasError && root.hasError) return undefined;
      const { text } = this.#context;
      const { start, end, newEnd } = difference(text, one.source);
      let node = root.descendantForIndex(start, Math.max(start, newEnd - 1)) ?? root;
      while (node.id !== root.id && node.parent && !this.#blocks.has(node.parent.type)) node = node.parent;
      if (node.startIndex > start || node.endIndex < newEnd) node = root;
      const originalEnd = node.endIndex - newEnd + end;
      const shape = shapeOf(node).key;
      const before = functionPart(this.#context.root, node.startIndex, originalEnd, node.type);
      if (before && shapeOf(before).key === shape) return undefined;
      return `${node.startIndex}:${originalEnd}:${shape}`;
    });
    if (key === undefined || this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  /** Undefined when the edited function is no longer one function in its place. */
  #with<T>(one: Ordered, use: (root: SyntaxNode) => T): T | undefined {
    const { root, language, text } = this.#context;
    const { edits } = one.proposal;
    const old = root.tree.copy();
    let tree: SyntaxTree | null = null;
    try {
      for (const edit of [...edits].sort((a, b) => b.range.start - a.range.start)) old.edit(treeEdit(text, edit));
      tree = this.#parser.parse(one.source, old);
      if (!tree) return undefined;
      const range = { start: toEdited(root.startIndex, edits, 'start'), end: toEdited(root.endIndex, edits, 'end') };
      const moved = functionNode(tree, range, language);
      const whole = moved.type === root.type && moved.startIndex === range.start && sameEnd(one.source, moved, range);
      return whole || root.hasError ? use(moved) : undefined;
    } finally {
      tree?.delete();
      old.delete();
    }
  }
}

/** Removing or adding a last line may leave blanks behind the function: the end is compared without them. */
function sameEnd(source: string, node: SyntaxNode, range: TextRange): boolean {
  const [a, b] = node.endIndex < range.end ? [node.endIndex, range.end] : [range.end, node.endIndex];
  return source.slice(a, b).trim() === '';
}

function functionPart(root: SyntaxNode, start: number, end: number, type: string): SyntaxNode | undefined {
  let node = root.descendantForIndex(start, Math.max(start, end - 1));
  while (node?.startIndex === start && node.endIndex <= end) {
    if (node.endIndex === end && node.type === type) return node;
    node = node.parent;
  }
  return undefined;
}

/** The smallest range in which two texts differ. */
function difference(before: string, after: string): { start: number; end: number; newEnd: number } {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - start;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, newEnd: after.length - tail };
}

function countErrors(node: SyntaxNode): number {
  if (!node.hasError) return 0;
  let count = node.isError || node.isMissing ? 1 : 0;
  for (const child of node.children) count += countErrors(child);
  return count;
}

function treeEdit(text: string, { range, text: inserted }: TextEdit): Edit {
  const startPosition = point(text, range.start);
  const lines = inserted.split('\n');
  const lastLine = lines.at(-1) ?? '';
  return new Edit({
    startIndex: range.start,
    oldEndIndex: range.end,
    newEndIndex: range.start + inserted.length,
    startPosition,
    oldEndPosition: point(text, range.end),
    newEndPosition: {
      row: startPosition.row + lines.length - 1,
      column: lines.length === 1 ? startPosition.column + inserted.length : lastLine.length,
    },
  });
}

function point(text: string, offset: number): { row: number; column: number } {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return { row: lineAt(text, offset), column: offset - lineStart };
}

/** Small edits are more often right and quicker to review: halves at 60 changed characters. */
function cheapness(edits: readonly TextEdit[]): number {
  const changed = edits.reduce((sum, edit) => sum + Math.max(edit.text.length, edit.range.end - edit.range.start), 0);
  return 1 / (1 + changed / 60);
}

/** Suspicion of an edit: the highest of the lines its statement spans up to the edit. */
function suspicions(context: TemplateContext): (offset: number) => number {
  const { suspicion, root, text } = context;
  if (suspicion.size === 0) return () => 1;
  const highest = Math.max(...suspicion.values());
  const blocks = new Set(context.language.roles.block);
  const body = context.focal.bodyRange.start;
  return (offset) => {
    if (offset < body) return highest / 2;
    let node = root.descendantForIndex(offset, offset) ?? root;
    while (node.id !== root.id && node.parent && !blocks.has(node.parent.type)) node = node.parent;
    const line = lineAt(text, offset);
    const first = node.id === root.id || blocks.has(node.type) ? line - 1 : Math.min(node.startPosition.row, line);
    let score = unexecuted * highest;
    for (let at = first; at <= line; at++) score = Math.max(score, suspicion.get(at) ?? 0);
    return score;
  };
}

/** Edits lie in the function; only a pure insertion (an import) may stand before it. */
function staysInside(edits: readonly TextEdit[], focal: FocalFunction): boolean {
  const { start, end } = focal.range;
  const inside = ({ range }: TextEdit): boolean => range.start >= start && range.end <= end;
  return (
    edits.some(inside) &&
    edits.every((edit) => inside(edit) || (edit.range.end <= start && edit.range.start === edit.range.end))
  );
}

function movedFocal(focal: FocalFunction, parent: Candidate): FocalFunction {
  const moved = ({ start, end }: TextRange): TextRange => ({
    start: toEdited(start, parent.edits, 'start'),
    end: toEdited(end, parent.edits, 'end'),
  });
  return {
    ...focal,
    file: { ...focal.file, text: parent.source },
    range: moved(focal.range),
    nodeRange: moved(focal.nodeRange),
    bodyRange: moved(focal.bodyRange),
  };
}

/** Each line of the patched text is as suspicious as the line it came from. */
function movedSuspicion(context: TemplateContext, parent: Candidate): ReadonlyMap<number, number> {
  const moved = new Map<number, number>();
  let offset = 0;
  parent.source.split('\n').forEach((line, row) => {
    const from = offset + line.length - line.trimStart().length;
    const score = context.suspicion.get(lineAt(context.text, toOriginal(from, parent.edits)));
    if (score !== undefined) moved.set(row, score);
    offset += line.length + 1;
  });
  return moved;
}

const firstOffset = (edits: readonly TextEdit[]): number => Math.min(...edits.map((edit) => edit.range.start));
const textOf = (text: string, range: TextRange): string => text.slice(range.start, range.end);
const relative = (edits: readonly TextEdit[], start: number): readonly unknown[] =>
  edits.map((edit) => [edit.range.start - start, edit.range.end - start, edit.text]);

/** 53-bit string hash (cyrb53, public domain): ids need no secrecy, only stability. */
function hash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

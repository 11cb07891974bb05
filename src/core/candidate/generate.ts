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
  /** The focal range with the edits applied. */
  readonly text: string;
  readonly priority: number;
  readonly line: number;
  readonly at: number;
}

/** Told of a template that threw: a bug for the log. The other templates go on. */
export type OnError = (template: string, error: unknown) => void;

const rethrow: OnError = (_, error) => {
  throw error;
};

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
  onError: OnError = () => undefined,
): Generator<Candidate, void> {
  const focalText = textOf(context.focal.file.text, context.focal.range);
  for (const found of distinct(context, parser, templates, () => true, onError)) {
    yield {
      id: `t${hash(`${focalText}\n${JSON.stringify(relative(found.proposal.edits, context.focal.range.start))}`)}`,
      origin: { kind: 'template', template: found.template.id, order: 1 },
      title: found.proposal.title,
      edits: found.proposal.edits,
      source: applyEdits(context.text, found.proposal.edits),
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
  onError: OnError = () => undefined,
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
    for (const found of distinct(patched, parser, templates, wanted, onError)) {
      const source = applyEdits(patched.text, found.proposal.edits);
      if (source === original) continue;
      const edits = composeEdits(original, parent.edits, found.proposal.edits);
      yield {
        id: `t${hash(`${focalText}\n${JSON.stringify(relative(edits, context.focal.range.start))}`)}`,
        origin: { kind: 'template', template: found.template.id, order },
        title: `${parent.title}; ${found.proposal.title}`,
        edits,
        source,
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
  onError: OnError = rethrow,
): Generator<{ readonly template: FixTemplate; readonly proposal: Proposal }> {
  for (const node of descend(context.root)) {
    for (const template of templates) {
      try {
        for (const proposal of template.propose(node, context)) yield { template, proposal };
      } catch (error) {
        onError(template.id, error);
      }
    }
  }
}

function* distinct(
  context: TemplateContext,
  parser: Parser,
  templates: readonly FixTemplate[],
  wanted: (proposal: Proposal) => boolean,
  onError: OnError,
): Generator<Ordered> {
  const { start, end } = context.focal.range;
  const original = context.text.slice(start, end);
  const found = new Map<string, Ordered>();
  const suspicion = suspicions(context);
  let at = 0;
  for (const { template, proposal } of proposalsOf(context, templates, onError)) {
    if (!staysInside(proposal.edits, context.focal) || !wanted(proposal)) continue;
    // Texts of the function alone: a thousand copies of a large file would fill the memory.
    const inside = proposal.edits.filter((edit) => edit.range.start >= start);
    const text = applyEdits(
      original,
      inside.map((edit) => moved(edit, -start)),
    );
    if (text === original) continue;
    const offset = firstOffset(inside);
    const priority =
      suspicion(offset) * template.prior * (proposal.weight ?? 1) * cheapness(proposal.edits, context.text);
    const same = found.get(text);
    if (same && same.priority >= priority) continue;
    found.set(text, { template, proposal, text, priority, line: lineAt(context.text, offset), at: at++ });
  }
  const check = new Check(context, parser);
  let ordered = [...found.values()];
  if (isBroken(context)) {
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
  readonly #seen = new Map<string, (Ordered | 'original')[]>();
  readonly #parser: Parser;
  readonly #context: TemplateContext;
  readonly originalErrors: number;

  constructor(context: TemplateContext, parser: Parser) {
    this.#context = context;
    this.#parser = parser;
    this.originalErrors = countErrors(context.root);
    const { start, end } = context.focal.range;
    this.#seen.set(looseText(context.text.slice(start, end)), ['original']);
  }

  errors(one: Ordered): number {
    return this.#with(one, (root) => countErrors(root)) ?? Infinity;
  }

  /** False for a program that does not parse (when the original does), is the original, or was seen before. */
  isNew(one: Ordered): boolean {
    // Where layout is the mistake, programs that differ in layout only are different programs.
    if (isBroken(this.#context)) return true;
    const similar = this.#seen.get(looseText(one.text));
    const shape = this.#with(one, (root) => {
      if (root.hasError) return undefined;
      // Only texts that are alike up to layout and parentheses can be the same program.
      return similar ? shapeOf(root).key : '';
    });
    if (shape === undefined) return false;
    if (!similar) this.#seen.set(looseText(one.text), [one]);
    else {
      for (const other of similar) {
        if (
          (other === 'original' ? shapeOf(this.#context.root).key : this.#with(other, (root) => shapeOf(root).key)) ===
          shape
        ) {
          return false;
        }
      }
      similar.push(one);
    }
    return true;
  }

  /** Undefined when the edited function is no longer one function in its place. */
  #with<T>(one: Ordered, use: (root: SyntaxNode) => T): T | undefined {
    const { root, language, text } = this.#context;
    const { edits } = one.proposal;
    const source = applyEdits(text, edits);
    const old = root.tree.copy();
    let tree: SyntaxTree | null = null;
    try {
      for (const edit of [...edits].sort((a, b) => b.range.start - a.range.start)) old.edit(this.#treeEdit(edit));
      tree = this.#parser.parse(source, old);
      if (!tree) return undefined;
      const range = { start: toEdited(root.startIndex, edits, 'start'), end: toEdited(root.endIndex, edits, 'end') };
      const now = functionNode(tree, range, language);
      const whole = now.type === root.type && now.startIndex === range.start && sameEnd(source, now, range);
      return whole || isBroken(this.#context) ? use(now) : undefined;
    } finally {
      tree?.delete();
      old.delete();
    }
  }

  #treeEdit({ range, text: inserted }: TextEdit): Edit {
    const startPosition = this.#point(range.start);
    const lines = inserted.split('\n');
    const lastLine = lines.at(-1) ?? '';
    return new Edit({
      startIndex: range.start,
      oldEndIndex: range.end,
      newEndIndex: range.start + inserted.length,
      startPosition,
      oldEndPosition: this.#point(range.end),
      newEndPosition: {
        row: startPosition.row + lines.length - 1,
        column: lines.length === 1 ? startPosition.column + inserted.length : lastLine.length,
      },
    });
  }

  #point(offset: number): { row: number; column: number } {
    const { text, root } = this.#context;
    const inside = offset >= root.startIndex;
    const [from, row] = inside ? [root.startIndex, root.startPosition.row] : [0, 0];
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    return { row: row + lineAt(text.slice(from, offset), offset - from), column: offset - lineStart };
  }
}

/** Removing or adding a last line may leave blanks behind the function: the end is compared without them. */
function sameEnd(source: string, node: SyntaxNode, range: TextRange): boolean {
  const [a, b] = node.endIndex < range.end ? [node.endIndex, range.end] : [range.end, node.endIndex];
  return source.slice(a, b).trim() === '';
}

/** Text without blanks, parentheses, commas and semicolons: equal for texts that only differ in these (and for some more). */
const looseText = (text: string): string => text.replace(/[\s();,]+/g, '');

/** The parser forgives what an interpreter refuses (indentation): the captured function knows both. */
const isBroken = ({ root, focal }: TemplateContext): boolean => root.hasError || focal.syntaxErrors.length > 0;

function countErrors(node: SyntaxNode): number {
  if (!node.hasError) return 0;
  let count = node.isError || node.isMissing ? 1 : 0;
  for (const child of node.children) count += countErrors(child);
  return count;
}

/** Small edits are more often right and quicker to review: halves at 60 changed characters. What an edit repeats of the old text is no change. */
function cheapness(edits: readonly TextEdit[], original: string): number {
  const changed = edits.reduce(
    (sum, edit) => sum + changedLength(original.slice(edit.range.start, edit.range.end), edit.text),
    0,
  );
  return 1 / (1 + changed / 60);
}

function changedLength(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  return Math.max(before.length, after.length) - start - end;
}

/** Suspicion of an edit: the highest of the lines its statement spans up to the edit. */
function suspicions(context: TemplateContext): (offset: number) => number {
  const { suspicion, root, text } = context;
  if (suspicion.size === 0) return () => 1;
  const highest = Math.max(...suspicion.values());
  const blocks = new Set(context.language.roles.block);
  const body = context.focal.bodyRange.start;
  return (offset) => {
    // Coverage says nothing of signatures; what is put in front of the body stands with its first line.
    if (offset < body) {
      if (text.slice(offset, body).trim() !== '') return highest / 2;
      offset = body;
    }
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

const moved = ({ range, text }: TextEdit, by: number): TextEdit => ({
  range: { start: range.start + by, end: range.end + by },
  text,
});

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

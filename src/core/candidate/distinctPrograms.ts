import { Edit, type Parser, type Point, type Range } from 'web-tree-sitter';
import type { SyntaxNode, SyntaxTree } from '../capture/syntax';
import { applyEdits, lineAt, type TextEdit, type TextRange } from '../model/text';
import { shapeOf } from './astDistance';
import { toEdited } from './composeEdits';
import { functionNode } from './context';
import type { TemplateContext } from './template';

/** One edit of the function. */
export interface Variant {
  readonly edits: readonly TextEdit[];
  /** The focal range with the edits applied. */
  readonly text: string;
}

/**
 * Parses candidates and knows which programs were already seen. Only the statement of the file that holds the function is
 * parsed, incrementally: a candidate costs the same in a file of 50,000 lines as in one of 50.
 */
export class DistinctPrograms implements Disposable {
  readonly #seen = new Map<string, (Variant | 'original')[]>();
  readonly #parser: Parser;
  readonly #context: TemplateContext;
  /** What is parsed; all of the file where it is broken, as nobody knows then how far the mistake reaches. */
  readonly #part: Range | undefined;
  readonly #base: SyntaxTree;
  readonly originalErrors: number;

  constructor(context: TemplateContext, parser: Parser) {
    this.#context = context;
    this.#parser = parser;
    const part = isBroken(context) ? undefined : statementAround(context);
    const base = part && parser.parse(context.text, null, { includedRanges: [part] });
    this.#part = base ? part : undefined;
    this.#base = base ?? context.root.tree.copy();
    this.originalErrors = countErrors(context.root);
    const { start, end } = context.focal.range;
    this.#seen.set(looseText(context.text.slice(start, end)), ['original']);
  }

  [Symbol.dispose](): void {
    this.#base.delete();
  }

  errors(one: Variant): number {
    return this.#with(one, (root) => countErrors(root)) ?? Infinity;
  }

  /** False for a program that does not parse (when the original does), is the original, or was seen before. */
  add(one: Variant): boolean {
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
  #with<T>(one: Variant, use: (root: SyntaxNode) => T): T | undefined {
    const { root, language, text } = this.#context;
    const part = this.#part;
    // An import above the function is no part of it.
    const edits = part
      ? one.edits.filter(({ range }) => range.start >= part.startIndex && range.end <= part.endIndex)
      : one.edits;
    const source = applyEdits(text, edits);
    const old = this.#base.copy();
    let tree: SyntaxTree | null = null;
    try {
      for (const edit of [...edits].sort((a, b) => b.range.start - a.range.start)) old.edit(this.#treeEdit(edit));
      tree = this.#parser.parse(source, old, this.#within(source));
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

  /** The part that is parsed, in the text of a candidate: edits stay inside it. */
  #within(source: string): { includedRanges: Range[] } | undefined {
    const part = this.#part;
    if (!part) return undefined;
    const endIndex = part.endIndex + source.length - this.#context.text.length;
    return { includedRanges: [{ ...part, endIndex, endPosition: endOf(source, part, endIndex) }] };
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

  #point(offset: number): Point {
    const { text, root } = this.#context;
    const inside = offset >= root.startIndex;
    const [from, row] = inside ? [root.startIndex, root.startPosition.row] : [0, 0];
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    return { row: row + lineAt(text.slice(from, offset), offset - from), column: offset - lineStart };
  }
}

/** From the outermost statement around the function to the next one. */
function statementAround({ root, text }: TemplateContext): Range {
  let statement = root;
  while (statement.parent?.parent) statement = statement.parent;
  const { startIndex, startPosition, nextSibling } = statement;
  const endIndex = nextSibling?.startIndex ?? text.length;
  return { startIndex, startPosition, endIndex, endPosition: endOf(text, statement, endIndex) };
}

function endOf(text: string, from: Pick<Range, 'startIndex' | 'startPosition'>, endIndex: number): Point {
  const lines = text.slice(from.startIndex, endIndex).split('\n');
  const last = lines.at(-1)?.length ?? 0;
  const { row, column } = from.startPosition;
  return { row: row + lines.length - 1, column: lines.length === 1 ? column + last : last };
}

/** Removing or adding a last line may leave blanks behind the function: the end is compared without them. */
function sameEnd(source: string, node: SyntaxNode, range: TextRange): boolean {
  const [a, b] = node.endIndex < range.end ? [node.endIndex, range.end] : [range.end, node.endIndex];
  return source.slice(a, b).trim() === '';
}

/** Text without blanks, parentheses, commas and semicolons: equal for texts that only differ in these (and for some more). */
const looseText = (text: string): string => text.replace(/[\s();,]+/g, '');

/** The parser forgives what an interpreter refuses (indentation): the captured function knows both. */
export const isBroken = ({ root, focal }: TemplateContext): boolean => root.hasError || focal.syntaxErrors.length > 0;

function countErrors(node: SyntaxNode): number {
  if (!node.hasError) return 0;
  let count = node.isError || node.isMissing ? 1 : 0;
  for (const child of node.children) count += countErrors(child);
  return count;
}

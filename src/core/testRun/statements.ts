import type { Syntax, SyntaxNode } from '../capture/syntax';
import type { FocalFunction } from '../model/focalFunction';
import type { TextRange } from '../model/text';

/** A statement of a function. Lines are zero-based; `own` are its lines without those of the blocks inside it. */
export interface Statement {
  readonly range: TextRange;
  readonly own: readonly number[];
}

/** The statements of a function that a line coverage can tell apart, in order; comments and documentation are none. */
export async function statementsOf(syntax: Syntax, focal: FocalFunction): Promise<readonly Statement[]> {
  const { languageId, text } = focal.file;
  const { roles } = syntax.definition(languageId);
  const tree = await syntax.parse(languageId, text);
  try {
    const body = tree.rootNode.descendantForIndex(focal.bodyRange.start, focal.bodyRange.end);
    if (!body) return [];
    const inside = ({ startIndex, endIndex }: SyntaxNode) =>
      startIndex >= focal.bodyRange.start && endIndex <= focal.bodyRange.end;
    const blocks = body.descendantsOfType([...roles.block]).filter(inside);
    const statements = blocks.flatMap((block) =>
      block.namedChildren.flatMap((node) =>
        !roles.comment.includes(node.type) && !isText(node, roles.string) ? [statement(node, roles.block)] : [],
      ),
    );
    // An arrow function may be one expression.
    if (statements.length === 0) return [statement(body, roles.block)];
    return statements.sort((a, b) => a.range.start - b.range.start);
  } finally {
    tree.delete();
  }
}

function statement(node: SyntaxNode, blocks: readonly string[]): Statement {
  const inner = node.descendantsOfType([...blocks]);
  const own: number[] = [];
  for (let line = node.startPosition.row; line <= node.endPosition.row; line++) {
    const within = inner.some((block) => line > node.startPosition.row && holds(block, line));
    if (!within) own.push(line);
  }
  return { range: { start: node.startIndex, end: node.endIndex }, own };
}

const holds = (block: SyntaxNode, line: number): boolean =>
  line >= block.startPosition.row && line <= block.endPosition.row;

const isText = (node: SyntaxNode, strings: readonly string[]): boolean =>
  node.type === 'expression_statement' &&
  node.namedChildCount === 1 &&
  strings.includes(node.namedChild(0)?.type ?? '');

import { functionNode } from './candidate/context';
import { descend } from './candidate/templates/view';
import type { Syntax } from './capture/syntax';
import type { FocalFunction } from './model/focalFunction';

/** One-based lines of the function on which a statement begins that no test runs; empty where coverage is unknown. */
export async function unreachedLines(
  syntax: Syntax,
  focal: FocalFunction,
  /** Zero-based lines by test. */
  coverage: ReadonlyMap<string, readonly number[]>,
): Promise<readonly number[]> {
  const reached = new Set([...coverage.values()].flat());
  const { languageId, text } = focal.file;
  const blocks = new Set(syntax.definition(languageId).roles.block);
  const tree = await syntax.parse(languageId, text);
  try {
    const lines = new Set<number>();
    for (const node of descend(functionNode(tree, focal.nodeRange, syntax.definition(languageId)))) {
      // A docstring is no statement that runs, and a definition inside runs when it is called.
      if (!node.parent || !blocks.has(node.parent.type) || node.type === 'comment') continue;
      if (node.type === 'expression_statement' && node.firstNamedChild?.type === 'string') continue;
      lines.add(node.startPosition.row);
    }
    const known = [...lines].some((line) => reached.has(line));
    return known ? [...lines].filter((line) => !reached.has(line)).map((line) => line + 1) : [];
  } finally {
    tree.delete();
  }
}

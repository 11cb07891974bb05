import type { Syntax, SyntaxNode } from '../capture/syntax';
import { HumanError } from '../errors';
import type { FocalFunction } from '../model/focalFunction';
import type { Test, Verdict } from '../model/test';

/** What the runtimes call a file they cannot read. */
const UNREADABLE = new Set(['SyntaxError', 'IndentationError', 'TabError']);

/**
 * No candidate can mend a file that is broken outside of the function. The grammar alone may be wrong about new syntax, so
 * the runtime has to say so too, on every trusted test.
 * @throws HumanError `brokenFile`, with the line.
 */
export async function mustLoad(
  syntax: Syntax,
  focal: FocalFunction,
  tests: readonly Test[],
  verdicts: ReadonlyMap<string, Verdict>,
): Promise<void> {
  if (focal.syntaxErrors.length > 0) return;
  const unreadable = tests.every((test) => {
    const verdict = verdicts.get(test.id);
    return test.trust !== 'trusted' || (verdict?.kind === 'errored' && UNREADABLE.has(verdict.errorType));
  });
  if (!unreadable) return;
  const tree = await syntax.parse(focal.file.languageId, focal.file.text);
  try {
    const broken = firstError(tree.rootNode);
    if (broken === undefined) return;
    throw new HumanError(
      'brokenFile',
      `The file has a syntax error in line ${broken.startPosition.row + 1}, outside ${focal.qualifiedName}, so nothing in it can be run.`,
      'Mend it first, or name the function that holds it.',
    );
  } finally {
    tree.delete();
  }
}

/** In the order of the text. */
function firstError(node: SyntaxNode): SyntaxNode | undefined {
  if (!node.hasError) return undefined;
  if (node.isError || node.isMissing) return node;
  for (const child of node.children) {
    const found = firstError(child);
    if (found) return found;
  }
  return undefined;
}

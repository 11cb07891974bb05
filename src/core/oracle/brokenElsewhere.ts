import type { Syntax, SyntaxNode } from '../capture/syntax';
import { HumanError } from '../errors';
import type { FocalFunction } from '../model/focalFunction';
import type { Verdict } from '../model/test';
import { isUnreadable } from '../model/verdicts';
import type { Reproduction } from './reproduce';

/** A module that is not installed, or not where the import says; both runtimes name it in the message. */
const MISSING = /^(No module named |cannot import name |Cannot find (module|package) )/;

/**
 * No candidate can mend a file that is broken outside of the function. The grammar alone may be wrong about new syntax, so
 * the runtime has to say so too, on every trusted test; a missing module must have kept all of them out of the function.
 * @throws HumanError `brokenFile`, with the line or the module.
 */
export async function mustLoad(
  syntax: Syntax,
  focal: FocalFunction,
  { tests, verdicts, coverage }: Pick<Reproduction, 'tests' | 'verdicts' | 'coverage'>,
  runtime: string,
): Promise<void> {
  const trusted = tests.filter((test) => test.trust === 'trusted');
  const [first] = trusted.map(({ id }) => verdicts.get(id));
  const all = (holds: (verdict: Verdict | undefined) => boolean): boolean =>
    trusted.every(({ id }) => holds(verdicts.get(id)));
  const inside = trusted.some(({ id }) => (coverage.get(id)?.length ?? 0) > 0);
  const missing = first?.kind === 'errored' && MISSING.test(first.message) && !inside ? first.message : undefined;
  if (missing !== undefined && all((v) => v?.kind === 'errored' && v.message === missing)) {
    throw new HumanError(
      'brokenFile',
      `${runtime} cannot load the file: ${missing.replace(/ imported from .*$/s, '')}. No test gets as far as ${focal.qualifiedName}.`,
      'Install the module, or choose the interpreter or the project that has it.',
    );
  }
  if (focal.syntaxErrors.length > 0 || !all(isUnreadable)) return;
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

import type { Syntax, SyntaxNode } from '../capture/syntax';
import type { FrameworkId } from '../model/test';
import type { LanguageId } from '../model/focalFunction';
import { parseValue } from '../oracle/inputs/literal';

/** A test that stands in a file, by the names its framework gives it. Lines are zero-based. */
export interface StandingTest {
  /** As `ProjectTest.selector`: `TestFare::test_zero` (pytest), `TestFare.test_zero` (unittest), `fare > returns 500` (the others). */
  readonly selector: string;
  /** Its own name. */
  readonly name: string;
  readonly line: number;
  readonly lastLine: number;
}

/** Tests whose names are written out. Those with computed names (`it.each`, templates with values) are known to their framework alone. */
export async function standingTests(
  syntax: Syntax,
  languageId: LanguageId,
  text: string,
  framework: FrameworkId,
): Promise<readonly StandingTest[]> {
  const tree = await syntax.parse(languageId, text);
  try {
    const query = await syntax.query(languageId, syntax.definition(languageId).queries.tests);
    const found = new Map<number, { readonly node: SyntaxNode; readonly word: string }>();
    for (const { captures } of query.matches(tree.rootNode)) {
      const node = captures.find((c) => c.name === 'test')?.node;
      const name = captures.find((c) => c.name === 'name')?.node;
      if (node && name) found.set(node.id, { node, word: name.text });
    }
    return [...found.values()].flatMap(({ node, word }) =>
      languageId === 'python' ? pythonTest(node, word, framework) : calledTest(node, word, found),
    );
  } finally {
    tree.delete();
  }
}

function pythonTest(node: SyntaxNode, name: string, framework: FrameworkId): readonly StandingTest[] {
  const classes: string[] = [];
  for (let above = node.parent; above; above = above.parent) {
    // A function inside of a function is no test.
    if (above.type === 'function_definition') return [];
    if (above.type === 'class_definition') classes.unshift(above.childForFieldName('name')?.text ?? '');
  }
  if (framework === 'unittest' && classes.length === 0) return [];
  const selector = [...classes, name].join(framework === 'unittest' ? '.' : '::');
  return [{ selector, name, line: node.startPosition.row, lastLine: node.endPosition.row }];
}

const isSuite = (word: string): boolean => word === 'describe' || word === 'suite';

function calledTest(
  node: SyntaxNode,
  word: string,
  all: ReadonlyMap<number, { readonly node: SyntaxNode; readonly word: string }>,
): readonly StandingTest[] {
  const name = titleOf(node);
  if (isSuite(word) || name === undefined) return [];
  const path = [name];
  for (let above = node.parent; above; above = above.parent) {
    const around = all.get(above.id);
    if (!around) continue;
    const title = titleOf(around.node);
    if (title === undefined) return [];
    path.unshift(title);
  }
  return [{ selector: path.join(' > '), name, line: node.startPosition.row, lastLine: node.endPosition.row }];
}

function titleOf(call: SyntaxNode): string | undefined {
  const title = call.childForFieldName('arguments')?.namedChild(0);
  if (!title || title.descendantsOfType('template_substitution').length > 0) return undefined;
  if (title.type === 'template_string') return title.text.slice(1, -1);
  const value = parseValue(title.text, 'javascript');
  return value.kind === 'string' ? value.value : undefined;
}

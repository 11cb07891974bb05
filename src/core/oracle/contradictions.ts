import type { Syntax, SyntaxNode } from '../capture/syntax';
import type { FocalFunction } from '../model/focalFunction';
import type { ExampleTest, Test } from '../model/test';
import type { ExecutionSession } from '../ports';

/** A docstring example and the assertion that asks something else of the same call. */
export interface Contradiction {
  readonly example: Test;
  readonly assertion: Test;
}

/** An assertion that says what one call returns, as source texts. */
interface Promised {
  readonly call: string;
  readonly value: string;
}

/** Wall time of comparing two literals, in milliseconds. */
const COMPARE_MS = 1000;

/**
 * Docstring examples that no program can satisfy together with the user's assertions: both name the same call, and the assertion's value is
 * not the example's. Documentation goes stale more often than tests do, so the assertion is believed. The comparison is the runtime's own:
 * the assertion's value takes the place of the call in the example.
 */
export async function contradictions(
  syntax: Syntax,
  session: ExecutionSession,
  focal: FocalFunction,
  tests: readonly Test[],
  signal: AbortSignal,
): Promise<readonly Contradiction[]> {
  const examples = tests.filter(
    (test): test is ExampleTest => test.kind === 'example' && test.source === 'docstring' && test.trust === 'trusted',
  );
  const scripts = tests.filter((test) => test.kind === 'script');
  if (examples.length === 0 || scripts.length === 0) return [];
  const { languageId } = focal.file;
  const promised = new Map<string, { readonly assertion: Test; readonly value: string }>();
  for (const assertion of scripts) {
    const found = await read(syntax, languageId, assertion.title, promiseOf);
    if (found) promised.set(found.call, { assertion, value: found.value });
  }
  const pairs: (Contradiction & { readonly check: ExampleTest })[] = [];
  for (const example of examples) {
    const call = await read(syntax, languageId, example.call, (root) => tokens(root));
    const rival = call === undefined ? undefined : promised.get(call);
    if (!rival) continue;
    const check: ExampleTest = { ...example, id: `${example.id} against ${rival.assertion.id}`, call: rival.value };
    pairs.push({ example, assertion: rival.assertion, check });
  }
  if (pairs.length === 0) return [];
  const result = await session.run(
    { id: 'contradictions', source: focal.file.text, tests: pairs.map(({ check }) => check), testMs: COMPARE_MS },
    signal,
  );
  if (result.kind !== 'ran') return [];
  return pairs.filter(({ check }) => result.verdicts.get(check.id)?.kind === 'failed');
}

async function read<T>(
  syntax: Syntax,
  languageId: FocalFunction['file']['languageId'],
  text: string,
  from: (root: SyntaxNode) => T | undefined,
): Promise<T | undefined> {
  const tree = await syntax.parse(languageId, text);
  try {
    return tree.rootNode.hasError ? undefined : from(tree.rootNode);
  } finally {
    tree.delete();
  }
}

const comparisons = new Set(['comparison_operator', 'binary_expression']);
const calls = new Set(['call', 'call_expression']);

/** `call == value`, bare or in `console.assert(…)`, with or without `JSON.stringify` around both sides. */
function promiseOf(root: SyntaxNode): Promised | undefined {
  let node: SyntaxNode | null | undefined = root.namedChildCount === 1 ? root.namedChild(0) : undefined;
  if (node?.type === 'expression_statement') node = node.namedChild(0);
  const callee = node?.childForFieldName('function')?.text ?? '';
  if (node && calls.has(node.type) && /^(console\.)?assert(\.ok)?$/.test(callee)) node = argumentsOf(node)[0];
  if (!node || !comparisons.has(node.type) || node.namedChildCount !== 2) return undefined;
  const operator = node.children.find((child) => !child.isNamed)?.text ?? '';
  let [left, right] = node.namedChildren;
  if (!/^===?$/.test(operator) || !left || !right) return undefined;
  const [one, other] = [serialised(left), serialised(right)];
  if ((one === undefined) !== (other === undefined)) return undefined;
  left = one ?? left;
  right = other ?? right;
  // The value must not be another call of the program: only then it is the same for every candidate.
  const constant = right.descendantsOfType([...calls, 'identifier']).length === 0;
  return calls.has(left.type) && constant ? { call: tokens(left), value: right.text } : undefined;
}

function serialised(node: SyntaxNode): SyntaxNode | undefined {
  const stringify = calls.has(node.type) && node.childForFieldName('function')?.text === 'JSON.stringify';
  return stringify ? argumentsOf(node)[0] : undefined;
}

const argumentsOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  node.childForFieldName('arguments')?.namedChildren ?? [];

/** The text without its layout: equal for `f("a", 1)` and `f( 'a',1 )`. */
function tokens(node: SyntaxNode): string {
  if (node.type === 'string') return JSON.stringify(node.text.slice(1, -1));
  if (node.childCount === 0) return node.text === ';' ? '' : node.text;
  return node.children.map(tokens).join(' ').trim();
}

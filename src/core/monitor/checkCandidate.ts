import type { Syntax, SyntaxNode, SyntaxTree } from '../capture/syntax';
import type { Finding } from '../model/candidate';
import type { FocalFunction } from '../model/focalFunction';
import type { Test } from '../model/test';
import type { Subject } from './monitor';
import { monitors } from './registry';
import { plain } from './subject';

/**
 * Everything the monitors have to say about one candidate. `candidateText` is the whole file with the candidate in it;
 * the tests are those a candidate might have been bent to.
 */
export async function checkCandidate(
  syntax: Syntax,
  focal: FocalFunction,
  candidateText: string,
  tests: readonly Test[],
): Promise<Finding[]> {
  const { languageId, text } = focal.file;
  const beforeTree = await syntax.parse(languageId, text);
  const afterTree = await syntax.parse(languageId, candidateText);
  try {
    const language = syntax.definition(languageId);
    const { before, after } = functionsOf(syntax, focal, candidateText, beforeTree, afterTree);
    const subject: Subject = {
      focal,
      language,
      python: language.spelling.blocks === 'indentation',
      ...(before && { before }),
      ...(after && { after }),
      beforeTree,
      afterTree,
      candidate: candidateText,
      literals: literalsOf(tests),
    };
    return monitors.flatMap((monitor) => [...monitor.check(subject)]);
  } finally {
    beforeTree.delete();
    afterTree.delete();
  }
}

/** The function's node in the original and in the candidate. */
export function functionsOf(
  syntax: Syntax,
  focal: FocalFunction,
  candidate: string,
  beforeTree: SyntaxTree,
  afterTree: SyntaxTree,
): { readonly before?: SyntaxNode; readonly after?: SyntaxNode } {
  const { functions } = syntax.definition(focal.file.languageId).roles;
  const before = at(beforeTree, focal.nodeRange.start, focal.nodeRange.end, functions);
  const after = locate(afterTree, focal, candidate, functions);
  return { ...(before && { before }), ...(after && { after }) };
}

/** The function in the candidate: where it was, when the text around it is as it was; else the one of that name nearest to its place. */
function locate(
  tree: SyntaxTree,
  focal: FocalFunction,
  candidate: string,
  functions: readonly string[],
): SyntaxNode | undefined {
  const { text } = focal.file;
  const { start, end } = focal.nodeRange;
  const tail = text.length - end;
  if (candidate.startsWith(text.slice(0, start)) && candidate.endsWith(text.slice(end))) {
    const found = at(tree, start, candidate.length - tail, functions);
    if (found) return found;
  }
  const named = tree.rootNode.descendantsOfType([...functions]).filter((node) => nameOf(node) === focal.name);
  return named.sort((a, b) => Math.abs(a.startIndex - start) - Math.abs(b.startIndex - start))[0];
}

function nameOf(node: SyntaxNode): string | undefined {
  return (node.childForFieldName('name') ?? node.parent?.childForFieldName('name'))?.text;
}

function at(tree: SyntaxTree, start: number, end: number, functions: readonly string[]): SyntaxNode | undefined {
  let node = tree.rootNode.descendantForIndex(start, Math.max(start, end - 1));
  let best: SyntaxNode | undefined;
  for (; node; node = node.parent) {
    if (node.startIndex < start) break;
    if (functions.includes(node.type) && node.startIndex === start) best = node;
  }
  return best;
}

const literal = /(["'`])(?:\\.|(?!\1).)*\1|(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])/g;

function literalsOf(tests: readonly Test[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const test of tests) {
    const texts = [test.title];
    if (test.kind === 'example') {
      texts.push(test.call);
      if (test.expected.kind === 'value') texts.push(test.expected.source);
      if (test.expected.kind === 'printed') texts.push(test.expected.text);
    } else if (test.kind === 'probe') texts.push(test.call);
    for (const text of texts) for (const [one] of text.matchAll(literal)) found.add(plain(one));
  }
  return found;
}

import type { Parser } from 'web-tree-sitter';
import type { SyntaxNode } from '../capture/syntax';
import { valueAfter } from './docstringProse';

/** One statement of an example written as code, with the value its comment promises. */
export interface CodeStep {
  readonly source: string;
  /** The expression the promise is about, when there is one. */
  readonly call?: string;
  readonly expected?: string;
}

/** Code blocks of a JSDoc text: what stands in `@example` (captions and fences removed) and between Markdown fences. */
export function codeBlocks(doc: string): readonly string[] {
  const blocks: string[] = [];
  for (const match of doc.matchAll(/@example\b([\s\S]*?)(?=\n\s*@\w|$)/g)) {
    const body = (match[1] ?? '').replace(/<caption>[\s\S]*?<\/caption>/g, '');
    blocks.push(body.replace(/^\s*(```|~~~)\w*\s*$/gm, ''));
  }
  const outside = doc.replace(/@example\b[\s\S]*?(?=\n\s*@\w|$)/g, '');
  for (const match of outside.matchAll(
    /^\s*```(?:js|javascript|ts|typescript|jsx|tsx|mjs)?\s*\n([\s\S]*?)\n\s*```/gm,
  )) {
    blocks.push(match[1] ?? '');
  }
  return blocks.filter((block) => !/^\s*>>>/m.test(block));
}

/** Statements of a block in order. A promise is the comment behind a statement on its line, else the comment line below it. */
export function readCode(parser: Parser, block: string): readonly CodeStep[] {
  const tree = parser.parse(block);
  if (!tree) return [];
  try {
    const nodes = tree.rootNode.namedChildren;
    if (tree.rootNode.hasError) return [];
    return nodes.flatMap((node, index) => {
      if (node.type === 'comment') return [];
      // Without a semicolon the comment behind a statement is its last child.
      const inner = node.namedChildren.at(-1);
      const comment = inner?.type === 'comment' ? inner : nodes[index + 1];
      const end = inner?.type === 'comment' ? (inner.previousSibling?.endIndex ?? node.endIndex) : node.endIndex;
      const step: CodeStep = { source: block.slice(node.startIndex, end) };
      const asserted = assertion(node);
      if (asserted) return [{ ...step, ...asserted }];
      const call = promisedExpression(node);
      if (!call || comment?.type !== 'comment') return [step];
      const between = block.slice(end, comment.startIndex);
      const arrow = /^(\/\/|\/\*)\s*(=>|->|→|➞|returns\b|result)/i.test(comment.text);
      if (between.includes('\n') && !(arrow && /^\s*\n\s*$/.test(between) && !between.includes('\n\n'))) return [step];
      const text = comment.text.replace(/^\/\*\s*|\s*\*\/$/g, comment.text.startsWith('/*') ? '// ' : '$&').trim();
      const expected = valueAfter(text.startsWith('// //') ? text.slice(3) : text, 0);
      return [{ ...step, call, ...(expected !== undefined && { expected }) }];
    });
  } finally {
    tree.delete();
  }
}

function promisedExpression(node: SyntaxNode): string | undefined {
  if (node.type === 'expression_statement') {
    const expression = node.namedChild(0);
    if (expression?.type !== 'call_expression') return expression?.text;
    const printed = expression.childForFieldName('function')?.text === 'console.log';
    const args = expression.childForFieldName('arguments')?.namedChildren ?? [];
    return printed ? (args.length === 1 ? args[0]?.text : undefined) : expression.text;
  }
  if (node.type !== 'lexical_declaration' && node.type !== 'variable_declaration') return undefined;
  const declared = node.namedChildCount === 1 ? node.namedChild(0) : null;
  return declared?.childForFieldName('value')?.text;
}

const equalities = new Set(['equal', 'strictEqual', 'deepEqual', 'deepStrictEqual']);
const matchers = new Set(['toBe', 'toEqual', 'toStrictEqual']);

/** `assert.equal(call, value)` and `expect(call).toBe(value)`. */
function assertion(node: SyntaxNode): { readonly call: string; readonly expected: string } | undefined {
  const call = node.type === 'expression_statement' ? node.namedChild(0) : null;
  const callee = call?.childForFieldName('function');
  const args = call?.childForFieldName('arguments')?.namedChildren ?? [];
  const method = callee?.childForFieldName('property')?.text ?? '';
  const object = callee?.childForFieldName('object');
  if (object?.text === 'assert' && equalities.has(method) && args[0] && args[1]) {
    return { call: args[0].text, expected: args[1].text };
  }
  const expect = object?.type === 'call_expression' && object.childForFieldName('function')?.text === 'expect';
  const actual = expect ? object.childForFieldName('arguments')?.namedChild(0) : null;
  return actual && args[0] && matchers.has(method) ? { call: actual.text, expected: args[0].text } : undefined;
}

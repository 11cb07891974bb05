import type { SyntaxNode } from '../capture/syntax';
import type { Monitor } from './monitor';
import { excerpt, lineOf, nodesOf, plain } from './subject';

/** A new branch that knows a test by its literals: `if n == 7: return 42`, or a table of the tests' answers. */
export const testLiterals: Monitor = {
  id: 'test literals',
  *check({ before, after, literals }) {
    if (!after || literals.size === 0) return;
    const known = new Map<string, number>();
    for (const one of literalsIn(before)) known.set(one.text, (known.get(one.text) ?? 0) + 1);
    const fresh = (node: SyntaxNode): SyntaxNode[] =>
      literalsIn(node)
        .filter((one) => literals.has(one.text) && !known.has(one.text))
        .map((one) => one.node);
    const old = new Set([...nodesOf(before)].filter((node) => isBranch(node)).map((node) => conditionOf(node)?.text));
    for (const node of nodesOf(after)) {
      if (isBranch(node) && !old.has(conditionOf(node)?.text)) {
        const condition = conditionOf(node);
        if (
          !condition ||
          !/===?|\bin\b|\bis\b|\.includes\(|\bcase\b/.test(
            condition.text + (node.type.includes('case') ? ' case ' : ''),
          )
        )
          continue;
        const body = node.childForFieldName('consequence') ?? node.namedChildren.at(-1);
        const returned = body
          ? [...nodesOf(body)].find((n) => n.type === 'return_statement')?.firstNamedChild
          : undefined;
        const special = fresh(condition).filter((one) => !trivial.test(plain(one.text)));
        const answer = returned && fresh(returned).some((one) => !trivial.test(plain(one.text))) && isLiteral(returned);
        if (special.length > 0 || (answer === true && literalsIn(condition).length > 0)) {
          yield {
            monitor: this.id,
            message: `"${excerpt(condition)}" singles out a value of a test.`,
            severity: 'demote',
            line: lineOf(node),
          };
        }
      }
      if (/^(dictionary|object|pair_list|array|list)$/.test(node.type) && node.namedChildCount >= 2) {
        const special = fresh(node).filter((one) => !trivial.test(plain(one.text)));
        if (special.length >= 2 && !before?.text.includes(node.text))
          yield {
            monitor: this.id,
            message: `"${excerpt(node)}" lists values of the tests.`,
            severity: 'demote',
            line: lineOf(node),
          };
      }
    }
  },
};
/** Values every program may speak of. */
const trivial = /^(-?[0-3]|10|100|)$/;

const isBranch = (node: SyntaxNode): boolean =>
  /^(if_statement|elif_clause|conditional_expression|ternary_expression|switch_case|case_clause)$/.test(node.type);

function conditionOf(node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'conditional_expression') return node.namedChildren[1] ?? null;
  return node.childForFieldName('condition') ?? node.childForFieldName('value') ?? node.firstNamedChild;
}

const isLiteral = (node: SyntaxNode): boolean =>
  /^(integer|float|number|string|list|array|tuple|unary_operator|unary_expression|dictionary|object)$/.test(node.type);

function literalsIn(node: SyntaxNode | undefined): { text: string; node: SyntaxNode }[] {
  return [...nodesOf(node)]
    .filter((one) => /^(integer|float|number|string)$/.test(one.type))
    .map((one) => ({ text: plain(signed(one)), node: one }));
}

function signed(node: SyntaxNode): string {
  return (node.parent?.type ?? '').startsWith('unary') && node.parent?.text.startsWith('-')
    ? `-${node.text}`
    : node.text;
}

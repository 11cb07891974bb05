import type { SyntaxNode } from '../capture/syntax';
import type { Monitor } from './monitor';
import { excerpt, leavesOf, lineOf, nodesOf } from './subject';

/** A candidate that passes by doing less: a constant condition, code that is never reached, a body that is one constant, or nothing but deletions. */
export const shortCircuit: Monitor = {
  id: 'short circuit',
  *check({ before, after }) {
    if (!after) return;
    const old = new Set(
      [...nodesOf(before)].flatMap((node) => constantConditions(node)).map((node) => node.parent?.text ?? node.text),
    );
    for (const node of nodesOf(after)) {
      for (const constant of constantConditions(node)) {
        if (!old.has(constant.parent?.text ?? constant.text))
          yield {
            monitor: this.id,
            message: `The condition "${excerpt(constant)}" is always the same.`,
            severity: 'demote',
            line: lineOf(constant),
          };
      }
    }
    const dead = unreachable(after);
    if (dead && !unreachable(before))
      yield {
        monitor: this.id,
        message: `"${excerpt(dead)}" is never reached.`,
        severity: 'demote',
        line: lineOf(dead),
      };
    const [was, is] = [statementsOf(before), statementsOf(after)];
    const [only] = is;
    if (
      before &&
      is.length === 1 &&
      was.length > 1 &&
      only &&
      /^return_statement$/.test(only.type) &&
      isConstant(only.firstNamedChild)
    ) {
      yield {
        monitor: this.id,
        message: 'The whole body becomes one constant.',
        severity: 'demote',
        line: lineOf(only),
      };
      return;
    }
    if (
      before &&
      countStatements(after) < countStatements(before) &&
      isSubsequence(leavesOf(after).filter(meaningful), leavesOf(before))
    ) {
      yield { monitor: this.id, message: 'It only removes code.', severity: 'demote', line: lineOf(after) };
    }
  },
};

const meaningful = (token: string): boolean => token !== 'pass' && !/^[;{}]$/.test(token);
const constantKind = /^(true|false|integer|number|none|null|string)$/;
const isConstant = (node: SyntaxNode | null | undefined): boolean =>
  !node ||
  constantKind.test(node.type) ||
  (/^(list|array|dictionary|object)$/.test(node.type) && node.namedChildCount === 0);

/** Conditions, and operands of conditions, that are literals. `while True` is a common way to loop. */
function constantConditions(node: SyntaxNode): SyntaxNode[] {
  if (!/^(if_statement|elif_clause|while_statement|conditional_expression|ternary_expression)$/.test(node.type))
    return [];
  const condition =
    node.type === 'conditional_expression' ? node.namedChildren[1] : node.childForFieldName('condition');
  const bare = condition?.type === 'parenthesized_expression' ? condition.firstNamedChild : condition;
  if (!bare || (node.type === 'while_statement' && /^(True|true|1)$/.test(bare.text))) return [];
  const operands = (at: SyntaxNode): SyntaxNode[] => {
    const operator = at.childForFieldName('operator')?.text ?? '';
    return /^(and|or|&&|\|\|)$/.test(operator) ? at.namedChildren.flatMap((child) => operands(child)) : [at];
  };
  return operands(bare).filter((one) => constantKind.test(one.type));
}

function unreachable(node: SyntaxNode | undefined): SyntaxNode | undefined {
  for (const one of nodesOf(node)) {
    if (
      !/^(return|raise|throw|break|continue)_statement$/.test(one.type) ||
      !/^(block|statement_block)$/.test(one.parent?.type ?? '')
    )
      continue;
    let next = one.nextNamedSibling;
    while (next?.type === 'comment' || next?.type === 'empty_statement' || next?.type === 'function_declaration')
      next = next.nextNamedSibling;
    if (next) return next;
  }
  return undefined;
}

function statementsOf(node: SyntaxNode | undefined): SyntaxNode[] {
  const statements = node?.childForFieldName('body')?.namedChildren ?? [];
  return statements.filter(
    (one) => one.type !== 'comment' && !(one.type === 'expression_statement' && one.firstNamedChild?.type === 'string'),
  );
}

function countStatements(node: SyntaxNode): number {
  return [...nodesOf(node)].filter(
    (one) => /(_statement|_declaration)$/.test(one.type) && one.type !== 'pass_statement',
  ).length;
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const token of whole) if (part[at] === token) at++;
  return at === part.length && part.length < whole.length;
}

import type { SyntaxNode } from '../../../capture/syntax';
import { escapeRegExp } from '../../../escapeRegExp';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { becomes, changeIn, operand, replaceRange } from '../edits';
import { kindsOf } from '../types';
import { binary, isPython, isTarget, member, parts, type Binary } from '../view';

/** What leaves a sum, a product or a text as it is. */
const neutral: Readonly<Record<string, string>> = { '+': '0', '-': '0', '*': '1', '/': '1', '//': '1' };

/** A number that may be left out is counted with: `a.count ?? 1`. TypeScript's `!` only says that it is there. */
export const missingValue: FixTemplate = {
  id: 'missingValue',
  bugClass: 'missing case',
  prior: 0.4,
  examples: [
    {
      language: 'typescript',
      buggy:
        'interface Line { price: number; count?: number }\nfunction cost(line: Line): number {\n  return line.price * line.count!;\n}\n',
      fixed:
        'interface Line { price: number; count?: number }\nfunction cost(line: Line): number {\n  return line.price * (line.count ?? 1);\n}\n',
    },
    {
      language: 'typescript',
      buggy: 'function city(user: { home?: { city: string } }): string | undefined {\n  return user.home!.city;\n}\n',
      fixed: 'function city(user: { home?: { city: string } }): string | undefined {\n  return user.home?.city;\n}\n',
    },
    {
      language: 'javascript',
      buggy: 'function total(order) {\n  return order.goods + order.tip;\n}\n',
      fixed: 'function total(order) {\n  return order.goods + (order.tip ?? 0);\n}\n',
    },
    {
      language: 'python',
      buggy: 'def total(price: int, tip: int | None = None):\n    return price + tip\n',
      fixed: 'def total(price: int, tip: int | None = None):\n    return price + (tip or 0)\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    // What is asserted to be there is looked at with its `!`.
    if (isTarget(node) || /^!(?!=)/.test(context.text.slice(node.endIndex, node.endIndex + 2))) return;
    const python = isPython(context);
    const asserted = node.type === 'non_null_expression' ? parts(node)[0] : undefined;
    const around = node.parent;
    if (!around) return;
    if (asserted && member(around)?.object.id === node.id) {
      yield {
        ...changeIn(around, node, `${asserted.text}?`),
        title: `\`${around.text}\` becomes \`${asserted.text}?${around.text.slice(node.text.length)}\``,
      };
      return;
    }
    // The grammar reads `a * b!` as `(a * b)!`: what is asserted is the last operand.
    const last = asserted && lastSum(asserted);
    const value = last?.right ?? asserted ?? node;
    const pair = last ?? binary(around, 'arithmetic');
    const sum = pair && neutral[pair.text];
    const evidence = asserted ? 1 : mayLack(value, context, python);
    if (evidence === 0 || (sum === undefined && !asserted)) return;
    const sign = python ? 'or' : '??';
    const first = sum ?? '0';
    const instead = (empty: string, weight: number): Proposal => {
      const text = `(${operand(value)} ${sign} ${empty})`;
      const edits = [replaceRange(value.startIndex, node.endIndex, text)];
      return { edits, title: becomes(context.text.slice(value.startIndex, node.endIndex), text), weight };
    };
    yield instead(first, evidence);
    if (evidence === 1) {
      yield instead(first === '0' ? '1' : '0', 0.4);
      if (!python && (pair?.text === '+' || !pair)) yield instead("''", 0.4);
      if (asserted && !pair) yield instead('[]', 0.4);
    }
  },
};

/** The innermost sum or product that ends where the expression ends. */
function lastSum(node: SyntaxNode): Binary | undefined {
  const pair = binary(node, 'arithmetic');
  return pair && (lastSum(pair.right) ?? pair);
}

/** How much says that a value may not be there: 1 for a type that says so, a little for any member of an untyped object. */
function mayLack(node: SyntaxNode, context: TemplateContext, python: boolean): number {
  if (node.type === 'identifier') {
    const kinds = kindsOf(node, context);
    return kinds.has('null') && kinds.size > 1 ? 1 : 0;
  }
  const dot = python ? undefined : member(node);
  if (!dot || !/^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(dot.object.text)) return 0;
  const { text: name } = dot.property;
  if (name === 'length' || name === 'size' || /^(this|Math|Number)$/.test(dot.object.text)) return 0;
  return new RegExp(`(?<![\\w$])${escapeRegExp(name)}\\?\\s*:`).test(context.text) ? 1 : 0.15;
}

import type { SyntaxNode } from '../capture/syntax';

/** A syntax tree without comments, redundant parentheses and layout: equal texts mean equal programs. */
export interface Shape {
  readonly label: string;
  readonly key: string;
  /** Nodes, this one included. */
  readonly size: number;
  readonly children: readonly Shape[];
}

export function shapeOf(node: SyntaxNode): Shape {
  if (node.type === 'parenthesized_expression' && node.namedChildCount === 1) {
    const inside = node.firstNamedChild;
    if (inside) return shapeOf(inside);
  }
  const children: Shape[] = [];
  for (const child of node.children) {
    if (child.type === 'comment' || child.type === ';' || child.type === ',' || child.isExtra) continue;
    if (!child.isNamed && isBracket(child.type)) continue;
    children.push(shapeOf(child));
  }
  const leaf = children.length === 0;
  const label = leaf ? node.text : node.type;
  const key = leaf ? label : `${label}(${children.map((child) => child.key).join(' ')})`;
  return { label, key, size: children.reduce((sum, child) => sum + child.size, 1), children };
}

const isBracket = (type: string): boolean => type.length === 1 && '(){}[]'.includes(type);

/**
 * Size of the change from one tree to the other in syntax-tree nodes (inserted + removed, a renamed leaf counts as one).
 * A cheap upper bound of the tree edit distance: equal children are matched in order (longest common subsequence by
 * content), the rest is compared pairwise where the kinds agree.
 */
export function astDistance(before: Shape, after: Shape): number {
  if (before.key === after.key) return 0;
  if (before.children.length === 0 || after.children.length === 0) {
    return Math.max(before.size, after.size);
  }
  const own = before.label === after.label ? 0 : 1;
  return Math.min(own + childrenDistance(before.children, after.children), wrapDistance(before, after));
}

/** `f(x)` from `x`: the one is a part of the other, only what is around it changed. */
function wrapDistance(before: Shape, after: Shape): number {
  const [large, small] = before.size > after.size ? [before, after] : [after, before];
  let best = large.size + small.size;
  for (const child of large.children) {
    if (child.key === small.key) best = Math.min(best, large.size - small.size);
    else {
      for (const inner of child.children) if (inner.key === small.key) best = Math.min(best, large.size - small.size);
    }
  }
  return best;
}

function childrenDistance(a: readonly Shape[], b: readonly Shape[]): number {
  let start = 0;
  while (start < a.length && start < b.length && a[start]?.key === b[start]?.key) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end)?.key === b.at(-1 - end)?.key) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  // cost[i][j]: changing the first i of `left` into the first j of `right`
  let row: number[] = [0];
  for (const shape of right) row.push((row.at(-1) ?? 0) + shape.size);
  for (const from of left) {
    const next: number[] = [(row[0] ?? 0) + from.size];
    right.forEach((to, j) => {
      const change = from.key === to.key ? 0 : similar(from, to) ? astDistance(from, to) : from.size + to.size;
      next.push(Math.min((row[j] ?? 0) + change, (row[j + 1] ?? 0) + from.size, (next[j] ?? 0) + to.size));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Worth comparing in depth: keeps the diff near-linear on the trees of one function. */
const similar = (a: Shape, b: Shape): boolean =>
  a.label === b.label || a.children.length === 0 || b.children.length === 0 || Math.abs(a.size - b.size) < 30;

/** What is asked of a syntax-tree node; tree-sitter's nodes fit. */
export interface TreeNode {
  readonly type: string;
  readonly text: string;
  readonly children: readonly (TreeNode | null)[];
}

/**
 * Size of the change between two trees in nodes: those of the old tree that went plus those of the new tree that came, after
 * equal children were matched from both ends at each level. A renamed leaf counts 1.
 */
export function astDistance(before: TreeNode, after: TreeNode): number {
  if (before.type === after.type && before.text === after.text) return 0;
  const old = children(before);
  const now = children(after);
  if (old.length === 0 && now.length === 0) return 1;
  if (before.type !== after.type) return Math.max(size(before), size(after));
  let start = 0;
  while (start < old.length && start < now.length && same(old[start], now[start])) start++;
  let oldEnd = old.length;
  let nowEnd = now.length;
  while (oldEnd > start && nowEnd > start && same(old[oldEnd - 1], now[nowEnd - 1])) {
    oldEnd--;
    nowEnd--;
  }
  const gone = old.slice(start, oldEnd);
  const come = now.slice(start, nowEnd);
  let distance = 0;
  const pairs = Math.min(gone.length, come.length);
  for (let i = 0; i < pairs; i++) {
    const a = gone[i];
    const b = come[i];
    if (a && b) distance += astDistance(a, b);
  }
  for (const node of [...gone.slice(pairs), ...come.slice(pairs)]) distance += size(node);
  return distance;
}

const children = (node: TreeNode): readonly TreeNode[] => node.children.filter((child) => child !== null);
const size = (node: TreeNode): number => children(node).reduce((sum, child) => sum + size(child), 1);
const same = (a: TreeNode | undefined, b: TreeNode | undefined): boolean => a?.type === b?.type && a?.text === b?.text;

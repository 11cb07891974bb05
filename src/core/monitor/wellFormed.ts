import type { SyntaxNode } from '../capture/syntax';
import type { Monitor } from './monitor';
import { excerpt, lineOf } from './subject';

/** The candidate must parse where the original did, and a repair of a broken function must leave no error in it. */
export const wellFormed: Monitor = {
  id: 'syntax',
  *check({ before, after, beforeTree, afterTree }) {
    if (!after) {
      yield { monitor: this.id, message: 'The function is gone.', severity: 'reject' };
      return;
    }
    const inside = errors(after);
    const [first] = inside;
    if (first) {
      const message = first.isMissing ? `"${first.type}" is missing.` : `"${excerpt(first)}" does not parse.`;
      yield { monitor: this.id, message, severity: 'reject', line: lineOf(first) };
      return;
    }
    const known = errors(beforeTree.rootNode).length - (before ? errors(before).length : 0);
    const around = errors(afterTree.rootNode);
    const [outside] = around;
    if (outside && around.length > known) {
      yield {
        monitor: this.id,
        message: 'The file around the function no longer parses.',
        severity: 'reject',
        line: lineOf(outside),
      };
    }
  },
};

function errors(node: SyntaxNode): SyntaxNode[] {
  if (!node.hasError) return [];
  return [...(node.isError || node.isMissing ? [node] : []), ...node.children.flatMap((child) => errors(child))];
}

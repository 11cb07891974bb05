import type { SyntaxNode } from '../capture/syntax';
import type { Monitor } from './monitor';
import { excerpt, lineOf, nodesOf } from './subject';

/** A new handler that hides every error instead of repairing its cause. */
export const swallowedErrors: Monitor = {
  id: 'swallowed errors',
  *check({ before, after, python }) {
    const count = (node: SyntaxNode | undefined): SyntaxNode[] =>
      [...nodesOf(node)].filter((one) => (python ? hidesInPython(one) : hidesInJavaScript(one)));
    const [old, now] = [count(before), count(after)];
    const last = now.at(-1);
    if (last && now.length > old.length)
      yield {
        monitor: this.id,
        message: `"${excerpt(last)}" hides every error.`,
        severity: 'demote',
        line: lineOf(last),
      };
  },
};

function hidesInPython(node: SyntaxNode): boolean {
  return (
    node.type === 'except_clause' &&
    /^except(\s+(Base)?Exception(\s+as\s+\w+)?)?\s*:/.test(node.text) &&
    !/\braise\b/.test(node.text)
  );
}

function hidesInJavaScript(node: SyntaxNode): boolean {
  return node.type === 'catch_clause' && !/\bthrow\b|instanceof/.test(node.text);
}

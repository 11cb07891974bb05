import { factsOf } from './facts';
import { assignmentOf, callOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { insertAfter, isJump, isStatement, nextStatement, offer } from '../statements';
import type { SyntaxNode } from '../../../capture/syntax';

/** A search that takes a step and never takes it back before the next one. */
export const restoreState: FixTemplate = {
  id: 'restoreState',
  bugClass: 'missing statement',
  prior: 0.3,
  examples: [
    inPython(
      'def perms(xs, path, out):\n    for x in xs:\n        path.append(x)\n        perms(xs - {x}, path, out)\n    return out\n',
      'def perms(xs, path, out):\n    for x in xs:\n        path.append(x)\n        perms(xs - {x}, path, out)\n        path.pop()\n    return out\n',
    ),
    inJavaScript(
      'function walk(n, seen) {\n  seen.add(n);\n  for (const m of n.next) walk(m, seen);\n}\n',
      'function walk(n, seen) {\n  seen.add(n);\n  for (const m of n.next) walk(m, seen);\n  seen.delete(n);\n}\n',
    ),
    inPython(
      'def place(board, i):\n    board[i] = True\n    place(board, i + 1)\n',
      'def place(board, i):\n    board[i] = True\n    place(board, i + 1)\n    board[i] = False\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'expression_statement' || !isStatement(node, context)) return;
    const undo = undoOf(node, phrasesOf(context).python);
    if (undo === undefined || factsOf(context).recursion.length === 0) return;
    const holder = /^[\w.]+/.exec(undo)?.[0] ?? '';
    if (context.root.text.includes(undo.replace(/\(.*$/s, '(')) && !undo.includes(' = ')) return;
    const p = phrasesOf(context);
    let last: SyntaxNode | undefined;
    const recursion = factsOf(context).recursion;
    const holds = (at: SyntaxNode): boolean =>
      recursion.some((r) => at.startIndex <= r.startIndex && r.endIndex <= at.endIndex);
    for (let at = nextStatement(node); at; at = nextStatement(at)) if (holds(at)) last = at;
    if (last && !isJump(last))
      yield* offer(`undo it for \`${holder}\``, 1, insertAfter(last, [p.simple(undo)], context));
  },
};

/** The statement that takes back what this one does. */
function undoOf(node: SyntaxNode, python: boolean): string | undefined {
  const call = callOf(node);
  const [arg] = call?.args ?? [];
  if (call?.receiver && arg) {
    const object = call.receiver.text;
    if (call.name === 'append' || call.name === 'push') return `${object}.pop()`;
    if (call.name === 'add') return python ? `${object}.remove(${arg.text})` : `${object}.delete(${arg.text})`;
  }
  const assignment = assignmentOf(node);
  if (!assignment) return undefined;
  const { left, right, operator } = assignment;
  if (operator === '+=') return `${left.text} -= ${right.text}`;
  if (operator === '-=') return `${left.text} += ${right.text}`;
  if (operator !== '=' || !left.type.startsWith('subscript')) return undefined;
  const opposite: Readonly<Record<string, string>> = {
    True: 'False',
    False: 'True',
    true: 'false',
    false: 'true',
    '1': '0',
    '0': '1',
  };
  const value = opposite[right.text];
  return value === undefined ? undefined : `${left.text} = ${value}`;
}

import type { SyntaxNode } from '../../../capture/syntax';
import { brief } from '../edits';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { layoutOf, offer, replaceNode } from '../statements';

const mostBranches = 6;

/** The special case stands behind the general one and is never reached: a branch moves in front of those before it. */
export const branchOrder: FixTemplate = {
  id: 'branchOrder',
  bugClass: 'wrong order',
  prior: 0.3,
  examples: [
    inPython(
      "def size(n):\n    if n > 10:\n        return 'big'\n    elif n > 100:\n        return 'huge'\n    return 'small'\n",
      "def size(n):\n    if n > 100:\n        return 'huge'\n    elif n > 10:\n        return 'big'\n    return 'small'\n",
    ),
    inJavaScript(
      "function grade(n) {\n  let g = 'F';\n  if (n >= 50) {\n    g = 'C';\n  } else if (n >= 70) {\n    g = 'B';\n  } else if (n >= 90) {\n    g = 'A';\n  }\n  return g;\n}\n",
      "function grade(n) {\n  let g = 'F';\n  if (n >= 90) {\n    g = 'A';\n  } else if (n >= 70) {\n    g = 'B';\n  } else if (n >= 50) {\n    g = 'C';\n  }\n  return g;\n}\n",
    ),
    inPython(
      "def fizz(n):\n    if n % 3 == 0:\n        return 'a'\n    elif n % 5 == 0:\n        return 'b'\n    elif n % 15 == 0:\n        return 'c'\n    return ''\n",
      "def fizz(n):\n    if n % 15 == 0:\n        return 'c'\n    elif n % 3 == 0:\n        return 'a'\n    elif n % 5 == 0:\n        return 'b'\n    return ''\n",
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'if_statement' || node.parent?.type === 'else_clause') return;
    const branches = chain(node, layoutOf(context).python);
    if (branches.length < 2 || branches.length > mostBranches) return;
    const order = branches.map((_, index) => index);
    const orders: (readonly number[])[] = [[...order].reverse()];
    for (let from = branches.length - 1; from > 0; from--) orders.push([from, ...order.filter((i) => i !== from)]);
    const seen = new Set([order.join()]);
    for (const moved of orders) {
      if (seen.has(moved.join())) continue;
      seen.add(moved.join());
      const edits = branches.flatMap((slot, index) => {
        const given = branches[moved[index] ?? index];
        return given && given !== slot
          ? [replaceNode(slot.condition, given.condition.text), replaceNode(slot.body, given.body.text)]
          : [];
      });
      const first = branches[moved[0] ?? 0];
      if (first) yield* offer(`\`${brief(first.condition.text)}\` is asked first`, 1, ...edits);
    }
  },
};

interface Branch {
  readonly condition: SyntaxNode;
  readonly body: SyntaxNode;
}

/** The branches of `if … else if …` that have a condition, in order. */
function chain(first: SyntaxNode, python: boolean): readonly Branch[] {
  const found: Branch[] = [];
  const add = (holder: SyntaxNode): void => {
    const condition = holder.childForFieldName('condition');
    const body = holder.childForFieldName('consequence');
    if (condition && body) found.push({ condition, body });
  };
  add(first);
  if (python) {
    for (const clause of first.namedChildren) if (clause.type === 'elif_clause') add(clause);
    return found;
  }
  let next = first.childForFieldName('alternative')?.firstNamedChild;
  while (next?.type === 'if_statement') {
    add(next);
    next = next.childForFieldName('alternative')?.firstNamedChild;
  }
  return found;
}

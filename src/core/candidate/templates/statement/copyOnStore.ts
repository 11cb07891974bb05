import { factsOf, shapesOf } from './facts';
import { assignmentOf, callOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { offer, replaceNode } from '../statements';

/** Two names for one list: what is stored, passed on or returned keeps changing afterwards. A copy is stored instead. */
export const copyOnStore: FixTemplate = {
  id: 'copyOnStore',
  bugClass: 'aliasing',
  prior: 0.3,
  examples: [
    inPython(
      'def paths(xs, path, out):\n    if not xs:\n        out.append(path)\n        return\n    path.append(xs[0])\n    paths(xs[1:], path, out)\n    path.pop()\n',
      'def paths(xs, path, out):\n    if not xs:\n        out.append(path[:])\n        return\n    path.append(xs[0])\n    paths(xs[1:], path, out)\n    path.pop()\n',
    ),
    inJavaScript(
      'function snapshots(xs) {\n  const out = [];\n  const part = [];\n  for (const x of xs) {\n    part.push(x);\n    out.push(part);\n  }\n  return out;\n}\n',
      'function snapshots(xs) {\n  const out = [];\n  const part = [];\n  for (const x of xs) {\n    part.push(x);\n    out.push([...part]);\n  }\n  return out;\n}\n',
    ),
    inPython(
      'def step(grid: list):\n    new = grid\n    new[0] = 1\n    return new\n',
      'def step(grid: list):\n    new = grid[:]\n    new[0] = 1\n    return new\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'identifier') return;
    const shapes = shapesOf(node.text, context);
    if (shapes.size > 0 && !(['list', 'map', 'set'] as const).some((s) => shapes.has(s))) return;
    const parent = node.parent;
    const call = parent?.parent ? callOf(parent.parent) : undefined;
    const assignment = parent ? assignmentOf(parent) : undefined;
    const stored =
      call?.args.some((a) => a.id === node.id) && /^(append|push|insert|unshift|add|set|put)$/.test(call.name);
    const passed =
      call?.args.some((a) => a.id === node.id) && factsOf(context).recursion.some((r) => r.id === parent?.parent?.id);
    const aliased = assignment?.right.id === node.id && assignment.operator === '=';
    const returned =
      parent?.type === 'return_statement' && shapes.size > 0 && factsOf(context).parameters.includes(node.text);
    const weight = stored ? 1 : aliased ? 0.8 : passed ? 0.5 : returned ? 0.15 : 0;
    if (weight === 0) return;
    for (const [index, copy] of phrasesOf(context).copy(node.text, shapes).slice(0, 2).entries()) {
      yield* offer(
        `a copy of \`${node.text}\``,
        weight * (shapes.size > 0 ? 1 : 0.3) * 0.4 ** index,
        replaceNode(node, copy),
      );
    }
  },
};

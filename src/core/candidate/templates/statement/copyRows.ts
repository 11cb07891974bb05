import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { layoutOf, offer, replaceNode } from '../statements';

/** A copy of a table that shares its rows with the original. */
export const copyRows: FixTemplate = {
  id: 'copyRows',
  bugClass: 'aliasing',
  prior: 0.12,
  examples: [
    inPython(
      'def step(grid):\n    new = grid[:]\n    new[0][0] = 1\n    return new\n',
      'def step(grid):\n    new = [row[:] for row in grid]\n    new[0][0] = 1\n    return new\n',
    ),
    inJavaScript(
      'function step(grid) {\n  const next = [...grid];\n  next[0][0] = 1;\n  return next;\n}\n',
      'function step(grid) {\n  const next = grid.map((row) => [...row]);\n  next[0][0] = 1;\n  return next;\n}\n',
    ),
  ],
  *propose(node, context) {
    const { python } = layoutOf(context);
    const shallow = python
      ? /^(?:list\((\w+)\)|(\w+)\[:\]|(\w+)\.copy\(\))$/
      : /^(?:\[\.\.\.(\w+)\]|(\w+)\.slice\(\)|Array\.from\((\w+)\))$/;
    if (!/^(call|subscript|array|call_expression)$/.test(node.type)) return;
    const found = shallow.exec(node.text);
    const name = found?.[1] ?? found?.[2] ?? found?.[3];
    if (name === undefined) return;
    const nested = /\]\[|for \w+ in \w+:\s*\n\s*for |of \w+\) \{\s*\n\s*for /.test(context.root.text);
    yield* offer(
      'copy the rows too',
      nested ? 1 : 0.3,
      replaceNode(node, python ? `[row[:] for row in ${name}]` : `${name}.map((row) => [...row])`),
    );
  },
};

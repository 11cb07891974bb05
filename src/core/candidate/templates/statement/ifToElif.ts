import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { isStatement, layoutOf, offer, previousStatement } from '../statements';

/** An `if` that should only be asked when the one before it said no, as when two cases overlap. */
export const ifToElif: FixTemplate = {
  id: 'ifToElif',
  bugClass: 'missing case',
  prior: 0.3,
  examples: [
    inPython(
      'def grade(n):\n    g = "c"\n    if n > 90:\n        g = "a"\n    if n > 50:\n        g = "b"\n    return g\n',
      'def grade(n):\n    g = "c"\n    if n > 90:\n        g = "a"\n    elif n > 50:\n        g = "b"\n    return g\n',
    ),
    inJavaScript(
      'function grade(n) {\n  let g = "c";\n  if (n > 90) {\n    g = "a";\n  }\n  if (n > 50) {\n    g = "b";\n  }\n  return g;\n}\n',
      'function grade(n) {\n  let g = "c";\n  if (n > 90) {\n    g = "a";\n  } else if (n > 50) {\n    g = "b";\n  }\n  return g;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'if_statement' || !isStatement(node, context)) return;
    const previous = previousStatement(node);
    if (previous?.type !== 'if_statement') return;
    if (
      previous
        .descendantsOfType('else_clause')
        .some((e) => e.parent?.id === previous.id && e.firstNamedChild?.type !== 'if_statement')
    )
      return;
    const { python } = layoutOf(context);
    const between = context.text.slice(previous.endIndex, node.startIndex);
    if (between.trim() !== '') return;
    const edit = python
      ? { range: { start: node.startIndex, end: node.startIndex + 2 }, text: 'elif' }
      : { range: { start: previous.endIndex, end: node.startIndex }, text: ' else ' };
    yield* offer('`if` becomes ' + (python ? '`elif`' : '`else if`'), 1, edit);
  },
};

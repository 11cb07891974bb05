import type { SyntaxNode } from '../../../capture/syntax';
import { factsOf, loopVariables, namesBefore } from './facts';
import { assignmentOf, callOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { neutralReturns, phrasesOf } from './phrases';
import { addElse, hasElse, mirrors } from './sides';
import {
  blocksOf,
  brief,
  enclosingLoop,
  isStatement,
  nextStatement,
  offer,
  statementsIn,
  type Lines,
} from '../statements';

/** A case that was forgotten: the `if` gets an `else` that answers, skips, stops, or does to the sibling what the branch does. */
export const addElseBranch: FixTemplate = {
  id: 'addElseBranch',
  bugClass: 'missing case',
  prior: 0.15,
  examples: [
    inPython(
      'def all_even(xs):\n    n = 0\n    for x in xs:\n        if x % 2 == 0:\n            n += 1\n    return n\n',
      'def all_even(xs):\n    n = 0\n    for x in xs:\n        if x % 2 == 0:\n            n += 1\n        else:\n            n = 0\n    return n\n',
    ),
    inJavaScript(
      'function search(xs, y) {\n  let low = 0;\n  let high = xs.length - 1;\n  while (low <= high) {\n    const mid = (low + high) >> 1;\n    if (xs[mid] === y) return mid;\n    if (xs[mid] < y) {\n      low = mid + 1;\n    }\n  }\n  return -1;\n}\n',
      'function search(xs, y) {\n  let low = 0;\n  let high = xs.length - 1;\n  while (low <= high) {\n    const mid = (low + high) >> 1;\n    if (xs[mid] === y) return mid;\n    if (xs[mid] < y) {\n      low = mid + 1;\n    } else {\n      high = mid - 1;\n    }\n  }\n  return -1;\n}\n',
    ),
    inPython(
      'def total(xs):\n    s = 0\n    for x in xs:\n        if x < 0:\n            s += x * 2\n    return s\n',
      'def total(xs):\n    s = 0\n    for x in xs:\n        if x < 0:\n            s += x * 2\n        else:\n            s += x\n    return s\n',
    ),
    inPython(
      'def merge(a, b):\n    out = []\n    while a and b:\n        if a[0] < b[0]:\n            out.append(a.pop(0))\n    return out + a + b\n',
      'def merge(a, b):\n    out = []\n    while a and b:\n        if a[0] < b[0]:\n            out.append(a.pop(0))\n        else:\n            out.append(b.pop(0))\n    return out + a + b\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'if_statement' || !isStatement(node, context) || hasElse(node)) return;
    const p = phrasesOf(context);
    const body = blocksOf(node, context)[0];
    const statements = body ? statementsIn(body) : [];
    const last = statements.at(-1);
    if (!body || !last) return;
    const bodies: { lines: Lines; weight: number }[] = [];
    for (const mirrored of mirrors(statements, namesBefore(node, context))) bodies.push({ lines: mirrored, weight: 1 });
    const loop = enclosingLoop(node, context);
    if (loop)
      for (const jump of ['break', 'continue'])
        if (jump === 'break' || nextStatement(node)) bodies.push({ lines: [p.simple(jump)], weight: 0.35 });
    if (last.type === 'return_statement') {
      for (const { text, weight } of neutralReturns(context).slice(0, 3))
        bodies.push({ lines: [p.simple(`return ${text}`)], weight: 0.3 * weight });
    }
    const assignment = assignmentOf(last);
    if (assignment?.left.type === 'identifier') {
      const name = assignment.left.text;
      const start = factsOf(context).sites.find(
        (s) => s.name === name && s.value && s.node.startIndex < node.startIndex,
      )?.value;
      if (start && start.text !== assignment.right.text)
        bodies.push({ lines: [p.simple(`${name} = ${start.text}`)], weight: 0.6 });
      if (/^[+-]=$/.test(assignment.operator))
        bodies.push({
          lines: [p.simple(`${name} ${assignment.operator === '+=' ? '-=' : '+='} ${assignment.right.text}`)],
          weight: 0.4,
        });
    }
    // The other elements count too, only without what was done to the chosen ones.
    const plain = assignment && /^[+-]=$/.test(assignment.operator) ? operandOf(assignment.right) : undefined;
    if (assignment && plain !== undefined)
      bodies.push({ lines: [p.simple(`${assignment.left.text} ${assignment.operator} ${plain}`)], weight: 0.8 });
    const call = callOf(last);
    const argument = call?.args[0] && operandOf(call.args[0]);
    if (call?.receiver && call.args.length === 1 && argument !== undefined)
      bodies.push({ lines: [p.simple(`${call.callee.text}(${argument})`)], weight: 0.6 });
    if (call?.receiver && call.args.length === 1) {
      for (const turn of loopVariables(node, context).slice(0, 1)) {
        if (call.args[0]?.text !== turn)
          bodies.push({ lines: [p.simple(`${call.callee.text}(${turn})`)], weight: 0.6 });
      }
    }
    for (const { lines, weight } of bodies)
      yield* offer(`add \`else\`: \`${brief(lines[0] ?? '')}\``, weight, addElse(node, lines, context));
  },
};

/** `x` of `x * 2`, `x ** 2`, `-x`, `x + y`. */
function operandOf(value: SyntaxNode): string | undefined {
  if (/^(binary_operator|binary_expression)$/.test(value.type)) return value.childForFieldName('left')?.text;
  return value.type.startsWith('unary_') ? value.childForFieldName('argument')?.text : undefined;
}

import { factsOf, namesBefore, shapesOf } from './facts';
import { assignmentOf, callOf, identifiersIn, variablesOfLoop } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import {
  brief,
  compoundOf,
  enclosingLoop,
  insertAfter,
  isStatement,
  linesOf,
  nextStatement,
  offer,
} from '../statements';

/** The last group is built up in the loop and only stored when the next one begins: it must be stored once more behind the loop. */
export const flushAfterLoop: FixTemplate = {
  id: 'flushAfterLoop',
  bugClass: 'missing statement',
  prior: 0.3,
  examples: [
    inPython(
      'def chunks(xs, n):\n    out = []\n    part = []\n    for x in xs:\n        part.append(x)\n        if len(part) == n:\n            out.append(part)\n            part = []\n    return out\n',
      'def chunks(xs, n):\n    out = []\n    part = []\n    for x in xs:\n        part.append(x)\n        if len(part) == n:\n            out.append(part)\n            part = []\n    if part:\n        out.append(part)\n    return out\n',
    ),
    inJavaScript(
      'function words(s) {\n  const out = [];\n  let word = "";\n  for (const c of s) {\n    if (c === " ") {\n      out.push(word);\n      word = "";\n    } else {\n      word += c;\n    }\n  }\n  return out;\n}\n',
      'function words(s) {\n  const out = [];\n  let word = "";\n  for (const c of s) {\n    if (c === " ") {\n      out.push(word);\n      word = "";\n    } else {\n      word += c;\n    }\n  }\n  out.push(word);\n  return out;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'expression_statement' || !isStatement(node, context)) return;
    const loop = enclosingLoop(node, context);
    const compound = compoundOf(node, context);
    if (!loop || !compound) return;
    const p = phrasesOf(context);
    const turns = new Set(variablesOfLoop(loop));
    const inner = identifiersIn(node);
    const assignment = assignmentOf(node);
    const call = callOf(node);
    const stores = call?.receiver && /^(append|push|add|extend)$/.test(call.name);
    const collects =
      assignment && (/^[+*]=$/.test(assignment.operator) || /^(Math\.)?(max|min)\(/.test(assignment.right.text));
    if ((!stores && !collects) || inner.some((name) => turns.has(name))) return;
    // What is declared inside the loop is unknown behind it.
    const names = new Set([...namesBefore(loop, context), ...context.globals]);
    const value = stores ? call.args[0]?.text : assignment?.right.text;
    const own = inner.filter((name) => !names.has(name) && factsOf(context).sites.some((s) => s.name === name));
    if (own.length > 0 && !p.python) return;
    const conditional = compound.id !== loop.id;
    const lines = linesOf(node, context);
    const after = nextStatement(loop);
    if (after?.text === node.text) return;
    const weight = (conditional ? 1 : 0.4) * (own.length > 0 ? 0.5 : 1);
    yield* offer(`\`${brief(node.text)}\` once more after the loop`, weight, insertAfter(loop, lines, context));
    if (stores && value !== undefined && /^\w+$/.test(value)) {
      yield* offer(
        `\`${brief(node.text)}\` once more after the loop, if there is a rest`,
        weight,
        insertAfter(loop, p.guarded(p.filled(value, shapesOf(value, context)), lines), context),
      );
    }
    if (conditional && compound.type === 'if_statement' && !identifiersIn(compound).some((name) => turns.has(name))) {
      yield* offer(
        'the check once more after the loop',
        0.5 * weight,
        insertAfter(loop, linesOf(compound, context), context),
      );
    }
  },
};

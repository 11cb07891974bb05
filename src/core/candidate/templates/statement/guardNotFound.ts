import { assignmentOf, callOf, identifiersIn } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { neutralReturns, phrasesOf } from './phrases';
import {
  brief,
  insertAfter,
  isJump,
  isStatement,
  linesOf,
  nextStatement,
  offer,
  replaceStatements,
} from '../statements';

/** A search that may find nothing is trusted: its "not found" (-1, null, None) is used as if it were a place or a value. */
export const guardNotFound: FixTemplate = {
  id: 'guardNotFound',
  bugClass: 'missing case',
  prior: 0.5,
  examples: [
    inJavaScript(
      'function drop(list, x) {\n  const at = list.indexOf(x);\n  list.splice(at, 1);\n}\n',
      'function drop(list, x) {\n  const at = list.indexOf(x);\n  if (at !== -1) {\n    list.splice(at, 1);\n  }\n}\n',
    ),
    inPython(
      "import re\n\ndef number(text):\n    found = re.search(r'\\d+', text)\n    return int(found.group())\n",
      "import re\n\ndef number(text):\n    found = re.search(r'\\d+', text)\n    if found is None:\n        return None\n    return int(found.group())\n",
    ),
    inPython(
      "def stem(name):\n    dot = name.rfind('.')\n    return name[:dot]\n",
      "def stem(name):\n    dot = name.rfind('.')\n    if dot == -1:\n        return name\n    return name[:dot]\n",
    ),
  ],
  *propose(node, context) {
    if (!isStatement(node, context)) return;
    const assigned = assignmentOf(node);
    if (assigned?.left.type !== 'identifier' || assigned.operator !== '=') return;
    const call = callOf(assigned.right);
    const next = nextStatement(node);
    if (!call || !next || !identifiersIn(next).includes(assigned.left.text)) return;
    const p = phrasesOf(context);
    const name = assigned.left.text;
    const place = p.python
      ? /^r?find$/.test(call.name)
      : /^(indexOf|lastIndexOf|findIndex|findLastIndex|search)$/.test(call.name);
    const value = p.python
      ? /^(match|search|fullmatch|get)$/.test(call.name)
      : /^(match|exec|find|findLast|get|getItem|querySelector)$/.test(call.name);
    if (!call.receiver || (!place && !value)) return;
    const missing = place ? `${name} ${p.equal} -1` : p.isNull(name);
    const there = place ? `${name} ${p.notEqual} -1` : p.notNull(name);
    if (next.text.startsWith('if') && next.text.split('\n')[0]?.includes(name) === true) return;
    if (!isJump(next))
      yield* offer(
        `only if \`${there}\``,
        1,
        replaceStatements(next, next, p.guarded(there, linesOf(next, context)), context),
      );
    const known = [call.receiver, ...call.args].filter(({ type }) => type === 'identifier').map(({ text }) => text);
    const [plain] = neutralReturns(context);
    const answers = [plain?.text, ...(place ? [known[0]] : []), p.null].filter((text) => text !== undefined);
    for (const [index, answer] of [...new Set(answers)].entries()) {
      const lines = p.guarded(missing, [p.simple(`return ${answer}`)]);
      yield* offer(
        `return \`${brief(answer)}\` when \`${missing}\``,
        0.9 * 0.7 ** index,
        insertAfter(node, lines, context),
      );
    }
  },
};

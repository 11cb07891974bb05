import type { FixTemplate } from '../../template';
import { namesBefore } from './facts';
import { inJavaScript, inPython } from './examples';
import { assignmentOf, identifiersIn } from './parts';
import { phrasesOf } from './phrases';
import { bodyOf, descendants, insertBefore, isLoop, isStatement, offer, statementsIn } from '../statements';

/** A loop steps on but never remembers where it was: `previous = node` is missing in front of `node = node.next`. */
export const rememberPrevious: FixTemplate = {
  id: 'rememberPrevious',
  bugClass: 'missing statement',
  prior: 0.4,
  examples: [
    inPython(
      'def turned(head):\n    back = None\n    while head:\n        ahead = head.next\n        head.next = back\n        head = ahead\n    return back\n',
      'def turned(head):\n    back = None\n    while head:\n        ahead = head.next\n        head.next = back\n        back = head\n        head = ahead\n    return back\n',
    ),
    inJavaScript(
      'function last(list) {\n  let seen = null;\n  let node = list;\n  while (node) {\n    node = node.next;\n  }\n  return seen;\n}\n',
      'function last(list) {\n  let seen = null;\n  let node = list;\n  while (node) {\n    seen = node;\n    node = node.next;\n  }\n  return seen;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!isLoop(node)) return;
    const body = bodyOf(node, context);
    if (!body) return;
    const steps = statementsIn(body).flatMap((statement) => {
      const step = isStatement(statement, context) ? assignmentOf(statement) : undefined;
      return step?.operator === '=' && step.left.type === 'identifier' ? [{ statement, name: step.left.text }] : [];
    });
    const before = namesBefore(node, context);
    const moving = steps.filter(({ name }) => before.includes(name));
    if (moving.length === 0) return;
    const written = new Set<string>();
    for (const part of descendants(node)) {
      const bound = assignmentOf(part);
      if (bound) for (const name of identifiersIn(bound.left)) written.add(name);
      if (part.type === 'update_expression') for (const name of identifiersIn(part)) written.add(name);
    }
    const p = phrasesOf(context);
    const code = context.root.text;
    // What is given a value before the loop, read later, and always has that first value.
    const stale = before.filter((name) => {
      const first = new RegExp(
        `(?<![\\w.$])${name}\\s*=\\s*(None|null|undefined|-?\\d+|''|""|${moving.map((m) => m.name).join('|')})\\b`,
      );
      return !written.has(name) && (first.test(code) || new RegExp(`(?<![\\w.$])${name}\\s*=\\s*(''|"")`).test(code));
    });
    for (const name of stale.slice(0, 3)) {
      for (const step of moving.slice(0, 3)) {
        const line = p.simple(`${name} = ${step.name}`);
        yield* offer(`remember \`${name} = ${step.name}\``, 1, insertBefore(step.statement, [line], context));
      }
    }
  },
};

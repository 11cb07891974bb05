import { shapesOf } from './facts';
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

/** A generator hands out a group when the next one begins, and keeps the last one for itself. */
export const yieldRest: FixTemplate = {
  id: 'yieldRest',
  bugClass: 'missing statement',
  prior: 0.5,
  examples: [
    inPython(
      'def pairs(xs):\n    part = []\n    for x in xs:\n        part.append(x)\n        if len(part) == 2:\n            yield part\n            part = []\n',
      'def pairs(xs):\n    part = []\n    for x in xs:\n        part.append(x)\n        if len(part) == 2:\n            yield part\n            part = []\n    if part:\n        yield part\n',
    ),
    inJavaScript(
      "function* words(text) {\n  let word = '';\n  for (const c of text) {\n    if (c === ' ') {\n      yield word;\n      word = '';\n    } else {\n      word += c;\n    }\n  }\n}\n",
      "function* words(text) {\n  let word = '';\n  for (const c of text) {\n    if (c === ' ') {\n      yield word;\n      word = '';\n    } else {\n      word += c;\n    }\n  }\n  yield word;\n}\n",
    ),
  ],
  *propose(node, context) {
    const given = node.type === 'expression_statement' ? node.firstNamedChild : null;
    if (!given || !/^yield(_expression)?$/.test(given.type) || !isStatement(node, context)) return;
    const value = given.firstNamedChild;
    const loop = enclosingLoop(node, context);
    const compound = compoundOf(node, context);
    if (!value || !loop || !compound || compound.id === loop.id || nextStatement(loop)?.text === node.text) return;
    const name = /^(?:(?:tuple|list|str)\()?([\w$]+)/.exec(value.text)?.[1];
    if (name === undefined || !context.locals.includes(name)) return;
    const p = phrasesOf(context);
    const lines = linesOf(node, context);
    const rest = p.filled(name, shapesOf(name, context));
    yield* offer(
      `\`${brief(node.text)}\` once more after the loop, if there is a rest`,
      1,
      insertAfter(loop, p.guarded(rest, lines), context),
    );
    yield* offer(`\`${brief(node.text)}\` once more after the loop`, 0.8, insertAfter(loop, lines, context));
  },
};

import type { FixTemplate } from '../../template';
import {
  brief,
  compoundOf,
  isDocstring,
  isFunction,
  isStatement,
  offer,
  removeStatement as remove,
  statementsIn,
} from '../statements';
import { inJavaScript, inPython } from './examples';

/** A statement that should not be there. Cheap to try and a good probe of the place, but deleting is rarely the repair people make. */
export const removeStatement: FixTemplate = {
  id: 'removeStatement',
  bugClass: 'extra statement',
  prior: 0.16,
  examples: [
    inPython(
      'def total(xs):\n    s = 0\n    for x in xs:\n        s += x\n        break\n    return s\n',
      'def total(xs):\n    s = 0\n    for x in xs:\n        s += x\n    return s\n',
    ),
    inJavaScript(
      'function last(xs) {\n  let x = null;\n  for (const y of xs) {\n    x = y;\n    x = null;\n  }\n  return x;\n}\n',
      'function last(xs) {\n  let x = null;\n  for (const y of xs) {\n    x = y;\n  }\n  return x;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!isStatement(node, context) || isDocstring(node) || isFunction(node)) return;
    if (/^(pass|import|import_from|class|empty|global|nonlocal|comment)/.test(node.type)) return;
    const only = statementsIn(node.parent ?? node).length === 1;
    // Emptying the whole function repairs nothing.
    if (only && !compoundOf(node, context)) return;
    const compound = /^(for|for_in|while|try|with|if|switch)_statement$/.test(node.type);
    const declaration = /^(lexical|variable)_declaration$/.test(node.type);
    const weight = /^(break|continue)_statement$/.test(node.type)
      ? 1
      : compound || declaration
        ? 0.3
        : node.type === 'return_statement'
          ? 0.4
          : only
            ? 0.4
            : 0.7;
    yield* offer(`remove \`${brief(node.text)}\``, weight, remove(node, context));
  },
};

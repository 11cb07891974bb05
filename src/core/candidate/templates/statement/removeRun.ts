import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import {
  brief,
  isDocstring,
  isJump,
  isStatement,
  nextStatement,
  offer,
  removeStatement as remove,
  statementsIn,
} from '../statements';

/** Two neighbouring statements that should not be there: a step that was done twice, or for nothing. */
export const removeRun: FixTemplate = {
  id: 'removeRun',
  bugClass: 'extra statement',
  prior: 0.1,
  examples: [
    inPython(
      'def split(xs):\n    low = [x for x in xs if x < 0]\n    high = [x for x in xs if x > 0]\n    low = high[1:]\n    high = low[1:]\n    return low, high\n',
      'def split(xs):\n    low = [x for x in xs if x < 0]\n    high = [x for x in xs if x > 0]\n    return low, high\n',
    ),
    inJavaScript(
      'function area(w, h) {\n  w = w + 1;\n  h = h + 1;\n  return w * h;\n}\n',
      'function area(w, h) {\n  return w * h;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!simple(node.type) || !isStatement(node, context) || isDocstring(node)) return;
    const next = nextStatement(node);
    if (!next || !simple(next.type) || !isStatement(next, context) || isJump(next)) return;
    if (statementsIn(node.parent ?? node).length < 3) return;
    const title = `remove \`${brief(`${node.text}; ${next.text}`)}\``;
    yield* offer(title, 0.7, remove(node, context), remove(next, context));
  },
};

const simple = (type: string): boolean => type === 'expression_statement';

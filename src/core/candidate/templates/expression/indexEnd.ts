import type { FixTemplate, Proposal } from '../../template';
import { changeIn, replace, becomes } from '../edits';
import { kindsOf, may } from '../types';
import { call, isPython, isTarget, subscript } from '../view';

/** The first element for the last, and the other way round. Neighbouring positions belong to the off-by-one template. */
export const indexEnd: FixTemplate = {
  id: 'indexEnd',
  bugClass: 'off by one',
  prior: 0.25,
  examples: [
    {
      language: 'python',
      buggy: 'def top(stack):\n    return stack[0]\n',
      fixed: 'def top(stack):\n    return stack[-1]\n',
    },
    {
      language: 'javascript',
      buggy: 'function top(stack) {\n  return stack[0];\n}\n',
      fixed: 'function top(stack) {\n  return stack[stack.length - 1];\n}\n',
    },
    {
      language: 'python',
      buggy: 'def take(queue):\n    return queue.pop()\n',
      fixed: 'def take(queue):\n    return queue.pop(0)\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const python = isPython(context);
    const at = subscript(node);
    if (at && may(kindsOf(at.object, context), 'list', 'tuple', 'string') && !/^['"`]/.test(at.index.text)) {
      const last = python ? '-1' : `${at.object.text}.length - 1`;
      const { text } = at.index;
      if (text === '0') yield changeIn(node, at.index, last, isTarget(node) ? 0.5 : 1);
      else if (text === last || text === '-1' || text === `len(${at.object.text}) - 1`)
        yield changeIn(node, at.index, '0');
      else if (at.index.type === 'identifier') {
        yield changeIn(node, at.index, last, 0.15);
        yield changeIn(node, at.index, '0', 0.15);
      }
      if (python && at.index.type === 'identifier') {
        yield changeIn(node, at.index, `-${text}`, 0.15);
        yield changeIn(node, at.index, `-${text} - 1`, 0.15);
        yield changeIn(node, at.index, `len(${at.object.text}) - ${text} - 1`, 0.1);
      } else if (!python && at.index.type === 'identifier') {
        yield changeIn(node, at.index, `${at.object.text}.length - ${text} - 1`, 0.1);
      }
    }
    const invoked = call(node);
    if (python && invoked?.receiver && invoked.name === 'pop' && invoked.args.length < 2) {
      const text = invoked.args.length === 0 ? '(0)' : '()';
      yield { edits: [replace(invoked.list, text)], title: becomes(node.text, `${invoked.callee.text}${text}`) };
    }
  },
};

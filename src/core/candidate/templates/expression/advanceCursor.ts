import type { FixTemplate, Proposal } from '../../template';
import { escapeRegExp } from '../../../escapeRegExp';
import { change } from '../edits';
import { isPython, isTarget, subscript } from '../view';

/** An element is read at a place that never moves on. */
export const advanceCursor: FixTemplate = {
  id: 'advanceCursor',
  bugClass: 'missing statement',
  prior: 0.4,
  examples: [
    {
      language: 'javascript',
      buggy: 'class Tape {\n  next() {\n    return this.cells[this.at];\n  }\n}\n',
      fixed: 'class Tape {\n  next() {\n    return this.cells[this.at++];\n  }\n}\n',
    },
    {
      language: 'javascript',
      buggy:
        'function merged(a, b) {\n  const out = [];\n  let i = 0;\n  while (i < a.length) {\n    out.push(a[i]);\n    out.push(b[i]);\n  }\n  return out;\n}\n',
      fixed:
        'function merged(a, b) {\n  const out = [];\n  let i = 0;\n  while (i < a.length) {\n    out.push(a[i]);\n    out.push(b[i++]);\n  }\n  return out;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const at = isPython(context) || isTarget(node) ? undefined : subscript(node);
    if (!at || (at.index.type !== 'identifier' && at.index.type !== 'member_expression')) return;
    const place = escapeRegExp(at.index.text);
    const moves = new RegExp(`(?<![\\w$.])${place}\\s*(\\+\\+|--|[-+]=|=(?!=))|(\\+\\+|--)${place}(?![\\w$])`);
    const body = context.text.slice(context.focal.bodyRange.start, context.focal.bodyRange.end);
    const started = new RegExp(`(?:let|var)\\s+${place}\\s*=`).exec(body);
    const own = at.index.type === 'member_expression' && at.index.text.startsWith('this.');
    const rest = started ? body.slice(started.index + started[0].length) : own ? body : undefined;
    if (rest === undefined || moves.test(rest)) return;
    yield change(at.index, `${at.index.text}++`);
  },
};

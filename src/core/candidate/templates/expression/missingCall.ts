import type { FixTemplate, Proposal } from '../../template';
import { change, replace, becomes } from '../edits';
import { call, isPython, isTarget, member } from '../view';

const methods = new Set(
  (
    'upper lower strip lstrip rstrip split title capitalize items keys values copy pop sort reverse clear isdigit isalpha isalnum isupper islower isspace ' +
    'trim toUpperCase toLowerCase toString entries shift reverse getTime'
  ).split(' '),
);

/** Parentheses forgotten behind a method (`s.upper` for `s.upper()`), or put behind what is no function (`xs.length()`). */
export const missingCall: FixTemplate = {
  id: 'missingCall',
  bugClass: 'wrong call',
  prior: 0.4,
  examples: [
    {
      language: 'python',
      buggy: 'def shout(s):\n    return s.upper\n',
      fixed: 'def shout(s):\n    return s.upper()\n',
    },
    {
      language: 'javascript',
      buggy: 'const size = (xs) => xs.length();\n',
      fixed: 'const size = (xs) => xs.length;\n',
    },
    {
      language: 'javascript',
      buggy: 'const clean = (s) => s.trim;\n',
      fixed: 'const clean = (s) => s.trim();\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const dot = member(node);
    if (dot && !isTarget(node) && !node.parent?.type.startsWith('call')) {
      const known = methods.has(dot.property.text);
      const used = new RegExp(`\\.${dot.property.text}\\(`).test(context.text);
      if (known || used) yield change(node, `${node.text}()`, known ? 1 : 0.4);
    }
    const invoked = call(node);
    if (!invoked?.receiver || invoked.args.length > 0 || invoked.isNew) return;
    const property = /^(length|size|name|value|left|right|next|parent|key|data)$/.test(invoked.name);
    if (property)
      yield {
        edits: [replace(node, invoked.callee.text)],
        title: becomes(node.text, invoked.callee.text),
        weight: 0.7,
      };
    if (isPython(context) && /^(length|size)$/.test(invoked.name))
      yield change(node, `len(${invoked.receiver.text})`, 0.9);
  },
};

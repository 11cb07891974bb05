import { callOf } from './parts';
import { factsOf } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { isStatement, layoutOf, offer, replaceNode } from '../statements';

const pure = {
  python:
    /^(strip|lstrip|rstrip|lower|upper|title|capitalize|casefold|replace|zfill|ljust|rjust|union|intersection|difference|removeprefix|removesuffix|format)$/,
  javascript:
    /^(trim|trimStart|trimEnd|toLowerCase|toUpperCase|replace|replaceAll|padStart|padEnd|concat|slice|filter|map|flat|toSorted|toReversed|substring|normalize)$/,
};

/** A method that gives a new value is called as if it changed the old one. */
export const keepResult: FixTemplate = {
  id: 'keepResult',
  bugClass: 'missing statement',
  prior: 0.8,
  examples: [
    inPython(
      'def clean(words):\n    out = []\n    for word in words:\n        word.strip()\n        out.append(word)\n    return out\n',
      'def clean(words):\n    out = []\n    for word in words:\n        word = word.strip()\n        out.append(word)\n    return out\n',
    ),
    inJavaScript(
      'function all(a, b) {\n  let out = a;\n  out.concat(b);\n  return out;\n}\n',
      'function all(a, b) {\n  let out = a;\n  out = out.concat(b);\n  return out;\n}\n',
    ),
    inPython(
      'def ranked(scores):\n    sorted(scores)\n    return scores[0]\n',
      'def ranked(scores):\n    scores = sorted(scores)\n    return scores[0]\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'expression_statement' || !isStatement(node, context)) return;
    const value = node.firstNamedChild;
    const call = value && callOf(value);
    if (!value || !call) return;
    const { python } = layoutOf(context);
    const [first] = call.args;
    const made =
      python && !call.receiver && /^(sorted|reversed|set|list|abs|round)$/.test(call.name) ? first : undefined;
    const place = made ?? ((python ? pure.python : pure.javascript).test(call.name) ? call.receiver : undefined);
    if (!place || !/^(identifier|attribute|member_expression|subscript|subscript_expression)$/.test(place.type)) return;
    const named = place.type === 'identifier';
    if (named && context.globals.includes(place.text) && !factsOf(context).parameters.includes(place.text)) return;
    yield* offer(`keep the result in \`${place.text}\``, 1, replaceNode(value, `${place.text} = ${value.text}`));
  },
};

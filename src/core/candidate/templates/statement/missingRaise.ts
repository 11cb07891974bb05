import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { layoutOf, offer } from '../statements';

/** An error is made, or returned, and never raised. */
export const missingRaise: FixTemplate = {
  id: 'missingRaise',
  bugClass: 'missing statement',
  prior: 0.8,
  examples: [
    inPython(
      'def root(n):\n    if n < 0:\n        ValueError("negative")\n    return n ** 0.5\n',
      'def root(n):\n    if n < 0:\n        raise ValueError("negative")\n    return n ** 0.5\n',
    ),
    inJavaScript(
      'function root(n) {\n  if (n < 0) return new RangeError("negative");\n  return Math.sqrt(n);\n}\n',
      'function root(n) {\n  if (n < 0) throw new RangeError("negative");\n  return Math.sqrt(n);\n}\n',
    ),
    inJavaScript(
      'function root(n) {\n  if (n < 0) {\n    new RangeError("negative");\n  }\n  return Math.sqrt(n);\n}\n',
      'function root(n) {\n  if (n < 0) {\n    throw new RangeError("negative");\n  }\n  return Math.sqrt(n);\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!/^(expression_statement|return_statement)$/.test(node.type)) return;
    const value = node.firstNamedChild;
    const { python } = layoutOf(context);
    if (
      !value ||
      !(python ? /^\w*(Error|Exception|StopIteration|KeyboardInterrupt)(\(|$)/ : /^(new )?\w*(Error|Exception)\(/).test(
        value.text,
      )
    )
      return;
    const word = python ? 'raise' : 'throw';
    yield* offer(`${word} it`, 1, { range: { start: node.startIndex, end: value.startIndex }, text: `${word} ` });
  },
};

import { callOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { neutralReturns, phrasesOf } from './phrases';
import {
  descendants,
  enclosingLoop,
  indented,
  isDocstring,
  isStatement,
  layoutOf,
  linesOf,
  offer,
  replaceStatements,
} from '../statements';
import type { SyntaxNode } from '../../../capture/syntax';

/** A failure that should have been an answer: the risky statement is tried, and the neutral value stands for it. */
export const handleError: FixTemplate = {
  id: 'handleError',
  bugClass: 'missing case',
  prior: 0.08,
  examples: [
    inPython(
      'def number(s, default):\n    return int(s)\n',
      'def number(s, default):\n    try:\n        return int(s)\n    except (ValueError, TypeError):\n        return None\n',
    ),
    inJavaScript(
      'function parse(s) {\n  return JSON.parse(s);\n}\n',
      'function parse(s) {\n  try {\n    return JSON.parse(s);\n  } catch {\n    return null;\n  }\n}\n',
    ),
  ],
  *propose(node, context) {
    if (
      !/^(return_statement|expression_statement)$/.test(node.type) ||
      !isStatement(node, context) ||
      isDocstring(node)
    )
      return;
    const { python } = layoutOf(context);
    const p = phrasesOf(context);
    const error = riskOf(node, python);
    if (error === undefined) return;
    const lines = indented(linesOf(node, context), context);
    const endings = neutralReturns(context)
      .slice(0, 4)
      .map(({ text, weight }) => ({ code: `return ${text}`, weight }));
    if (enclosingLoop(node, context)) endings.unshift({ code: 'continue', weight: 1 });
    for (const { code, weight } of endings) {
      const handler = indented([p.simple(code)], context);
      const all = python
        ? ['try:', ...lines, `except ${error}:`, ...handler]
        : ['try {', ...lines, '} catch {', ...handler, '}'];
      yield* offer(`\`${code}\` when it fails`, weight, replaceStatements(node, node, all, context));
    }
  },
};

/** The errors this statement may raise, if it looks as if it could. */
function riskOf(node: SyntaxNode, python: boolean): string | undefined {
  const calls = [node, ...descendants(node)].flatMap((n) => callOf(n)?.name ?? []);
  if (!python)
    return calls.some((name) => /^(parse|decodeURIComponent|readFileSync|BigInt|require|await|fetch)$/.test(name)) ||
      node.text.includes('await ')
      ? ''
      : undefined;
  if (calls.some((name) => /^(int|float|Decimal)$/.test(name))) return '(ValueError, TypeError)';
  if (calls.some((name) => /^(loads|fromisoformat|strptime|index|remove)$/.test(name))) return 'ValueError';
  if (calls.some((name) => /^(open)$/.test(name))) return 'OSError';
  if (calls.some((name) => /^(next)$/.test(name))) return 'StopIteration';
  if (/\w\[/.test(node.text)) return /\[['"]/.test(node.text) ? 'KeyError' : '(IndexError, KeyError)';
  if (/[^/]\/[^/]/.test(node.text)) return 'ZeroDivisionError';
  return undefined;
}

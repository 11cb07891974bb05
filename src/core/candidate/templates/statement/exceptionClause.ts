import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { inJavaScript, inPython } from './examples';
import { neutralReturns, phrasesOf } from './phrases';
import {
  enclosingLoop,
  insertAfter,
  isBlock,
  isJump,
  offer,
  replaceNode,
  replaceStatements,
  statementsIn,
} from '../statements';
import type { SyntaxNode } from '../../../capture/syntax';

/** Too narrow, too wide or silent: what is caught, and what happens then. */
export const exceptionClause: FixTemplate = {
  id: 'exceptionClause',
  bugClass: 'wrong condition',
  prior: 0.35,
  examples: [
    inPython(
      'def at(d, k):\n    try:\n        return d[k]\n    except IndexError:\n        return None\n',
      'def at(d, k):\n    try:\n        return d[k]\n    except (IndexError, KeyError):\n        return None\n',
    ),
    inPython(
      'def number(s):\n    try:\n        return int(s)\n    except ValueError:\n        pass\n',
      'def number(s):\n    try:\n        return int(s)\n    except ValueError:\n        raise\n',
    ),
    inJavaScript(
      'function parse(s) {\n  try {\n    return JSON.parse(s);\n  } catch (error) {\n    return null;\n  }\n}\n',
      'function parse(s) {\n  try {\n    return JSON.parse(s);\n  } catch (error) {\n    throw error;\n  }\n}\n',
    ),
  ],
  *propose(node, context) {
    const p = phrasesOf(context);
    if (node.type === 'except_clause') {
      const block = node.namedChildren.find((c) => isBlock(c, context));
      const caught = node.namedChildren.find((c) => /^(identifier|attribute|tuple|as_pattern)$/.test(c.type));
      const target = caught?.type === 'as_pattern' ? caught.firstNamedChild : caught;
      const tried = node.parent?.childForFieldName('body')?.text ?? '';
      if (target) {
        const text = target.text;
        const others: (readonly [string, number])[] = [
          ['KeyError', tried.includes('[') ? 1 : 0.2],
          ['IndexError', tried.includes('[') ? 0.9 : 0.2],
          ['ValueError', /int\(|float\(|index\(/.test(tried) ? 1 : 0.4],
          ['TypeError', 0.8],
          ['AttributeError', /\.\w+/.test(tried) ? 0.5 : 0.1],
          ['ZeroDivisionError', /[/%]/.test(tried) ? 1 : 0.05],
          ['StopIteration', tried.includes('next(') ? 1 : 0.05],
        ];
        for (const [other, weight] of others
          .filter(([name]) => !text.includes(name))
          .sort((a, b) => b[1] - a[1])
          .slice(0, 3)) {
          const wider = target.type === 'tuple' ? text.replace(/,?\s*\)$/, `, ${other})`) : `(${text}, ${other})`;
          if (!/^(Base)?Exception$/.test(text))
            yield* offer(`catch \`${other}\` too`, weight, replaceNode(target, wider));
          yield* offer(`catch \`${other}\``, 0.7 * weight, replaceNode(target, other));
        }
        if (text !== 'Exception') yield* offer('catch every `Exception`', 0.5, replaceNode(target, 'Exception'));
      }
      if (block) yield* handled(block, 'raise', context);
    }
    if (node.type === 'catch_clause') {
      const block = node.childForFieldName('body');
      const name = node.childForFieldName('parameter')?.text;
      if (block && statementsIn(block).length > 0)
        yield* handled(block, name === undefined ? undefined : p.simple(`throw ${name}`), context);
    }
  },
};

/** Other things a handler may do. */
function* handled(block: SyntaxNode, rethrow: string | undefined, context: TemplateContext): Generator<Proposal> {
  const p = phrasesOf(context);
  const statements = statementsIn(block);
  const [first, last] = [statements[0], statements.at(-1)];
  if (!first || !last) return;
  const loop = enclosingLoop(block, context);
  const endings = [
    ...neutralReturns(context)
      .slice(0, 3)
      .map(({ text, weight }) => [p.simple(`return ${text}`), 0.5 * weight] as const),
    ...(loop ? [[p.simple('continue'), 0.6] as const] : []),
    ...(rethrow === undefined ? [] : [[rethrow, 0.5] as const]),
  ];
  for (const [code, weight] of endings) {
    if (last.text === code) continue;
    yield* offer(
      `\`${code}\` in the handler`,
      statements.length === 1 ? weight : 0.5 * weight,
      replaceStatements(first, last, [code], context),
    );
    if (!isJump(last) && last.type !== 'pass_statement')
      yield* offer(`add \`${code}\` to the handler`, 0.7 * weight, insertAfter(last, [code], context));
  }
}

import { shapesOf } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { appendTo, blocksOf, brief, insertAfter, isStatement, offer, prependTo } from '../statements';

/** What is asked (`if x in seen`) and never recorded. */
export const markVisited: FixTemplate = {
  id: 'markVisited',
  bugClass: 'missing statement',
  prior: 0.4,
  examples: [
    inPython(
      'def walk(g, n, seen):\n    if n in seen:\n        return\n    for m in g[n]:\n        walk(g, m, seen)\n',
      'def walk(g, n, seen):\n    if n in seen:\n        return\n    seen.add(n)\n    for m in g[n]:\n        walk(g, m, seen)\n',
    ),
    inJavaScript(
      'function visit(n, seen, out) {\n  if (!seen.has(n)) {\n    out.push(n);\n  }\n}\n',
      'function visit(n, seen, out) {\n  if (!seen.has(n)) {\n    seen.add(n);\n    out.push(n);\n  }\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'if_statement' || !isStatement(node, context)) return;
    const p = phrasesOf(context);
    const condition = node.childForFieldName('condition')?.text ?? '';
    const found = p.python
      ? /(\w+(?:\.\w+)*|\([^()]*\)) (not )?in ((?:self\.)?\w+)\b/.exec(condition)
      : /(!?)((?:this\.)?\w+)\.(?:has|includes)\(([^()]+)\)/.exec(condition);
    if (!found) return;
    const [item, holder, negative] = p.python
      ? [found[1], found[3], found[2] !== undefined]
      : [found[3], found[2], found[1] === '!'];
    if (item === undefined || holder === undefined) return;
    if (
      new RegExp(`\\b${holder.replace('.', '\\.')}(\\.(add|append|push|set)\\(|\\[[^\\]]+\\] = )`).test(
        context.root.text,
      )
    )
      return;
    const shapes = shapesOf(holder, context);
    const codes =
      shapes.has('list') && !shapes.has('set')
        ? [p.append(holder, item), p.add(holder, item)]
        : [p.add(holder, item), p.append(holder, item)];
    if (shapes.has('map')) codes.unshift(`${holder}[${item}] = ${p.true}`);
    const block = blocksOf(node, context)[0];
    for (const [index, code] of codes.entries()) {
      const lines = [p.simple(code)];
      if (negative && block) {
        yield* offer(`record \`${brief(item)}\` in \`${holder}\``, 0.6 ** index, prependTo(block, lines, context));
        yield* offer(`record \`${brief(item)}\` in \`${holder}\``, 0.9 * 0.6 ** index, appendTo(block, lines, context));
      } else
        yield* offer(`record \`${brief(item)}\` in \`${holder}\``, 0.6 ** index, insertAfter(node, lines, context));
    }
  },
};

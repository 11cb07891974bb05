import { factsOf } from './facts';
import { assignmentOf, identifiersIn } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { bodyOf, descendants, isStatement, layoutOf, offer, prependTo, replaceNode } from '../statements';
import type { SyntaxNode } from '../../../capture/syntax';

/** A name of the enclosing function or module is assigned, which makes it a new local: `nonlocal`/`global` is missing in Python, a `let` or `const` too many in JavaScript. */
export const missingScope: FixTemplate = {
  id: 'missingScope',
  bugClass: 'missing statement',
  prior: 0.6,
  examples: [
    inPython(
      'def counter(xs):\n    count = 0\n    def visit(x):\n        count += 1\n    for x in xs:\n        visit(x)\n    return count\n',
      'def counter(xs):\n    count = 0\n    def visit(x):\n        nonlocal count\n        count += 1\n    for x in xs:\n        visit(x)\n    return count\n',
    ),
    inPython(
      'def bump():\n    total += 1\n    return total\n\ntotal = 0\n',
      'def bump():\n    global total\n    total += 1\n    return total\n\ntotal = 0\n',
    ),
    inJavaScript(
      'function f(xs) {\n  let best = 0;\n  for (const x of xs) {\n    if (x > best) {\n      let best = x;\n    }\n  }\n  return best;\n}\n',
      'function f(xs) {\n  let best = 0;\n  for (const x of xs) {\n    if (x > best) {\n      best = x;\n    }\n  }\n  return best;\n}\n',
    ),
    inJavaScript(
      'function f(xs) {\n  const n = 0;\n  for (const x of xs) n += x;\n  return n;\n}\n',
      'function f(xs) {\n  let n = 0;\n  for (const x of xs) n += x;\n  return n;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!layoutOf(context).python) {
      const keyword = node.type === 'lexical_declaration' ? node.firstChild : undefined;
      const declarator = node.namedChildren.find((c) => c.type === 'variable_declarator');
      const name = declarator?.childForFieldName('name');
      if (!keyword || !declarator || !name) return;
      if (keyword.text === 'const' && name.type === 'identifier') {
        const written = new RegExp(
          `(?<![\\w.$])${name.text}\\s*([-+*/%]|\\*\\*|\\|\\||&&|\\?\\?)?=(?![=>])|(?<![\\w.$])${name.text}(\\+\\+|--)`,
          'g',
        );
        const count = context.root.text.match(written)?.length ?? 0;
        if (count > 1) yield* offer('`const` becomes `let`', 1, replaceNode(keyword, 'let'));
      }
      const outer =
        isStatement(node, context) &&
        factsOf(context).sites.some(
          (s) =>
            s.name === name.text &&
            s.node.startIndex < node.startIndex &&
            s.scope.startIndex <= node.startIndex &&
            node.endIndex <= s.scope.endIndex,
        );
      const known = factsOf(context).parameters.includes(name.text) || context.globals.includes(name.text);
      if ((outer || known) && declarator.childForFieldName('value') && name.type === 'identifier') {
        yield* offer(`assign to the outer \`${name.text}\``, outer ? 1 : 0.4, {
          range: { start: keyword.startIndex, end: declarator.startIndex },
          text: '',
        });
      }
      return;
    }
    if (!/^(function_definition)$/.test(node.type)) return;
    const body = bodyOf(node, context);
    if (!body) return;
    const parameters = new Set(identifiersIn(node.childForFieldName('parameters') ?? node));
    const seen = new Set<string>();
    for (const part of descendants(body)) {
      const assignment =
        part.type === 'assignment' || part.type === 'augmented_assignment' ? assignmentOf(part) : undefined;
      const name = assignment?.left.type === 'identifier' ? assignment.left.text : undefined;
      if (name === undefined || seen.has(name) || parameters.has(name)) continue;
      seen.add(name);
      if (new RegExp(`\\b(global|nonlocal)\\b.*\\b${name}\\b`).test(node.text)) continue;
      const outer = outerBinding(node, name);
      if (outer === undefined) continue;
      const reads = assignment?.operator !== '=' || identifiersIn(assignment.right).includes(name);
      yield* offer(`\`${outer} ${name}\``, reads ? 1 : 0.5, prependTo(body, [`${outer} ${name}`], context));
    }
  },
};

/** Which statement reaches the name from inside the function: that of an enclosing function, or of the module. */
function outerBinding(node: SyntaxNode, name: string): 'global' | 'nonlocal' | undefined {
  const binds = new RegExp(`(?<![\\w.])${name}\\s*(:[^=\\n]+)?=(?!=)|\\bfor [^\\n]*\\b${name}\\b[^\\n]* in `);
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'function_definition') {
      const own = at.text.replace(node.text, '');
      if (binds.test(own) || identifiersIn(at.childForFieldName('parameters') ?? at).includes(name)) return 'nonlocal';
    }
    if (at.type === 'module')
      return at.namedChildren.some((s) => new RegExp(`^${name}\\s*(:[^=\\n]+)?=(?!=)`).test(s.text))
        ? 'global'
        : undefined;
  }
  return undefined;
}

import { namesBefore } from './facts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import {
  brief,
  descendants,
  insertAfter,
  insertBefore,
  isDocstring,
  isFunction,
  isJump,
  isStatement,
  nextStatement,
  offer,
  previousStatement,
} from '../statements';

/** Code is repetitive: the statement that is missing, or that should stand here instead, often stands elsewhere in the file. Names the place does not know are exchanged for names it knows. */
export const donorStatement: FixTemplate = {
  id: 'donorStatement',
  bugClass: 'missing statement',
  prior: 0.1,
  examples: [
    inPython(
      'def pop(self):\n    if not self.items:\n        raise IndexError\n    self.size -= 1\n    return self.items.pop()\n\ndef clear(self):\n    self.items = []\n    self.size -= 1\n    self.log()\n',
      'def pop(self):\n    if not self.items:\n        raise IndexError\n    self.size -= 1\n    self.log()\n    return self.items.pop()\n\ndef clear(self):\n    self.items = []\n    self.size -= 1\n    self.log()\n',
    ),
    inJavaScript(
      'function put(map, key, value) {\n  map.store[key] = value;\n  return map;\n}\n\nfunction drop(map, key) {\n  delete map.store[key];\n  map.count = Object.keys(map.store).length;\n}\n',
      'function put(map, key, value) {\n  map.store[key] = value;\n  map.count = Object.keys(map.store).length;\n  return map;\n}\n\nfunction drop(map, key) {\n  delete map.store[key];\n  map.count = Object.keys(map.store).length;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!isStatement(node, context) || isDocstring(node) || isFunction(node)) return;
    const names = namesBefore(node, context);
    const known = new Set([...names, ...context.globals, ...common]);
    const own = new Set([...descendants(context.root)].filter((n) => isStatement(n, context)).map((n) => n.text));
    let found = 0;
    for (const donor of [...own, ...context.donors.statements]) {
      if (found >= 4) return;
      if (
        donor.includes('\n') ||
        donor.length > 60 ||
        /^(return|import|from|class|def|function|export|break|continue|pass|raise|throw|const|let|var|@|["'`#])/.test(
          donor,
        )
      )
        continue;
      if (!/^[\w.[\]]+\s*([-+*/]?=(?!=)|\()/.test(donor)) continue;
      const local = own.has(donor);
      const unknown = [...new Set(donor.match(/(?<![\w.$"'])[A-Za-z_$][\w$]*/g))].filter(
        (name) => !known.has(name) && !new RegExp(`\\.${name}\\b`).test(donor),
      );
      const code =
        unknown.length === 0
          ? donor
          : unknown.length === 1 && names.length > 0 && !local
            ? donor.replaceAll(new RegExp(`(?<![\\w.$])${unknown[0] ?? ''}(?![\\w$])`, 'g'), names[0] ?? '')
            : undefined;
      if (
        code === undefined ||
        node.text === code ||
        nextStatement(node)?.text === code ||
        previousStatement(node)?.text === code
      )
        continue;
      found++;
      const weight = (unknown.length === 0 ? 1 : 0.4) * (local ? 0.5 : 0.8);
      yield* offer(`add \`${brief(code)}\``, weight, insertBefore(node, [code], context));
      if (!isJump(node) && !nextStatement(node))
        yield* offer(`add \`${brief(code)}\``, weight, insertAfter(node, [code], context));
    }
  },
};
const common = [
  'self',
  'this',
  'cls',
  'len',
  'str',
  'int',
  'list',
  'dict',
  'set',
  'min',
  'max',
  'sum',
  'sorted',
  'range',
  'print',
  'Math',
  'Object',
  'Array',
  'JSON',
  'Number',
  'String',
  'None',
  'True',
  'False',
  'null',
  'true',
  'false',
  'undefined',
  'not',
  'and',
  'or',
  'in',
  'is',
  'if',
  'else',
  'for',
  'of',
  'new',
  'delete',
  'await',
  'lambda',
  'super',
  'isinstance',
  'abs',
  'float',
  'del',
];

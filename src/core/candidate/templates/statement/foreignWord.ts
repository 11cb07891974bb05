import { callOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { brief, layoutOf, offer, replaceNode } from '../statements';

/** Words of another language that parse as names: `null` and `true` in Python, `None` and `True` in JavaScript, `len(x)`, `.length`, `.push`. */
export const foreignWord: FixTemplate = {
  id: 'foreignWord',
  bugClass: 'wrong literal',
  prior: 0.9,
  examples: [
    inPython(
      'def f(x):\n    if x:\n        return true\n    return null\n',
      'def f(x):\n    if x:\n        return True\n    return null\n',
    ),
    inPython('def f(xs):\n    return xs.length\n', 'def f(xs):\n    return len(xs)\n'),
    inJavaScript('function f(x) {\n  return x === None;\n}\n', 'function f(x) {\n  return x === null;\n}\n'),
    inJavaScript(
      'function f(xs, x) {\n  xs.append(x);\n  return len(xs);\n}\n',
      'function f(xs, x) {\n  xs.append(x);\n  return xs.length;\n}\n',
    ),
  ],
  *propose(node, context) {
    const { python } = layoutOf(context);
    const words: Readonly<Record<string, string>> = python
      ? {
          true: 'True',
          false: 'False',
          null: 'None',
          undefined: 'None',
          none: 'None',
          nil: 'None',
          this: 'self',
          NULL: 'None',
          TRUE: 'True',
          FALSE: 'False',
          elseif: 'elif',
        }
      : {
          True: 'true',
          False: 'false',
          None: 'null',
          nil: 'null',
          NULL: 'null',
          self: 'this',
          TRUE: 'true',
          FALSE: 'false',
        };
    if (node.type === 'identifier' && !context.locals.includes(node.text) && !context.globals.includes(node.text)) {
      const word = own(words, node.text);
      if (word !== undefined) yield* offer(`\`${node.text}\` becomes \`${word}\``, 1, replaceNode(node, word));
    }
    if (python && node.type === 'attribute') {
      const object = node.childForFieldName('object');
      const name = node.childForFieldName('attribute');
      if (!object || !name || /^(self|cls)$/.test(object.text)) return;
      const method: Readonly<Record<string, string>> = {
        push: 'append',
        toUpperCase: 'upper',
        toLowerCase: 'lower',
        trim: 'strip',
        indexOf: 'index',
        startsWith: 'startswith',
        endsWith: 'endswith',
        has: '__contains__',
      };
      const other = own(method, name.text);
      if (/^(length|size)$/.test(name.text) && callOf(node.parent ?? node)?.callee.id !== node.id)
        yield* offer(`\`${brief(node.text)}\` becomes \`len(…)\``, 0.8, replaceNode(node, `len(${object.text})`));
      else if (/^(length|size)$/.test(name.text) && node.parent)
        yield* offer(
          `\`${brief(node.parent.text)}\` becomes \`len(…)\``,
          0.8,
          replaceNode(node.parent, `len(${object.text})`),
        );
      else if (other !== undefined)
        yield* offer(`\`${name.text}\` becomes \`${other}\``, 0.9, replaceNode(name, other));
    }
    if (!python && node.type === 'call_expression') {
      const call = callOf(node);
      const [arg] = call?.args ?? [];
      if (!call || context.globals.includes(call.name)) return;
      if (!call.receiver && arg && call.args.length === 1) {
        const written: Readonly<Record<string, string>> = {
          len: `${arg.text}.length`,
          str: `String(${arg.text})`,
          int: `Math.trunc(${arg.text})`,
          float: `Number(${arg.text})`,
          abs: `Math.abs(${arg.text})`,
          print: `console.log(${arg.text})`,
          list: `[...${arg.text}]`,
          sum: `${arg.text}.reduce((a, b) => a + b, 0)`,
        };
        const other = own(written, call.name);
        if (other !== undefined)
          yield* offer(`\`${call.name}(…)\` becomes \`${brief(other)}\``, 1, replaceNode(node, other));
      }
      if (!call.receiver && /^(min|max)$/.test(call.name))
        yield* offer(
          `\`${call.name}\` becomes \`Math.${call.name}\``,
          1,
          replaceNode(call.callee, `Math.${call.name}`),
        );
      const method: Readonly<Record<string, string>> = {
        append: 'push',
        upper: 'toUpperCase',
        lower: 'toLowerCase',
        strip: 'trim',
        startswith: 'startsWith',
        endswith: 'endsWith',
        extend: 'concat',
      };
      const other = call.receiver ? own(method, call.name) : undefined;
      const property = call.callee.childForFieldName('property');
      if (other !== undefined && property)
        yield* offer(`\`${call.name}\` becomes \`${other}\``, 0.9, replaceNode(property, other));
    }
  },
};

/** `toString` is a word of every object: only a table's own words count. */
function own(table: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

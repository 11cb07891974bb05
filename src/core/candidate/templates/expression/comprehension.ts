import type { FixTemplate, Proposal } from '../../template';
import { becomes, change, negation, replace, replaceRange, rewritten } from '../edits';
import { factsOf } from '../functionFacts';
import { kindsOfTypeName, type Kind } from '../types';
import { binary, call, descend, field, parts } from '../view';

const kinds = new Set(['list_comprehension', 'set_comprehension', 'generator_expression', 'dictionary_comprehension']);

/**
 * A comprehension with a condition missing or too much, a `filter` upside down, the wrong element, the wrong collection:
 * lists for sets, key and value swapped.
 */
export const comprehension: FixTemplate = {
  id: 'comprehension',
  bugClass: 'wrong condition',
  prior: 0.2,
  examples: [
    {
      language: 'python',
      buggy: 'def present(xs):\n    return [x for x in xs]\n',
      fixed: 'def present(xs):\n    return [x for x in xs if x]\n',
    },
    {
      language: 'python',
      buggy: 'def words(xs):\n    return [x.lower() for x in xs if x.isalpha()]\n',
      fixed: 'def words(xs):\n    return [x.lower() for x in xs]\n',
    },
    {
      language: 'python',
      buggy: 'def inverse(d):\n    return {k: v for k, v in d.items()}\n',
      fixed: 'def inverse(d):\n    return {v: k for k, v in d.items()}\n',
    },
    {
      language: 'python',
      buggy: 'def values(pairs):\n    return [k for k, v in pairs]\n',
      fixed: 'def values(pairs):\n    return [v for k, v in pairs]\n',
    },
    {
      language: 'javascript',
      buggy: 'const odd = (xs) => xs.filter((x) => isEven(x));\n',
      fixed: 'const odd = (xs) => xs.filter((x) => !isEven(x));\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    yield* filtered(node, context);
    if (!kinds.has(node.type)) return;
    const told = (edits: Proposal['edits'], weight: number): Proposal => ({
      edits,
      title: becomes(node.text, rewritten(node, edits)),
      weight,
    });
    const body = field(node, 'body');
    const clauses = parts(node).filter((child) => child.type === 'for_in_clause');
    const conditions = parts(node).filter((child) => child.type === 'if_clause');
    const last = clauses.at(-1);
    const target = last && field(last, 'left');
    if (!body || !last || !target) return;
    for (const condition of conditions) {
      const end = condition.endIndex;
      const start = condition.previousSibling?.endIndex ?? condition.startIndex;
      yield told([replaceRange(start, end, '')], 0.7);
    }
    const names = [...descend(target)].filter((part) => part.type === 'identifier').map((part) => part.text);
    if (conditions.length === 0) {
      const at = last.endIndex;
      for (const name of names.slice(0, 2)) {
        const known = new Set<Kind>();
        for (const type of context.types.variables.get(name) ?? [])
          for (const kind of kindsOfTypeName(type)) known.add(kind);
        for (const [text, weight] of [
          [name, 0.6],
          [`${name} is not None`, 0.3],
          [`${name} > 0`, 0.3],
          [`${name} % 2 == 0`, 0.25],
          [`not ${name}`, 0.15],
        ] as const) {
          if (/[>%]/.test(text) && known.has('string')) continue;
          yield told([replaceRange(at, at, ` if ${text}`)], weight);
        }
        for (const parameter of context.focal.parameters.slice(0, 3)) {
          if (!factsOf(context).uses.has(parameter.name) || last.text.includes(parameter.name)) continue;
          yield told([replaceRange(at, at, ` if ${name} != ${parameter.name}`)], 0.3);
          yield told([replaceRange(at, at, ` if ${name} not in ${parameter.name}`)], 0.2);
        }
      }
    }
    if (body.type === 'pair') {
      const key = field(body, 'key');
      const value = field(body, 'value');
      if (key && value) yield told([replace(key, value.text), replace(value, key.text)], 0.8);
    } else {
      for (const name of names) if (body.text !== name) yield told([replace(body, name)], 0.4);
      for (const condition of conditions) {
        const tested = binary(parts(condition)[0] ?? condition, 'comparison');
        for (const side of [tested?.left, tested?.right]) {
          if (side && side.text !== body.text && !/^\d+$/.test(side.text)) yield told([replace(body, side.text)], 0.2);
        }
      }
    }
    if (node.type === 'list_comprehension' && body.type !== 'pair')
      yield change(node, `{${node.text.slice(1, -1)}}`, 0.25);
    if (node.type === 'set_comprehension') yield change(node, `[${node.text.slice(1, -1)}]`, 0.6);
  },
};

/** `xs.filter(f)` turned round, and the callback of `filter`, `some`, `every`, `find` in its short form negated. */
function* filtered(...[node, context]: Parameters<FixTemplate['propose']>): Iterable<Proposal> {
  const invoked = call(node);
  const [callback] = invoked?.args ?? [];
  if (
    !invoked ||
    callback?.type !== 'arrow_function' ||
    !/^(filter|some|every|find|findIndex|findLast)$/.test(invoked.name)
  )
    return;
  const body = field(callback, 'body');
  if (!body || body.type === 'statement_block' || binary(body, 'comparison')) return;
  yield change(body, negation(body, context));
  if (invoked.name === 'filter' && invoked.receiver) yield change(node, invoked.receiver.text, 0.4);
}

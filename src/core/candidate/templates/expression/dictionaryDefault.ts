import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { becomes, change, replace } from '../edits';
import { factsOf } from '../functionFacts';
import { siteOf } from '../sites';
import { kindsOf, may } from '../types';
import { assignment, call, enclosing, isPython, isTarget, parts, subscript } from '../view';

/** Looking up a key that may be missing: `d[k]` for `d.get(k, 0)`, `map.get(k)` for `map.get(k) ?? 0`, `d[k] += 1` on a fresh key. */
export const dictionaryDefault: FixTemplate = {
  id: 'dictionaryDefault',
  bugClass: 'missing case',
  prior: 0.25,
  examples: [
    {
      language: 'python',
      buggy: 'def count(words):\n    counts = {}\n    for w in words:\n        counts[w] += 1\n    return counts\n',
      fixed:
        'def count(words):\n    counts = {}\n    for w in words:\n        counts[w] = counts.get(w, 0) + 1\n    return counts\n',
    },
    {
      language: 'python',
      buggy: 'def group(pairs):\n    out = {}\n    for k, v in pairs:\n        out[k].append(v)\n    return out\n',
      fixed:
        'def group(pairs):\n    out = {}\n    for k, v in pairs:\n        out.setdefault(k, []).append(v)\n    return out\n',
    },
    {
      language: 'javascript',
      buggy:
        'function count(words) {\n  const m = new Map();\n  for (const w of words) m.set(w, m.get(w) + 1);\n  return m;\n}\n',
      fixed:
        'function count(words) {\n  const m = new Map();\n  for (const w of words) m.set(w, (m.get(w) ?? 0) + 1);\n  return m;\n}\n',
    },
    {
      language: 'javascript',
      buggy:
        'function count(words) {\n  const counts = {};\n  for (const w of words) counts[w] += 1;\n  return counts;\n}\n',
      fixed:
        'function count(words) {\n  const counts = {};\n  for (const w of words) counts[w] = (counts[w] ?? 0) + 1;\n  return counts;\n}\n',
    },
    {
      language: 'javascript',
      buggy:
        'function group(pairs) {\n  const out = {};\n  for (const [k, v] of pairs) {\n    out[k] = [];\n    out[k].push(v);\n  }\n  return out;\n}\n',
      fixed:
        'function group(pairs) {\n  const out = {};\n  for (const [k, v] of pairs) {\n    out[k] ??= [];\n    out[k].push(v);\n  }\n  return out;\n}\n',
    },
    {
      language: 'python',
      buggy: 'def group(pairs):\n    out = {}\n    for k, v in pairs:\n        out[k] = [v]\n    return out\n',
      fixed:
        'def group(pairs):\n    out = {}\n    for k, v in pairs:\n        out.setdefault(k, []).append(v)\n    return out\n',
    },
    {
      language: 'python',
      buggy: 'def setting(options: dict, name: str, default=None):\n    return options[name]\n',
      fixed: 'def setting(options: dict, name: str, default=None):\n    return options.get(name, default)\n',
    },
    {
      language: 'javascript',
      buggy: 'const fill = (text, values) => text.replace(/-(\\w+)/g, (whole, key) => values[key]);\n',
      fixed: 'const fill = (text, values) => text.replace(/-(\\w+)/g, (whole, key) => values[key] ?? whole);\n',
    },
    {
      language: 'javascript',
      buggy: 'function minutes(match) {\n  return Number(match[1]) * 60;\n}\n',
      fixed: 'function minutes(match) {\n  return Number(match[1] ?? 0) * 60;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const python = isPython(context);
    const at = subscript(node);
    const keyed = at && may(kindsOf(at.object, context), 'dict', 'object') && !/^-?\d+$/.test(at.index.text);
    if (at && keyed) {
      const sure = kindsOf(at.object, context).size > 0 ? 1 : 0.4;
      const [object, key] = [at.object.text, at.index.text];
      const parent = node.parent;
      const update = parent && assignment(parent);
      if (update?.operator && update.left.id === node.id) {
        const operator = update.operator.text.slice(0, -1);
        for (const [empty, weight] of [
          ['0', 1],
          ['1', 0.3],
          ["''", 0.3],
          ['[]', 0.3],
        ] as const) {
          const old = python ? `${object}.get(${key}, ${empty})` : `(${object}[${key}] ?? ${empty})`;
          const text = `${node.text} = ${old} ${operator} ${update.right.text}`;
          yield { edits: [replace(update.node, text)], title: becomes(update.node.text, text), weight: weight * sure };
        }
      } else if (update?.left.id === node.id && isEmpty(update.right)) {
        // What was gathered under the key is thrown away each time it comes.
        const kept = python
          ? `${object}.setdefault(${key}, ${update.right.text})`
          : `${node.text} ??= ${update.right.text}`;
        yield { edits: [replace(update.node, kept)], title: becomes(update.node.text, kept), weight: sure };
      } else if (update?.left.id === node.id && ['list', 'array'].includes(update.right.type)) {
        const [item] = parts(update.right);
        // A group of one replaces the group that is there.
        if (item && parts(update.right).length === 1) {
          const text = python
            ? `${object}.setdefault(${key}, []).append(${item.text})`
            : `(${node.text} ??= []).push(${item.text})`;
          yield { edits: [replace(update.node, text)], title: becomes(update.node.text, text), weight: sure };
        }
      } else if (!isTarget(node)) {
        const used = parent?.type === 'attribute' || parent?.type === 'member_expression';
        if (python && used) {
          yield change(node, `${object}.setdefault(${key}, [])`, sure);
          yield change(node, `${object}.setdefault(${key}, set())`, 0.6 * sure);
          yield change(node, `${object}.setdefault(${key}, {})`, 0.3 * sure);
        }
        if (!python && used) yield change(node, `(${object}[${key}] ??= [])`, sure);
        for (const name of unread(node, context)) {
          yield change(node, python ? `${object}.get(${key}, ${name})` : `(${node.text} ?? ${name})`, 1);
        }
        for (const [empty, weight] of [
          ['0', 0.8],
          [python ? 'None' : 'null', 0.4],
          ['[]', 0.4],
          ["''", 0.3],
        ] as const) {
          yield change(node, python ? `${object}.get(${key}, ${empty})` : `(${node.text} ?? ${empty})`, weight * sure);
        }
      }
    }
    // A group of a match, an item that may not be there.
    if (at && !keyed && !python && !isTarget(node) && siteOf(node) === 'argument') {
      yield change(node, `${node.text} ?? 0`, 0.5);
      yield change(node, `${node.text} ?? ''`, 0.3);
    }
    const invoked = call(node);
    if (!python && invoked?.receiver && invoked.name === 'get' && invoked.args.length === 1) {
      for (const [empty, weight] of [
        ['0', 1],
        ['[]', 0.6],
        ["''", 0.3],
        ['1', 0.2],
      ] as const) {
        yield change(node, `(${node.text} ?? ${empty})`, weight);
      }
    }
    if (python && invoked?.receiver && invoked.name === 'get' && invoked.args[0] && invoked.args.length <= 2) {
      yield change(node, `${invoked.receiver.text}[${invoked.args[0].text}]`, 0.2);
    }
  },
};

/** Names the function gets and does not read so far: what they hold may be the default. */
function unread(node: SyntaxNode, context: TemplateContext): readonly string[] {
  const { uses, firstUse } = factsOf(context);
  const parameters = new Set(context.focal.parameters.map(({ name }) => name));
  const callback = enclosing(node, ['arrow_function', 'function_expression', 'lambda'], context);
  const own = (name: string): boolean =>
    parameters.has(name) || (callback !== undefined && (firstUse.get(name) ?? 0) >= callback.startIndex);
  return context.locals.filter((name) => uses.get(name) === 1 && own(name)).slice(0, 2);
}

const isEmpty = (node: SyntaxNode): boolean =>
  /^(\[\]|\{\}|set\(\)|list\(\)|dict\(\)|new (Set|Map)\(\)|0)$/.test(node.text);

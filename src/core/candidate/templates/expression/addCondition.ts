import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { becomes, conjunct, negation, replace, rewritten } from '../edits';
import { factsOf } from '../functionFacts';
import { kindsOf, may, surely, surelyNumber } from '../types';
import { bare, binary, conditionOf, descend, isPython, isTarget, member, subscript } from '../view';

interface Extra {
  readonly text: string;
  readonly weight: number;
  /** Guards stand first, so that what they guard is not evaluated. */
  readonly first: boolean;
  readonly operators: readonly ('and' | 'or')[];
}

/**
 * A condition that lacks a part: the bound of an index it reads, a null check of what it looks into, another condition of the
 * same function, a flag in scope. Many proposals per condition, hence the low prior; guards of what the condition itself reads come first.
 */
export const addCondition: FixTemplate = {
  id: 'addCondition',
  bugClass: 'wrong condition',
  prior: 0.08,
  examples: [
    {
      language: 'python',
      buggy: 'def skip(xs, i):\n    while xs[i] == 0:\n        i += 1\n    return i\n',
      fixed: 'def skip(xs, i):\n    while i < len(xs) and xs[i] == 0:\n        i += 1\n    return i\n',
    },
    {
      language: 'python',
      buggy: 'def last(node):\n    while node.next:\n        node = node.next\n    return node\n',
      fixed: 'def last(node):\n    while node and node.next:\n        node = node.next\n    return node\n',
    },
    {
      language: 'python',
      buggy: 'def dedupe(xs, seen):\n    return [x for x in xs if x > 0]\n',
      fixed: 'def dedupe(xs, seen):\n    return [x for x in xs if x > 0 and x not in seen]\n',
    },
    {
      language: 'python',
      buggy:
        'def ways(coins, total):\n    if total < 0:\n        return 0\n    return ways(coins[1:], total - coins[0])\n',
      fixed:
        'def ways(coins, total):\n    if total < 0 or not coins:\n        return 0\n    return ways(coins[1:], total - coins[0])\n',
    },
    {
      language: 'javascript',
      buggy: 'function skip(s, i) {\n  while (s[i] === " ") i++;\n  return i;\n}\n',
      fixed: 'function skip(s, i) {\n  while (i < s.length && s[i] === " ") i++;\n  return i;\n}\n',
    },
    {
      language: 'typescript',
      buggy: 'function name(user?: { name: string }): string {\n  if (user.name) return user.name;\n  return "";\n}\n',
      fixed:
        'function name(user?: { name: string }): string {\n  if (user && user.name) return user.name;\n  return "";\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const returned = node.type === 'return_statement' ? (node.firstNamedChild ?? undefined) : undefined;
    const boolean = returned && surely(kindsOf(returned, context), 'boolean') && binary(bare(returned)) !== undefined;
    const tested = conditionOf(node) ?? (boolean ? returned : undefined);
    if (!tested) return;
    const { spelling } = context.language;
    const own = tested.text;
    const seen = new Set<string>();
    for (const extra of extras(node, tested, context)) {
      if (seen.has(extra.text) || own === extra.text || seen.size >= 16) continue;
      seen.add(extra.text);
      for (const word of extra.operators) {
        const operator = spelling[word];
        const condition = conjunct(tested, operator);
        const text = extra.first ? `${extra.text} ${operator} ${condition}` : `${condition} ${operator} ${extra.text}`;
        yield {
          edits: [replace(tested, text)],
          title: becomes(own, text),
          weight: extra.weight * (word === 'or' ? 0.6 : 1),
        };
      }
    }
  },
};

const and = ['and'] as const;
const both = ['and', 'or'] as const;

function* extras(holder: SyntaxNode, tested: SyntaxNode, context: TemplateContext): Generator<Extra> {
  const python = isPython(context);
  const length = (xs: string): string => (python ? `len(${xs})` : `${xs}.length`);
  // What the condition reads must be there.
  for (const part of descend(tested)) {
    const at = subscript(part);
    if (at && may(kindsOf(at.object, context), 'list', 'string', 'tuple') && !/^['"]/.test(at.index.text)) {
      if (!/^-?\d+$/.test(at.index.text)) {
        yield { text: `${at.index.text} < ${length(at.object.text)}`, weight: 1, first: true, operators: and };
        yield { text: `${at.index.text} >= 0`, weight: 0.6, first: true, operators: and };
      } else yield { text: length(at.object.text) + ' > 0', weight: 0.5, first: true, operators: and };
    }
    const dot = member(part);
    if (dot?.object.type === 'identifier' && context.locals.includes(dot.object.text) && dot.object.text !== 'self') {
      yield { text: dot.object.text, weight: 0.8, first: true, operators: and };
    }
  }
  for (const at of descend(holder)) {
    const index = subscript(at);
    if (index?.index.type === 'identifier' && !isTarget(index.index) && surelyNumber(kindsOf(index.index, context))) {
      yield { text: `${index.index.text} < ${length(index.object.text)}`, weight: 0.4, first: false, operators: and };
    }
  }
  // A guard that leaves early has one more reason to: nothing is left of a collection.
  if (leavesEarly(holder)) {
    for (const name of context.locals) {
      if (!isCollection(name, context) || own(tested).has(name)) continue;
      if (!context.focal.parameters.some((parameter) => parameter.name === name)) continue;
      yield {
        text: python ? `not ${name}` : `${name}.length === 0`,
        weight: 0.9,
        first: false,
        operators: ['or'],
      };
    }
  }
  // The same condition for another number that the documentation names.
  for (const pair of [tested, ...descend(tested)].flatMap((part) => binary(part, 'comparison') ?? [])) {
    const literal = [...descend(pair.node)].find((part) => /^(integer|number)$/.test(part.type) && part.text !== '0');
    for (const number of literal ? documented(context) : []) {
      if (literal && number !== literal.text && !/^[01]$/.test(number))
        yield { text: rewritten(pair.node, [replace(literal, number)]), weight: 0.4, first: true, operators: both };
    }
  }
  // Conditions of the same function, as they are and turned round.
  const facts = factsOf(context);
  let conditions = 0;
  for (const [text, node] of facts.expressions) {
    const usable = binary(node, 'comparison') ?? (node.type === 'not_operator' || null);
    if (!usable || conditions >= 5 || tested.text.includes(text)) continue;
    conditions++;
    yield { text, weight: 0.5, first: false, operators: both };
    yield { text: negation(node, context), weight: 0.3, first: false, operators: both };
  }
  // Flags, membership and empty collections.
  const names = context.locals.filter((name) => facts.uses.has(name));
  const readNames = new Set([...descend(tested)].filter((n) => n.type === 'identifier').map((n) => n.text));
  for (const name of names) {
    const kinds = new Set([...(context.types.variables.get(name) ?? [])]);
    if (kinds.has('bool') || kinds.has('boolean')) {
      yield { text: name, weight: 0.5, first: false, operators: both };
      yield { text: `${context.language.spelling.not}${name}`, weight: 0.4, first: false, operators: both };
    }
  }
  for (const collection of names) {
    if (readNames.has(collection) || !isCollection(collection, context)) continue;
    for (const item of [...readNames].filter((name) => context.locals.includes(name)).slice(0, 2)) {
      const contains = python ? `${item} not in ${collection}` : `!${collection}.includes(${item})`;
      const has = python ? `${item} in ${collection}` : `${collection}.includes(${item})`;
      yield { text: contains, weight: 0.35, first: false, operators: and };
      yield { text: has, weight: 0.3, first: false, operators: both };
    }
  }
  const numbers = [...readNames].filter((name) => context.locals.includes(name)).slice(0, 2);
  for (const name of numbers) {
    const kinds = context.types.variables.get(name);
    if (!kinds || [...kinds].some((kind) => !/^(int|float|number)$/.test(kind))) continue;
    yield { text: `${name} ${python ? '!=' : '!=='} 0`, weight: 0.25, first: false, operators: and };
    yield { text: `${name} > 0`, weight: 0.25, first: false, operators: both };
    yield { text: `${name} < 0`, weight: 0.15, first: false, operators: ['or'] };
  }
}

const own = (tested: SyntaxNode): ReadonlySet<string> =>
  new Set([...descend(tested)].filter((part) => part.type === 'identifier').map((part) => part.text));

/** The branch of an `if` ends the function. */
function leavesEarly(holder: SyntaxNode): boolean {
  const body = holder.childForFieldName('consequence');
  return /^(if_statement|elif_clause)$/.test(holder.type) && /^\{?\s*(return|raise|throw)\b/.test(body?.text ?? '');
}

/** Whole numbers above 1 that the function's documentation names, at most four. */
function documented({ focal }: TemplateContext): readonly string[] {
  const prose = (focal.docstring ?? '').split(/^\s*>>>/m)[0] ?? '';
  return [...new Set(prose.match(/(?<![\w.])\d{1,3}(?![\w.])/g) ?? [])].slice(0, 4);
}

function isCollection(name: string, context: TemplateContext): boolean {
  const types = context.types.variables.get(name);
  if (types) return [...types].some((type) => /list|set|dict|tuple|array|map|str/i.test(type));
  return /s$|seen|list|set|map|dict|stack|queue/i.test(name);
}

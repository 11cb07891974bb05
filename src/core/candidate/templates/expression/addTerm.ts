import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { change, isTight, operand } from '../edits';
import { factsOf } from '../functionFacts';
import { siteOf } from '../sites';
import { kindsOf, kindsOfTypeName, may, mayBeNumber, surely, type Kind } from '../types';
import { assignment, binary, call, conditionOf, isBinding, isPython } from '../view';

/** A forgotten term or factor: `+ carry`, `* sign`, `% size`, `/ n`. Names of number type in scope that the expression does not use yet. */
export const addTerm: FixTemplate = {
  id: 'addTerm',
  bugClass: 'wrong operator',
  prior: 0.12,
  examples: [
    {
      language: 'python',
      buggy: 'def add(a: int, b: int, carry: int) -> int:\n    return a + b\n',
      fixed: 'def add(a: int, b: int, carry: int) -> int:\n    return a + b + carry\n',
    },
    {
      language: 'python',
      buggy: 'def wrap(i: int, step: int, size: int) -> int:\n    return i + step\n',
      fixed: 'def wrap(i: int, step: int, size: int) -> int:\n    return (i + step) % size\n',
    },
    {
      language: 'python',
      buggy:
        'def pick(xs, k, low, high):\n    n = len(low)\n    if k >= n:\n        return pick(high, k, [], [])\n    return low[k]\n',
      fixed:
        'def pick(xs, k, low, high):\n    n = len(low)\n    if k >= n:\n        return pick(high, k - n, [], [])\n    return low[k]\n',
    },
    {
      language: 'python',
      buggy: 'def sums(xs):\n    rest = sums(xs[1:]) if xs else [0]\n    return [xs[0] + s for s in rest]\n',
      fixed: 'def sums(xs):\n    rest = sums(xs[1:]) if xs else [0]\n    return rest + [xs[0] + s for s in rest]\n',
    },
    {
      language: 'python',
      buggy:
        'def reduced(price: float, discount: float | None) -> float:\n    if discount:\n        price -= discount\n    return price\n',
      fixed:
        'def reduced(price: float, discount: float | None) -> float:\n    if discount:\n        price -= price * discount\n    return price\n',
    },
    {
      language: 'python',
      buggy: "def clock(seconds):\n    minutes = seconds // 60\n    return f'{minutes}:{seconds % 60}'\n",
      fixed: "def clock(seconds):\n    minutes = seconds // 60 % 60\n    return f'{minutes}:{seconds % 60}'\n",
    },
    {
      language: 'javascript',
      buggy: 'function scaled(xs, factor) {\n  const out = [];\n  for (const x of xs) out.push(x);\n  return out;\n}\n',
      fixed:
        'function scaled(xs, factor) {\n  const out = [];\n  for (const x of xs) out.push(x * factor);\n  return out;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const site = siteOf(node);
    if (
      !site ||
      !['returned', 'assigned', 'argument', 'compared', 'element', 'index'].includes(site) ||
      isBinding(node)
    )
      return;
    yield* keptResult(node, site, context);
    if (site === 'argument' && node.type === 'identifier') yield* relativeTo(node, context);
    if (/^(string|list|array|dictionary|object|lambda|arrow_function|true|false|none|null|tuple|regex)/.test(node.type))
      return;
    yield* shareOf(node, context);
    const literal = /^(integer|float|number)$/.test(node.type);
    const kinds = kindsOf(node, context);
    const facts = factsOf(context);
    // Most terms in scope are not the forgotten one; those with a reason of their own come first.
    const base = (site === 'returned' || site === 'assigned' ? 1 : 0.6) / 3;
    const text = surely(kinds, 'string');
    if (!mayBeNumber(kinds) && !may(kinds, 'string', 'list')) return;
    const pair = binary(node, 'arithmetic');
    const sum = pair && (pair.text === '+' || pair.text === '-') ? node.text : operand(node);
    const known = kinds.size > 0;
    const main = site === 'returned' || site === 'assigned';
    const names = context.locals
      .filter((name) => name !== 'self' && node.text !== name && (facts.firstUse.get(name) ?? 0) <= node.startIndex)
      .map((name) => ({ name, ...fitness(name, node, kinds, context) }))
      .filter(({ fits }) => fits > 0)
      .sort((a, b) => b.fits - a.fits)
      .slice(0, literal ? 1 : main ? 3 : 2);
    for (const { name, fits, fresh } of names) {
      const weight = base * fits * (literal ? 0.3 : 1);
      yield change(node, `${sum} + ${name}`, weight);
      if (text || surely(kinds, 'list')) {
        yield change(node, `${name} + ${sum}`, weight * 0.8);
        continue;
      }
      yield change(node, `${sum} - ${name}`, weight * 0.8);
      if (main || fresh) yield change(node, `${factor(node)} * ${name}`, weight * 0.7);
      if (!fresh) continue;
      if (site !== 'index')
        yield change(node, `${operand(node)} ${isPython(context) ? '//' : '/'} ${name}`, weight * 0.3);
      yield change(node, `${operand(node)} % ${name}`, weight * 0.35);
    }
    // The higher part of a number that is split into units still holds the parts above it.
    const units = pair && /^\/\/?$/.test(pair.text) && /^\d+$/.test(pair.right.text) ? facts.numbers : [];
    const whole = isPython(context) ? pair?.text === '//' : call(node.parent?.parent ?? node)?.name === 'floor';
    if (whole && pair) {
      for (const unit of new Set([pair.right.text, ...units]))
        if (/^\d{2,}$/.test(unit))
          yield change(
            isPython(context) ? node : (node.parent?.parent ?? node),
            `${isPython(context) ? node.text : (node.parent?.parent?.text ?? node.text)} % ${unit}`,
            0.6,
          );
    }
    if (main && !literal && !text && (known ? mayBeNumber(kinds) : pair)) {
      yield change(node, `${operand(node)} ${isPython(context) ? '//' : '/'} 2`, 0.1);
      yield change(node, `${operand(node)} * 2`, 0.1);
      yield change(node, `${operand(node)} % 2`, 0.05);
      yield change(node, `${operand(node)} ** 2`, 0.07);
    }
  },
};

/** A share that is added or taken as if it were an amount: `price -= discount` becomes `price -= price * discount`. */
function* shareOf(node: SyntaxNode, context: TemplateContext): Generator<Proposal> {
  const whole = node.parent && assignment(node.parent);
  if (whole?.right.id !== node.id || !/^[+-]=$/.test(whole.operator?.text ?? '')) return;
  const { left } = whole;
  if (!isTight(left) || node.text.includes(left.text) || /^(integer|number)$/.test(node.type)) return;
  if (!mayBeNumber(kindsOf(node, context)) || !mayBeNumber(kindsOf(left, context))) return;
  yield change(node, `${left.text} * ${operand(node)}`, 0.5);
}

/** What is built from each element of `xs` replaces `xs`, where it should be added: `xs + [… for x in xs]`. */
function* keptResult(node: SyntaxNode, site: string, context: TemplateContext): Generator<Proposal> {
  if (node.type !== 'list_comprehension' || (site !== 'returned' && site !== 'assigned')) return;
  const source = node.namedChildren.find((child) => child.type === 'for_in_clause')?.childForFieldName('right');
  if (source?.type !== 'identifier' || !context.locals.includes(source.text)) return;
  yield change(node, `${source.text} + ${node.text}`, 0.8);
  yield change(node, `${node.text} + ${source.text}`, 0.6);
}

/** An argument that was just compared with a bound is meant relative to it: `if k >= n: return find(rest, k - n)`. */
function* relativeTo(node: SyntaxNode, context: TemplateContext): Generator<Proposal> {
  for (let at = node.parent; at && at.id !== context.root.id; at = at.parent) {
    const tested = conditionOf(at);
    const pair = tested && binary(tested, 'comparison');
    if (!pair || !/^[<>]=?$/.test(pair.text)) continue;
    const { left, right } = pair;
    const other = left.text === node.text ? right : right.text === node.text ? left : undefined;
    if (!other || (other.type !== 'identifier' && !call(other)) || !mayBeNumber(kindsOf(other, context))) continue;
    yield change(node, `${node.text} - ${other.text}`, 0.8);
    yield change(node, `${other.text} - ${node.text}`, 0.3);
  }
}

/** How well a name would add to an expression of these kinds (0: not at all); fresh: nothing reads it yet. */
function fitness(
  name: string,
  node: SyntaxNode,
  kinds: ReadonlySet<Kind>,
  context: TemplateContext,
): { readonly fits: number; readonly fresh: boolean } {
  const own = new Set<Kind>();
  for (const type of context.types.variables.get(name) ?? []) for (const kind of kindsOfTypeName(type)) own.add(kind);
  const fresh = (factsOf(context).uses.get(name) ?? 0) <= 1;
  const unlike = own.size > 0 && kinds.size > 0 && isNumber(own) !== isNumber(kinds);
  if (unlike || surely(own, 'boolean', 'null', 'function', 'dict', 'object', 'set')) return { fits: 0, fresh };
  return { fits: (node.text.includes(name) ? 0.4 : fresh ? 1 : 0.7) * (own.size > 0 ? 1 : 0.7), fresh };
}

/** Whether it is a number wherever it is anything. */
const isNumber = (kinds: ReadonlySet<Kind>): boolean =>
  [...kinds].every((kind) => kind === 'int' || kind === 'float' || kind === 'number' || kind === 'null');

function factor(node: SyntaxNode): string {
  const pair = binary(node, 'arithmetic');
  return pair?.text === '*' ? node.text : operand(node);
}

import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { change, operand } from '../edits';
import { factsOf } from '../functionFacts';
import { siteOf } from '../sites';
import { kindsOf, kindsOfTypeName, may, mayBeNumber, surely, type Kind } from '../types';
import { binary, isBinding, isPython } from '../view';

/** A forgotten term or factor: `+ carry`, `* sign`, `% size`, `/ n`. Names of number type in scope that the expression does not use yet. */
export const addTerm: FixTemplate = {
  id: 'addTerm',
  bugClass: 'wrong operator',
  prior: 0.06,
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
    if (/^(string|list|array|dictionary|object|lambda|arrow_function|true|false|none|null|tuple|regex)/.test(node.type))
      return;
    const literal = /^(integer|float|number)$/.test(node.type);
    const kinds = kindsOf(node, context);
    const facts = factsOf(context);
    const base = site === 'returned' || site === 'assigned' ? 1 : 0.6;
    const text = surely(kinds, 'string');
    if (!mayBeNumber(kinds) && !may(kinds, 'string', 'list')) return;
    const pair = binary(node, 'arithmetic');
    const sum = pair && (pair.text === '+' || pair.text === '-') ? node.text : operand(node);
    let names = 0;
    for (const name of context.locals) {
      if (names >= 4 || name === 'self' || node.text === name) continue;
      if ((facts.firstUse.get(name) ?? 0) > node.startIndex) continue;
      const own = new Set<Kind>();
      for (const type of context.types.variables.get(name) ?? [])
        for (const kind of kindsOfTypeName(type)) own.add(kind);
      if (
        own.size > 0 &&
        kinds.size > 0 &&
        [...own].every((kind) => numeric(kind)) !== [...kinds].every((kind) => numeric(kind))
      )
        continue;
      if (surely(own, 'boolean', 'null', 'function', 'dict', 'object')) continue;
      names++;
      const fresh = node.text.includes(name) ? 0.4 : (facts.uses.get(name) ?? 0) <= 1 ? 1 : 0.7;
      const weight = base * fresh * (own.size > 0 ? 1 : 0.7) * (literal ? 0.3 : 1);
      yield change(node, `${sum} + ${name}`, weight);
      if (text || surely(kinds, 'list')) {
        yield change(node, `${name} + ${sum}`, weight * 0.8);
        continue;
      }
      yield change(node, `${sum} - ${name}`, weight * 0.8);
      yield change(node, `${factor(node)} * ${name}`, weight * 0.7);
      if (site !== 'index') {
        yield change(node, `${operand(node)} ${isPython(context) ? '//' : '/'} ${name}`, weight * 0.3);
      }
      yield change(node, `${operand(node)} % ${name}`, weight * 0.35);
    }
    if (!literal && mayBeNumber(kinds) && !text) {
      yield change(node, `${operand(node)} ${isPython(context) ? '//' : '/'} 2`, base * 0.3);
      yield change(node, `${operand(node)} * 2`, base * 0.3);
      yield change(node, `${operand(node)} % 2`, base * 0.15);
      yield change(node, `${operand(node)} ** 2`, base * 0.2);
      yield change(node, `${operand(node)} % 10`, base * 0.1);
    }
  },
};

const numeric = (kind: Kind): boolean => kind === 'int' || kind === 'float' || kind === 'number';

function factor(node: SyntaxNode): string {
  const pair = binary(node, 'arithmetic');
  return pair?.text === '*' ? node.text : operand(node);
}

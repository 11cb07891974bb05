import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { changeIn } from '../edits';
import { factsOf } from '../functionFacts';
import { isBinding, isPython } from '../view';

/** Constants that are taken for one another: units of time, angle, bytes and letters. */
const confused: readonly (readonly string[])[] = [
  ['24', '12', '60', '3600', '1000'],
  ['360', '180', '90'],
  ['10', '100', '1000'],
  ['26', '25', '256', '255'],
  ['64', '65', '96', '97'],
  ['7', '30', '31', '365'],
  ['2', '3', '5'],
];

/** A number that is one off, zero for one, without its sign, off by a power of ten, or another constant of the function. */
export const numberLiteral: FixTemplate = {
  id: 'numberLiteral',
  bugClass: 'wrong literal',
  prior: 0.28,
  examples: [
    {
      language: 'python',
      buggy: 'def factorial(n):\n    if n == 0:\n        return 0\n    return n * factorial(n - 1)\n',
      fixed: 'def factorial(n):\n    if n == 0:\n        return 1\n    return n * factorial(n - 1)\n',
    },
    {
      language: 'python',
      buggy: 'def percent(part, whole):\n    return 10 * part / whole\n',
      fixed: 'def percent(part, whole):\n    return 100 * part / whole\n',
    },
    {
      language: 'javascript',
      buggy:
        'function find(xs, x) {\n  for (let i = 1; i < xs.length; i++) if (xs[i] === x) return i;\n  return -1;\n}\n',
      fixed:
        'function find(xs, x) {\n  for (let i = 0; i < xs.length; i++) if (xs[i] === x) return i;\n  return -1;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    if (!['integer', 'float', 'number'].includes(node.type) || isBinding(node)) return;
    const parent = node.parent;
    const around = parent && parent.endIndex - parent.startIndex < 40 ? parent : node;
    const signed = (parent?.type ?? '').startsWith('unary');
    const seen = new Set([node.text]);
    for (const [text, weight] of values(node, factsOf(context).numbers)) {
      if (seen.has(text)) continue;
      seen.add(text);
      if (text.startsWith('-') && (signed || !mayBeNegative(node, isPython(context)))) continue;
      yield changeIn(around, node, text, weight);
    }
    if (signed && parent) yield changeIn(parent, parent, node.text, 0.5);
  },
};

function* values(node: SyntaxNode, others: readonly string[]): Generator<readonly [string, number]> {
  const { text } = node;
  if (/^\d+$/.test(text) && text.length < 10) {
    const value = Number(text);
    yield [String(value + 1), value <= 2 ? 1 : 0.6];
    if (value > 0) yield [String(value - 1), value <= 2 ? 1 : 0.6];
    if (value > 0) yield [`-${text}`, 0.35];
    else yield ['-1', 0.6];
    if (value > 1) yield ['1', 0.25];
    if (value > 1) yield ['0', 0.2];
    if (value > 0 && value !== 2) yield ['2', 0.15];
    if (value >= 10 && value % 10 === 0) yield [String(value / 10), 0.15];
    if (value > 1) yield [String(value * 10), 0.12];
    if (value >= 2) yield [String(value * 2), 0.08];
    if (value >= 4 && value % 2 === 0) yield [String(value / 2), 0.12];
  } else if (/^\d*\.\d+$|^\d+\.\d*$/.test(text)) {
    const value = Number(text);
    for (const factor of [2, 0.5, 10, 0.1]) yield [decimal(value * factor), 0.15];
    for (const common of ['0.5', '1.0', '0.0', '2.0']) yield [common, 0.15];
    yield [`-${text}`, 0.3];
  } else if (/^1e-?\d+$/.test(text)) {
    const exponent = Number(text.slice(2));
    yield [`1e${exponent - 3}`, 0.2];
    yield [`1e${exponent + 3}`, 0.2];
  }
  for (const group of confused) {
    if (group.includes(text)) for (const other of group) yield [other, 0.12];
  }
  for (const other of others.slice(0, 6)) yield [other, 0.2];
}

const decimal = (value: number): string => {
  const text = String(Number(value.toPrecision(12)));
  return text.includes('.') || text.includes('e') ? text : `${text}.0`;
};

/** `x - -1` is noise, `xs[-1]` means something in Python only. */
function mayBeNegative(node: SyntaxNode, python: boolean): boolean {
  const parent = node.parent;
  if (!parent) return false;
  const operator = parent.childForFieldName('operator')?.text;
  if (operator === '+' || operator === '-') return false;
  return python || !parent.type.startsWith('subscript');
}

import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { change, operand, receiver } from '../edits';
import { siteOf, type Site } from '../sites';
import { kindsOrGuess, type Kind } from '../types';
import { call, isBinding, isPython } from '../view';

/** `$` is the expression, `@` the same as an operand or receiver. */
type Wraps = readonly (readonly [string, number])[];

const python: Readonly<Record<'number' | 'string' | 'list' | 'dict' | 'iterator' | 'unknown', Wraps>> = {
  number: [
    ['abs($)', 1],
    ['-@', 0.5],
    ['int($)', 0.6],
    ['str($)', 0.7],
    ['round($)', 0.4],
    ['float($)', 0.3],
    ['max($, 0)', 0.4],
    ['max($, 1)', 0.2],
    ['round($, 2)', 0.3],
    ['math.floor($)', 0.5],
    ['math.ceil($)', 0.6],
    ['[$]', 0.3],
    ['bool($)', 0.2],
  ],
  string: [
    ['len($)', 0.8],
    ['int($)', 0.8],
    ['@.lower()', 0.7],
    ['@.strip()', 0.6],
    ["@.replace(' ', '')", 0.4],
    ['@.upper()', 0.4],
    ['list($)', 0.3],
    ['set($)', 0.4],
    ['@[::-1]', 0.3],
    ["''.join(sorted($))", 0.2],
    ["''.join(reversed($))", 0.2],
    ['@.split()', 0.5],
    ['float($)', 0.3],
    ['ord($)', 0.3],
    ['[$]', 0.3],
  ],
  list: [
    ['len($)', 0.9],
    ['sorted($)', 0.8],
    ['set($)', 0.7],
    ['sum($)', 0.6],
    ['list($)', 0.5],
    ['max($)', 0.4],
    ['min($)', 0.4],
    ['@[::-1]', 0.5],
    ['tuple($)', 0.4],
    ['list(set($))', 0.3],
    ['sorted(set($))', 0.5],
    ["''.join($)", 0.4],
    ["' '.join($)", 0.3],
    ['list(reversed($))', 0.2],
    ['[$]', 0.4],
    ['any($)', 0.2],
    ['all($)', 0.2],
    ['@.copy()', 0.3],
  ],
  dict: [
    ['@.items()', 0.8],
    ['@.values()', 0.8],
    ['@.keys()', 0.3],
    ['len($)', 0.6],
    ['sorted($)', 0.5],
    ['list($)', 0.4],
    ['dict($)', 0.3],
  ],
  iterator: [
    ['list($)', 1],
    ['sorted($)', 0.5],
    ['set($)', 0.5],
    ['sum($)', 0.4],
    ['tuple($)', 0.3],
    ["''.join($)", 0.5],
    ['len(list($))', 0.2],
    ['reversed($)', 0.4],
  ],
  unknown: [
    ['len($)', 0.5],
    ['str($)', 0.5],
    ['int($)', 0.5],
    ['abs($)', 0.5],
    ['list($)', 0.4],
    ['sorted($)', 0.4],
    ['set($)', 0.3],
    ['-@', 0.2],
    ['[$]', 0.3],
  ],
};

const javascript: typeof python = {
  number: [
    ['Math.abs($)', 1],
    ['Math.floor($)', 0.8],
    ['String($)', 0.6],
    ['Math.ceil($)', 0.5],
    ['Math.round($)', 0.5],
    ['Math.trunc($)', 0.4],
    ['Math.max($, 0)', 0.4],
    ['-@', 0.5],
    ['[$]', 0.3],
    ['Math.sqrt($)', 0.2],
    ['@.toString()', 0.3],
    ['Number(@.toFixed(2))', 0.2],
  ],
  string: [
    ['Number($)', 0.8],
    ['@.length', 0.7],
    ['parseInt($, 10)', 0.6],
    ['@.toLowerCase()', 0.7],
    ['@.trim()', 0.6],
    ["@.replaceAll(' ', '')", 0.4],
    ['@.toUpperCase()', 0.4],
    ["@.split('')", 0.6],
    ['[...$]', 0.3],
    ["@.split('').reverse().join('')", 0.3],
    ["@.split(' ')", 0.4],
    ['new Set($)', 0.3],
    ['[$]', 0.3],
  ],
  list: [
    ['@.length', 0.9],
    ['[...$]', 0.6],
    ['[...new Set($)]', 0.6],
    ['@.slice()', 0.5],
    ['@.slice(1)', 0.35],
    ['@.slice(0, -1)', 0.25],
    ['@.sort((a, b) => a - b)', 0.5],
    ['@.sort()', 0.3],
    ['@.reverse()', 0.4],
    ["@.join('')", 0.5],
    ["@.join(' ')", 0.3],
    ['Math.max(...$)', 0.4],
    ['Math.min(...$)', 0.3],
    ['new Set($)', 0.4],
    ['[$]', 0.3],
    ['@.flat()', 0.3],
    ['@.filter(Boolean)', 0.3],
    ['...@', 0.3],
  ],
  dict: [
    ['@.values()', 0.5],
    ['@.keys()', 0.5],
    ['@.entries()', 0.5],
    ['Object.keys($)', 0.8],
    ['Object.values($)', 0.8],
    ['Object.entries($)', 0.7],
    ['@.size', 0.4],
    ['{ ...@ }', 0.3],
    ['JSON.stringify($)', 0.2],
  ],
  iterator: [
    ['[...$]', 1],
    ['Array.from($)', 0.6],
  ],
  unknown: [
    ['String($)', 0.5],
    ['Number($)', 0.5],
    ['Math.abs($)', 0.5],
    ['Math.floor($)', 0.4],
    ['@.length', 0.4],
    ['[...$]', 0.3],
    ['@.toString()', 0.3],
    ['[$]', 0.2],
    ['Array.from($)', 0.2],
  ],
};

const sites: Readonly<Partial<Record<Site, number>>> = {
  returned: 1,
  assigned: 0.7,
  argument: 0.6,
  compared: 0.7,
  iterated: 0.6,
  operand: 0.4,
  element: 0.3,
  index: 0.3,
};

/** A sign is rarely the mistake where nothing is subtracted; where something is, `distance` speaks. */
const NO_DISTANCE = 0.7;

const most = 7;

/** An expression whose value needs a call around it: `abs`, `len`, `sorted`, `str`, `set`, `Math.floor`, `Number`, `.length`, a copy. Chosen by type; guessed from the name where no type is known. */
export const wrapInCall: FixTemplate = {
  id: 'wrapInCall',
  bugClass: 'wrong call',
  prior: 0.09,
  examples: [
    {
      language: 'python',
      buggy: 'def close(a: float, b: float, eps: float) -> bool:\n    return a - b < eps\n',
      fixed: 'def close(a: float, b: float, eps: float) -> bool:\n    return abs(a - b) < eps\n',
    },
    {
      language: 'python',
      buggy: 'def ordered(words: list[str]) -> list[str]:\n    return words\n',
      fixed: 'def ordered(words: list[str]) -> list[str]:\n    return sorted(words)\n',
    },
    {
      language: 'python',
      buggy: 'def label(name, n):\n    return name + ": " + n\n',
      fixed: 'def label(name, n):\n    return name + ": " + str(n)\n',
    },
    {
      language: 'javascript',
      buggy: 'function middle(xs) {\n  const i = xs.length / 2;\n  return xs[i];\n}\n',
      fixed: 'function middle(xs) {\n  const i = Math.floor(xs.length / 2);\n  return xs[i];\n}\n',
    },
    {
      language: 'typescript',
      buggy: 'function unique(words: string[]): string[] {\n  return words;\n}\n',
      fixed: 'function unique(words: string[]): string[] {\n  return [...new Set(words)];\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const site = siteOf(node);
    const base = site && sites[site];
    if (!site || base === undefined || isBinding(node) || isHopeless(node)) return;
    const { kinds, known } = kindsOrGuess(node, context);
    const group = groupOf(kinds);
    // Where little is known and little is at stake, a guess is not worth a run.
    if (group === 'unknown' && !['returned', 'assigned', 'compared', 'argument'].includes(site)) return;
    const own = call(node)?.name;
    let given = 0;
    for (const [pattern, weight] of (isPython(context) ? python : javascript)[group]) {
      if (given >= (group === 'unknown' || base < 0.5 ? 4 : most)) break;
      const name = /([\w.]+)\(/.exec(pattern)?.[1]?.split('.').pop();
      if ((name !== undefined && name === own) || !inScope(pattern, context)) continue;
      if (name !== undefined && call(node.parent?.parent ?? node)?.name === name) continue;
      if (pattern.startsWith('...') && site !== 'argument') continue;
      if (pattern === '[$]' && site === 'operand' && group !== 'unknown' && group !== 'list' && group !== 'number')
        continue;
      given++;
      const text = pattern
        .replace('$', () => node.text)
        .replace('@', () => (pattern.startsWith('-') ? operand(node) : receiver(node)));
      const sign = /^(Math\.)?abs\(/.test(pattern) ? NO_DISTANCE : 1;
      yield change(node, text, Math.min(1, weight * base * (known ? 1 : 0.6) * sign));
    }
  },
};

/** Literals, functions and what is a call's whole purpose already. */
function isHopeless(node: SyntaxNode): boolean {
  return (
    /^(integer|float|number|true|false|none|null|undefined|lambda|arrow_function|function_expression|string|regex|await)$/.test(
      node.type,
    ) ||
    /splat|spread|keyword|assignment|ternary|conditional_expression|boolean_operator|not_operator|comparison_operator/.test(
      node.type,
    ) ||
    node.text === '[]' ||
    node.text === '{}' ||
    node.text.includes('\n')
  );
}

function groupOf(kinds: ReadonlySet<Kind>): keyof typeof python {
  const [kind] = [...kinds].filter((one) => one !== 'null');
  switch (kind) {
    case 'int':
    case 'float':
    case 'number':
    case 'boolean':
      return 'number';
    case 'string':
      return 'string';
    case 'list':
    case 'tuple':
    case 'set':
      return 'list';
    case 'dict':
    case 'object':
      return 'dict';
    case 'iterator':
      return 'iterator';
    default:
      return 'unknown';
  }
}

/** A module's function is only there when the module is imported. */
const inScope = (pattern: string, context: TemplateContext): boolean =>
  !pattern.startsWith('math.') || context.globals.includes('math');

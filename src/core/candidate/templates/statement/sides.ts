import type { SyntaxNode } from '../../../capture/syntax';
import type { TextEdit } from '../../../model/text';
import type { TemplateContext } from '../../template';
import { blocksOf, indentationAt, indented, insertAt, layoutOf, render, standsAlone, type Lines } from '../statements';

const pairs: readonly (readonly [string, string])[] = [
  ['left', 'right'],
  ['Left', 'Right'],
  ['lo', 'hi'],
  ['low', 'high'],
  ['lower', 'upper'],
  ['start', 'end'],
  ['begin', 'end'],
  ['first', 'second'],
  ['first', 'last'],
  ['head', 'tail'],
  ['prev', 'next'],
  ['row', 'col'],
  ['rows', 'cols'],
  ['width', 'height'],
  ['min', 'max'],
  ['open', 'close'],
  ['src', 'dst'],
  ['source', 'target'],
  ['before', 'after'],
  ['top', 'bottom'],
  ['small', 'large'],
  ['odd', 'even'],
  ['odds', 'evens'],
  ['pos', 'neg'],
  ['positive', 'negative'],
  ['x', 'y'],
  ['a', 'b'],
  ['i', 'j'],
  ['p', 'q'],
  ['l', 'r'],
];
const opposites: Readonly<Record<string, string>> = {
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
  '++': '--',
  '--': '++',
  '+=': '-=',
  '-=': '+=',
  '(': ')',
};

/** The counterpart of a name by common naming: `left_child` and `right_child`, `i` and `j`, `x1` and `x2`. */
export function counterparts(name: string): readonly string[] {
  const found = new Set<string>();
  for (const [one, other] of pairs) {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const pattern =
        from.length > 2 ? new RegExp(`(^|_|[a-z])${from}(?=$|_|[A-Z0-9])`) : new RegExp(`(^|_)${from}(?=$|_|[0-9])`);
      if (pattern.test(name)) found.add(name.replace(pattern, `$1${to}`));
    }
  }
  if (name.endsWith('1')) found.add(name.replace(/1$/, '2'));
  if (name.endsWith('2')) found.add(name.replace(/2$/, '1'));
  return [...found].filter((other) => other !== name);
}

/** Each name becomes its first counterpart that `accepts`; with `operators`, `<` becomes `>`, `+=` becomes `-=`, a bracket in quotes its other half. */
export function mirror(code: string, operators: boolean, accepts: (name: string) => boolean = () => true): string {
  const tokens = /(["'`])([([{)\]}<>])\1|(?<![\w$])[A-Za-z_$][\w$]*|\+\+|--|[+-]=|(?<![=<>-])[<>]=?(?![<>])|\+ 1|- 1/g;
  const brackets: Readonly<Record<string, string>> = {
    '(': ')',
    ')': '(',
    '[': ']',
    ']': '[',
    '{': '}',
    '}': '{',
    '<': '>',
    '>': '<',
  };
  return code.replace(tokens, (token, quote: string | undefined, bracket: string | undefined) => {
    if (quote !== undefined && bracket !== undefined) return quote + (brackets[bracket] ?? bracket) + quote;
    if (/^[A-Za-z_$]/.test(token)) return counterparts(token).find(accepts) ?? token;
    if (!operators) return token;
    if (token === '+ 1') return '- 1';
    if (token === '- 1') return '+ 1';
    return opposites[token] ?? token;
  });
}

/** Statements done to the other side, when the other side's names are in scope: names only, then names with operators. */
export function mirrors(statements: readonly SyntaxNode[], names: readonly string[]): readonly Lines[] {
  const scope = new Set(names);
  const texts = statements.map((s) => s.text);
  if (texts.some((text) => text.includes('\n'))) return [];
  const found = new Map<string, Lines>();
  for (const operators of [true, false]) {
    const lines = texts.map((text) => mirror(text, operators, (name) => scope.has(name)));
    if (lines.join('\n') !== texts.join('\n')) found.set(lines.join('\n'), lines);
  }
  return [...found.values()];
}

export function hasElse(node: SyntaxNode): boolean {
  return node.namedChildren.some((child) => /^(else|elif)_clause$/.test(child.type));
}

/** Gives an `if` without other branches an `else`. */
export function addElse(node: SyntaxNode, lines: Lines, context: TemplateContext): TextEdit | undefined {
  const { python, newline } = layoutOf(context);
  const { text } = context;
  const base = indentationAt(text, node.startIndex);
  const body = blocksOf(node, context)[0];
  if (!body || !standsAlone(text, node)) return undefined;
  if (python) return insertAt(node.endIndex, newline + render(['else:', ...indented(lines, context)], base, newline));
  const code = render(['{', ...indented(lines, context), '}'], base, newline).slice(base.length);
  return insertAt(node.endIndex, ` else ${code}`);
}

/** The three parts of `for (let i = a; …; …)`, when it is of that form. */
export function headerOf(
  loop: SyntaxNode,
): { name: string; start: SyntaxNode; condition: SyntaxNode; update: SyntaxNode } | undefined {
  const declarator = loop.childForFieldName('initializer')?.descendantsOfType('variable_declarator')[0];
  const name = declarator?.childForFieldName('name');
  const start = declarator?.childForFieldName('value');
  const raw = loop.childForFieldName('condition');
  const condition = raw?.type === 'expression_statement' ? raw.firstNamedChild : raw;
  const update = loop.childForFieldName('increment');
  return name && start && condition && update ? { name: name.text, start, condition, update } : undefined;
}

export function minusOne(code: string): string {
  const number = /^-?\d+$/.test(code) ? Number(code) : undefined;
  if (number !== undefined) return String(number - 1);
  return code.endsWith(' + 1')
    ? code.slice(0, -4)
    : /^[\w.()[\]]+$/.test(code) || /^[\w.()[\] +-]+$/.test(code)
      ? `${code} - 1`
      : `(${code}) - 1`;
}

export function plusOne(code: string): string {
  const number = /^-?\d+$/.test(code) ? Number(code) : undefined;
  if (number !== undefined) return String(number + 1);
  return code.endsWith(' - 1') ? code.slice(0, -4) : /^[\w.()[\] +-]+$/.test(code) ? `${code} + 1` : `(${code}) + 1`;
}

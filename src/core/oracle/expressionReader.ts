import type { Parser } from 'web-tree-sitter';
import type { SyntaxNode } from '../capture/syntax';
import type { LanguageDefinition } from '../language';
import type { FocalFunction } from '../model/focalFunction';
import { maskStrings, outsideStrings } from './exampleText';

/** What an expression uses from around it. */
export interface ReadExpression {
  /** Names it reads and does not bind itself, callees included. */
  readonly free: ReadonlySet<string>;
  /** Names of `free` that are only called or constructed. */
  readonly called: ReadonlySet<string>;
  /** It calls the focal function, hands it on, or reads the focal property. */
  readonly mentionsFocal: boolean;
  readonly hasEllipsis: boolean;
}

/** Constants that are names in the grammar and values to a reader. */
const constants = new Set(['undefined', 'NaN', 'Infinity', 'nan', 'inf']);
const scopes = new Set(['lambda_parameters', 'formal_parameters', 'catch_clause']);

/** Reads the expressions of examples with the language's own grammar: what does not parse, or uses names nobody defines, is no example. */
export class ExpressionReader {
  readonly #parser: Parser;
  readonly #language: LanguageDefinition;
  readonly #focal: FocalFunction;
  readonly #known: ReadonlySet<string>;

  constructor(parser: Parser, language: LanguageDefinition, focal: FocalFunction, moduleNames: Iterable<string>) {
    this.#parser = parser;
    this.#language = language;
    this.#focal = focal;
    this.#known = new Set([...language.builtins, ...moduleNames]);
  }

  /** Undefined when the source is not exactly one expression. */
  expression(source: string): ReadExpression | undefined {
    const opening = this.#language.id === 'javascript' && /^\s*await\b/.test(source) ? 'async () => (' : '(';
    const tree = this.#parser.parse(`${opening}${source}\n)`);
    if (!tree) return undefined;
    try {
      const { rootNode } = tree;
      const statement = rootNode.namedChildCount === 1 ? rootNode.namedChild(0) : null;
      const outer = statement?.namedChildCount === 1 ? statement.namedChild(0) : null;
      const whole = outer?.type === 'arrow_function' ? outer.childForFieldName('body') : outer;
      if (rootNode.hasError || !whole || statement?.type !== 'expression_statement') return undefined;
      // `a) + (b` parses too: the brackets put around must be each other's partners.
      const enclosed = ['parenthesized_expression', 'tuple', 'generator_expression'].includes(whole.type);
      if (!enclosed || whole.startIndex !== opening.length - 1) return undefined;
      if (whole.type === 'parenthesized_expression' && whole.namedChildren.every((c) => c.type === 'comment'))
        return undefined;
      if (whole.namedChild(0)?.type === 'sequence_expression') return undefined;
      if (whole.type === 'tuple' && whole.namedChildCount === 0) return undefined;
      return this.#read(whole);
    } finally {
      tree.delete();
    }
  }

  /** Names a statement binds at its top level; undefined when it does not parse. */
  statement(source: string): (ReadExpression & { readonly binds: readonly string[] }) | undefined {
    const tree = this.#parser.parse(`${source}\n`);
    if (!tree) return undefined;
    try {
      if (tree.rootNode.hasError) return undefined;
      const binds = tree.rootNode.namedChildren.flatMap((node) => boundBy(node));
      return { ...this.#read(tree.rootNode), binds };
    } finally {
      tree.delete();
    }
  }

  /** Every name is defined: by the language, the module or the example itself. */
  resolves({ free }: ReadExpression, bound: ReadonlySet<string>): boolean {
    return [...free].every((name) => this.#known.has(name) || bound.has(name));
  }

  /** A value to compare with: no bare type or function name, no dots in place of the rest. */
  isValue(read: ReadExpression, bound: ReadonlySet<string>): boolean {
    if (read.hasEllipsis || !this.resolves(read, bound)) return false;
    const builtins = new Set(this.#language.builtins);
    return [...read.free].every(
      (name) => constants.has(name) || bound.has(name) || read.called.has(name) || !builtins.has(name),
    );
  }

  /** An expected value or a call as people write it, in the language's own spelling; undefined when it cannot be one. */
  spelled(source: string): string | undefined {
    const text = source.trim();
    if (this.#language.id === 'python') {
      const read = this.expression(text);
      const foreign =
        read &&
        [...read.free].some((name) => ['true', 'false', 'null', 'undefined'].includes(name) && !this.#known.has(name));
      return foreign ? outsideStrings(text, pythonConstants) : text;
    }
    const converted = outsideStrings(text, (code) => code.replace(/\bTrue\b/g, 'true').replace(/\bFalse\b/g, 'false'));
    const listed = tuplesToArrays(converted);
    if (!/\bNone\b/.test(maskStrings(listed))) return listed;
    const nothing = this.#nothing();
    return nothing && outsideStrings(listed, (code) => code.replace(/\bNone\b/g, nothing));
  }

  /** Which of JavaScript's two nothings the function speaks of; undefined when it does not say. */
  #nothing(): string | undefined {
    const { file, bodyRange } = this.#focal;
    const body = file.text.slice(bodyRange.start, bodyRange.end);
    const [hasNull, hasUndefined] = [/\bnull\b/.test(body), /\bundefined\b|\breturn\s*[;\n}]/.test(body)];
    if (hasNull === hasUndefined) return undefined;
    return hasNull ? 'null' : 'undefined';
  }

  #read(root: SyntaxNode): ReadExpression {
    const free = new Set<string>();
    const other = new Set<string>();
    const bound = new Set<string>();
    let hasEllipsis = false;
    let mentionsFocal = false;
    const { focal, roles } = { focal: this.#focal, roles: this.#language.roles };
    const member = isMember(focal);
    const visit = (node: SyntaxNode, callee: boolean): void => {
      if (node.type === 'ellipsis') hasEllipsis = true;
      if (scopes.has(node.type)) for (const name of namesIn(node)) bound.add(name);
      if (node.type === 'for_in_clause') for (const name of namesIn(node.childForFieldName('left'))) bound.add(name);
      const parameter = node.type === 'arrow_function' ? node.childForFieldName('parameter') : null;
      if (parameter) bound.add(parameter.text);
      if (roles.member.includes(node.type)) {
        const property = node.childForFieldName('attribute') ?? node.childForFieldName('property');
        if (member && property?.text === focal.name) mentionsFocal = true;
        const object = node.childForFieldName('object');
        if (object) visit(object, false);
        return;
      }
      if (node.type === 'keyword_argument') {
        const value = node.childForFieldName('value');
        if (value) visit(value, false);
        return;
      }
      if (node.type === 'identifier' || node.type === 'shorthand_property_identifier' || node.type === 'undefined') {
        free.add(node.text);
        if (!callee) other.add(node.text);
        if (!member && node.text === focal.name) mentionsFocal = true;
        if (focal.kind === 'constructor' && node.text === focal.className) mentionsFocal = true;
      }
      const called = roles.call.includes(node.type)
        ? (node.childForFieldName('function') ?? node.childForFieldName('constructor'))
        : null;
      for (const child of node.namedChildren) visit(child, child.id === called?.id);
    };
    visit(root, false);
    if (member && /^__\w+__$/.test(focal.name) && free.has(focal.className ?? '')) mentionsFocal = true;
    for (const name of bound) free.delete(name);
    const called = new Set([...free].filter((name) => !other.has(name)));
    return { free, called, mentionsFocal, hasEllipsis };
  }
}

/** Reached through an object: a method, or a member of an object literal. */
function isMember({ className, qualifiedName, name, enclosing }: FocalFunction): boolean {
  return className !== undefined || (enclosing.length === 0 && qualifiedName !== name);
}

function boundBy(node: SyntaxNode): string[] {
  switch (node.type) {
    case 'expression_statement':
      return node.namedChildren.flatMap((child) =>
        child.type === 'assignment' ? namesIn(child.childForFieldName('left')) : [],
      );
    case 'lexical_declaration':
    case 'variable_declaration':
      return node.namedChildren.flatMap((child) => namesIn(child.childForFieldName('name')));
    case 'import_statement':
    case 'import_from_statement':
      return node.namedChildren.flatMap((child) =>
        child.type === 'dotted_name'
          ? [child.text.split('.')[0] ?? '']
          : namesIn(child.childForFieldName('alias') ?? (child.type === 'import_clause' ? child : null)),
      );
    case 'function_definition':
    case 'class_definition':
    case 'function_declaration':
    case 'class_declaration':
      return [node.childForFieldName('name')?.text ?? ''];
    case 'for_statement':
    case 'with_statement':
      return node.descendantsOfType(['identifier', 'as_pattern_target']).map((child) => child.text);
    default:
      return [];
  }
}

function namesIn(node: SyntaxNode | null): string[] {
  if (!node) return [];
  if (node.type === 'attribute' || node.type === 'subscript' || node.type === 'member_expression') return [];
  return node.namedChildCount === 0
    ? [node.text]
    : node.descendantsOfType(['identifier', 'shorthand_property_identifier_pattern']).map((child) => child.text);
}

const pythonConstants = (code: string): string =>
  code
    .replace(/\btrue\b/g, 'True')
    .replace(/\bfalse\b/g, 'False')
    .replace(/\b(null|undefined)\b/g, 'None');

/** `(1, 2)` and `()` outside calls become arrays: Python's way to write a tuple, in a language without tuples. */
function tuplesToArrays(source: string): string {
  const chars = source.split('');
  const masked = maskStrings(source);
  const open: { at: number; call: boolean; comma: boolean }[] = [];
  for (let at = 0; at < chars.length; at++) {
    const c = masked[at];
    const top = open[open.length - 1];
    if (c === '(' || c === '[' || c === '{') {
      open.push({ at, call: c !== '(' || /[\p{L}\p{N}_$)\]]\s*$/u.test(masked.slice(0, at)), comma: false });
    } else if (c === ',' && top) top.comma = true;
    else if (c === ')' || c === ']' || c === '}') {
      const opened = open.pop();
      const arrow = /^\s*=>/.test(masked.slice(at + 1));
      const empty = opened && masked.slice(opened.at + 1, at).trim() === '';
      if (c === ')' && opened && !opened.call && !arrow && (opened.comma || empty)) {
        chars[opened.at] = '[';
        chars[at] = ']';
      }
    }
  }
  return chars.join('');
}

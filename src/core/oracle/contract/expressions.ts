import type { Parser } from 'web-tree-sitter';
import type { SyntaxNode } from '../../capture/syntax';
import type { LanguageDefinition } from '../../language';
import type { ExpressionReader } from '../expressionReader';

/** Names of types: the only names of the language that are values in a sentence, as in `isinstance(x, int)`. */
const types = new Set(['int', 'float', 'str', 'bool', 'list', 'tuple', 'dict', 'set', 'frozenset', 'bytes', 'complex']);
const constants = new Set(['undefined', 'NaN', 'Infinity']);

/** Reads expressions over a function's parameters out of its documentation, and puts arguments in the parameters' places. */
export class ContractExpressions {
  readonly #reader: ExpressionReader;
  readonly #parser: Parser;
  readonly #language: LanguageDefinition;

  constructor(reader: ExpressionReader, parser: Parser, language: LanguageDefinition) {
    this.#reader = reader;
    this.#parser = parser;
    this.#language = language;
  }

  get python(): boolean {
    return this.#language.id === 'python';
  }

  /**
   * The text as one expression over these names; undefined when it is none, uses a name nobody defines, mentions the
   * function itself, or says nothing of the names. English that happens to parse (`a and b`, `x is sorted`) is none.
   */
  read(text: string, names: readonly string[]): string | undefined {
    const source = text.trim().replace(/^`+|`+$/g, '');
    const read = this.#reader.expression(source);
    if (!read || read.mentionsFocal || read.hasEllipsis || !this.#reader.resolves(read, new Set(names)))
      return undefined;
    const used = [...read.free];
    const spoken = used.every(
      (name) => names.includes(name) || read.called.has(name) || types.has(name) || constants.has(name),
    );
    if (!spoken || !used.some((name) => names.includes(name)) || /\bis\b(?! (not )?None)/.test(source))
      return undefined;
    return source;
  }

  /** A literal value. */
  value(text: string): string | undefined {
    const source = this.#reader.spelled(text.replace(/^`+|`+$/g, ''));
    const read = source === undefined ? undefined : this.#reader.expression(source);
    return source !== undefined && read && this.#reader.isValue(read, new Set()) ? source : undefined;
  }

  /** More than a name: it computes something. */
  computes(source: string): boolean {
    return !/^[\w$.\s]+$/.test(source) && !/^\(?\s*\w+\s+(and|or)\s+\w+\s*\)?$/.test(source);
  }

  /** The expression with these texts in place of the names it reads; members, keywords and names it binds itself stay. */
  substitute(source: string, texts: ReadonlyMap<string, string>): string {
    const tree = this.#parser.parse(`(${source}\n)`);
    if (!tree) return source;
    try {
      let result = source;
      for (const node of places(tree.rootNode).reverse()) {
        const text = texts.get(node.text);
        if (text === undefined) continue;
        const at = node.startIndex - 1;
        result = result.slice(0, at) + text + result.slice(at + node.text.length);
      }
      return result;
    } finally {
      tree.delete();
    }
  }
}

/** Identifiers that are read, in order. */
function places(root: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'identifier') found.push(node);
    const skipped =
      node.type === 'attribute' || node.type === 'member_expression'
        ? (node.childForFieldName('attribute') ?? node.childForFieldName('property'))
        : node.type === 'keyword_argument'
          ? node.childForFieldName('name')
          : null;
    for (const child of node.namedChildren) if (child.id !== skipped?.id) visit(child);
  };
  visit(root);
  return found;
}

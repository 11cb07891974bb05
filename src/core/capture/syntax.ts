import { Language, Parser, Query, type Node, type Tree } from 'web-tree-sitter';
import type { GrammarName, LanguageDefinition } from '../language';
import type { LanguageId } from '../model/focalFunction';
import type { Grammars } from '../ports';
import { HumanError } from '../errors';

export type SyntaxNode = Node;
export type SyntaxTree = Tree;

let runtime: Promise<void> | undefined;

/** Parsers and compiled queries of every language, loaded once and shared. Parsing is synchronous once `ready`. */
export class Syntax {
  readonly #grammars: Grammars;
  readonly #languages: readonly LanguageDefinition[];
  readonly #parsers = new Map<GrammarName, Promise<Parser>>();
  readonly #queries = new Map<string, Query>();

  constructor(grammars: Grammars, languages: readonly LanguageDefinition[]) {
    this.#grammars = grammars;
    this.#languages = languages;
  }

  /** @throws HumanError `unsupportedLanguage`. */
  definition(languageId: string): LanguageDefinition {
    const found = this.#languages.find((l) => l.languageIds.some((id) => id === languageId));
    if (!found) {
      const names = this.#languages.map((l) => l.title).join(', ');
      throw new HumanError(
        'unsupportedLanguage',
        `Eider does not know the language "${languageId}".`,
        `Open a ${names} file.`,
      );
    }
    return found;
  }

  get languages(): readonly LanguageDefinition[] {
    return this.#languages;
  }

  /** A parser whose `parse` can be called at once. Trees must be deleted by the caller (`tree.delete()`) or live with the session. */
  async parser(languageId: LanguageId): Promise<Parser> {
    const grammar = this.definition(languageId).grammar(languageId);
    let parser = this.#parsers.get(grammar);
    if (!parser) {
      parser = this.#load(grammar);
      this.#parsers.set(grammar, parser);
      parser.catch(() => this.#parsers.delete(grammar));
    }
    return parser;
  }

  async parse(languageId: LanguageId, text: string): Promise<SyntaxTree> {
    const tree = (await this.parser(languageId)).parse(text);
    if (!tree) throw new Error('tree-sitter returned no tree');
    return tree;
  }

  /** A compiled query of the language's grammar; `source` is one of the language's `.scm` texts. */
  async query(languageId: LanguageId, source: string): Promise<Query> {
    const parser = await this.parser(languageId);
    const key = `${this.definition(languageId).grammar(languageId)}\n${source}`;
    let query = this.#queries.get(key);
    if (!query) {
      if (!parser.language) throw new Error('parser without a language');
      query = new Query(parser.language, source);
      this.#queries.set(key, query);
    }
    return query;
  }

  async #load(grammar: GrammarName): Promise<Parser> {
    runtime ??= this.#grammars.load('web-tree-sitter.wasm').then((wasmBinary) => Parser.init({ wasmBinary }));
    await runtime;
    const language = await Language.load(await this.#grammars.load(`tree-sitter-${grammar}.wasm`));
    const parser = new Parser();
    parser.setLanguage(language);
    return parser;
  }
}

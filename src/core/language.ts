import type { FrameworkId } from './model/test';
import type { LanguageId } from './model/focalFunction';

export type GrammarName = 'python' | 'javascript' | 'typescript' | 'tsx';

/** Names of syntax-tree node kinds and fields by the role they play, so that one template serves several languages. */
export interface SyntaxRoles {
  readonly functions: readonly string[];
  readonly classes: readonly string[];
  readonly block: readonly string[];
  readonly identifier: readonly string[];
  /** Binary arithmetic and bitwise expressions. */
  readonly binary: readonly string[];
  readonly comparison: readonly string[];
  readonly boolean: readonly string[];
  readonly not: readonly string[];
  readonly unary: readonly string[];
  readonly call: readonly string[];
  readonly argumentList: readonly string[];
  readonly member: readonly string[];
  readonly subscript: readonly string[];
  readonly slice: readonly string[];
  readonly assignment: readonly string[];
  readonly augmentedAssignment: readonly string[];
  readonly return: readonly string[];
  readonly if: readonly string[];
  readonly while: readonly string[];
  readonly for: readonly string[];
  readonly conditional: readonly string[];
  readonly expressionStatement: readonly string[];
  readonly parenthesized: readonly string[];
  readonly integer: readonly string[];
  readonly float: readonly string[];
  readonly string: readonly string[];
  readonly list: readonly string[];
  readonly dictionary: readonly string[];
  readonly comment: readonly string[];
}

/** How the words of a language are spelled where a template must write them. */
export interface Spelling {
  readonly and: string;
  readonly or: string;
  /** Prefix, with a trailing blank where one is needed: `not `, `!`. */
  readonly not: string;
  readonly true: string;
  readonly false: string;
  readonly null: string;
  readonly equal: string;
  readonly notEqual: string;
  /** `:` + indentation or braces. */
  readonly blocks: 'indentation' | 'braces';
  readonly statementEnd: string;
}

export interface FrameworkDefinition {
  readonly id: FrameworkId;
  /** File name endings or patterns (globs over base names) of its test files. */
  readonly files: readonly string[];
  /** Modules or globals whose mention marks a file as this framework's. */
  readonly marks: readonly string[];
  /** What to run when it is missing: `pip install pytest`. */
  readonly install: string;
}

/** A language is data: this record, its `.scm` queries and its harness. */
export interface LanguageDefinition {
  readonly id: 'python' | 'javascript';
  readonly title: string;
  readonly languageIds: readonly LanguageId[];
  readonly extensions: readonly string[];
  grammar(languageId: LanguageId): GrammarName;
  readonly queries: Readonly<Record<'functions' | 'imports' | 'tests', string>>;
  readonly roles: SyntaxRoles;
  readonly spelling: Spelling;
  readonly frameworks: readonly FrameworkDefinition[];
  /** Names every program has: what an example may use without importing it. */
  readonly builtins: readonly string[];
  /** Codes by which its language servers report identifiers that do not exist and calls with the wrong arguments, and nothing else. */
  identifierErrors(languageId: LanguageId): readonly string[];
  /** One-level indentation used when the file shows none. */
  readonly indentation: string;
}

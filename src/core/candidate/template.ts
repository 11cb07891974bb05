import type { SyntaxNode } from '../capture/syntax';
import type { LanguageDefinition } from '../language';
import type { FocalFunction } from '../model/focalFunction';
import type { TextEdit } from '../model/text';
import type { CallerDonors } from './callerDonors';

/** Families of small bugs, as the explanation names them. */
export type BugClass =
  | 'wrong operator'
  | 'off by one'
  | 'wrong condition'
  | 'wrong variable'
  | 'wrong call'
  | 'wrong argument'
  | 'wrong literal'
  | 'missing case'
  | 'missing statement'
  | 'extra statement'
  | 'wrong order'
  | 'wrong initial value'
  | 'wrong return'
  | 'wrong type'
  | 'aliasing'
  | 'syntax error';

/** What is known about a variable or expression: the type's plain name (`int`, `list`, `str`, `number`, `Array`, `string`…) when observed or annotated. */
export interface TypeFacts {
  /** Types observed in traces or annotated, by variable name. */
  readonly variables: ReadonlyMap<string, ReadonlySet<string>>;
}

/** An error that a failing test ends with: `KeyError`, `TypeError`. */
export interface RaisedError {
  readonly type: string;
  readonly message: string;
}

export interface TemplateContext {
  readonly focal: FocalFunction;
  readonly language: LanguageDefinition;
  /** Whole text of the file the nodes belong to. */
  readonly text: string;
  /** The function node (without decorators), or the enclosing node when the function does not parse. */
  readonly root: SyntaxNode;
  /** Names in scope inside the function: parameters first, then locals in order of appearance. */
  readonly locals: readonly string[];
  /** Module-level names and imported names. */
  readonly globals: readonly string[];
  readonly types: TypeFacts;
  /** Zero-based lines with their suspiciousness; a line that is absent was not executed by a failing test. */
  readonly suspicion: ReadonlyMap<number, number>;
  /** What failing tests end with where they do not end with a wrong value. */
  readonly errors: readonly RaisedError[];
  /** Legal members by receiver text, from the language server, when there is one. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** Expressions and statements of the same file, as source text, the nearest first. */
  readonly donors: { readonly expressions: readonly string[]; readonly statements: readonly string[] };
  readonly callers: CallerDonors;
}

export interface Proposal {
  readonly edits: readonly TextEdit[];
  /** "`<` becomes `<=`". */
  readonly title: string;
  /** Multiplies the template's prior, 0 to 1; default 1. */
  readonly weight?: number;
}

/** One way in which one-function bugs are repaired. One object in one file, listed once in `templates/registry.ts`. */
export interface FixTemplate {
  readonly id: string;
  readonly bugClass: BugClass;
  /** Share of real one-function bugs it is expected to repair per proposal it makes, relative to the other templates (0 to 1). */
  readonly prior: number;
  readonly examples: readonly TemplateExample[];
  /** Proposals at one node of the focal function (called once for each named node, in document order, and once for the function itself). */
  propose(node: SyntaxNode, context: TemplateContext): Iterable<Proposal>;
}

/** A bug the template repairs, run by its test: `fixed` must be among the proposals for `buggy`. */
export interface TemplateExample {
  readonly language: 'python' | 'javascript' | 'typescript';
  readonly buggy: string;
  readonly fixed: string;
}

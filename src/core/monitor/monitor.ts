import type { SyntaxNode, SyntaxTree } from '../capture/syntax';
import type { LanguageDefinition } from '../language';
import type { Finding } from '../model/candidate';
import type { FocalFunction } from '../model/focalFunction';

/** A candidate beside the original, both parsed. */
export interface Subject {
  readonly focal: FocalFunction;
  readonly language: LanguageDefinition;
  readonly python: boolean;
  /** The function node of the original; undefined when the original could not be made out by the parser. */
  readonly before?: SyntaxNode;
  /** The function node of the candidate; undefined when there is none any more. */
  readonly after?: SyntaxNode;
  readonly beforeTree: SyntaxTree;
  readonly afterTree: SyntaxTree;
  /** Whole text of the file with the candidate in it. */
  readonly candidate: string;
  /** Literals that stand in the tests' calls and expectations, as source text. */
  readonly literals: ReadonlySet<string>;
}

/** A check of a candidate that executes nothing and asks no language server. */
export interface Monitor {
  readonly id: string;
  check(subject: Subject): Iterable<Finding>;
}

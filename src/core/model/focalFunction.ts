import type { TextRange } from './text';

/** VS Code's language ids for the languages Eider knows. */
export type LanguageId = 'python' | 'javascript' | 'javascriptreact' | 'typescript' | 'typescriptreact';

/** A text as the user sees it (perhaps unsaved), with the version it was captured at. */
export interface SourceFile {
  /** Absolute path with the platform's separators. */
  readonly path: string;
  readonly languageId: LanguageId;
  readonly text: string;
  /** The editor's document version; 0 when read from disk. */
  readonly version: number;
}

export interface Parameter {
  readonly name: string;
  /** Source of the type annotation, if any. */
  readonly type?: string;
  /** Source of the default value, if any. */
  readonly defaultValue?: string;
  readonly kind: 'plain' | 'rest' | 'keywordRest' | 'destructured';
}

/** A name the file imports: `local` is how the file calls it, `module` where from, `imported` its name there (`*` = whole module). */
export interface ImportedName {
  readonly local: string;
  readonly imported: string;
  readonly module: string;
}

export type FunctionKind =
  | 'function'
  | 'arrow'
  | 'functionExpression'
  | 'method'
  | 'staticMethod'
  | 'classMethod'
  | 'constructor'
  | 'getter'
  | 'setter';

/** Where a function stands: all that lenses, pickers and light bulbs need. */
export type FunctionPlace = Pick<FocalFunction, 'file' | 'name' | 'qualifiedName' | 'range' | 'nodeRange'>;

/** The function at the cursor: what a candidate replaces. */
export interface FocalFunction {
  readonly file: SourceFile;
  readonly name: string;
  /** `Class.method`, `outer.inner`, `name`; `default` for an unnamed default export. */
  readonly qualifiedName: string;
  readonly kind: FunctionKind;
  /** Whole definition with decorators, `async`, `export` and the variable of an arrow function: the text a candidate replaces. */
  readonly range: TextRange;
  /** The function node itself, without decorators, `export` or variable. */
  readonly nodeRange: TextRange;
  readonly bodyRange: TextRange;
  readonly parameters: readonly Parameter[];
  readonly returnType?: string;
  readonly signature: string;
  /** Text of the docstring or JSDoc comment without its markers. */
  readonly docstring?: string;
  readonly className?: string;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Functions around this one, outermost first (empty at module level or directly in a class). */
  readonly enclosing: readonly string[];
  readonly imports: readonly ImportedName[];
  /** Ranges of syntax errors inside the function (empty when it parses). */
  readonly syntaxErrors: readonly TextRange[];
  /** True when the module exports it (JavaScript/TypeScript), always true in Python. */
  readonly exported: boolean;
}

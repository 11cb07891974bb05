import type { Query } from 'web-tree-sitter';
import type { ImportedName } from '../model/focalFunction';
import type { SyntaxNode } from './syntax';

export interface ImportedNameAt extends ImportedName {
  /** True for `export … from`: the name is passed on, not bound in the file. */
  readonly reexported: boolean;
}

/**
 * Names a file imports, in document order; `maxDepth` bounds how deep in the tree imports are looked for. Captures of the query: `@module` or `@reexport`, `@imported`, `@local`; setting `imported`.
 * `import a.b` gives local `a.b`; `from m import *` gives local and imported `*`; a bare side-effect import binds no name and is left out.
 */
export function importsOf(query: Query, root: SyntaxNode, maxDepth?: number): readonly ImportedNameAt[] {
  return query
    .matches(root, maxDepth === undefined ? {} : { maxStartDepth: maxDepth })
    .flatMap(({ captures, setProperties }) => {
      const text = (name: string) => captures.find((c) => c.name === name)?.node.text;
      const reexport = text('reexport');
      const source = reexport ?? text('module');
      if (source === undefined) return [];
      const module = unquote(source);
      const imported = text('imported') ?? setProperties?.['imported'] ?? '*';
      const local = text('local') ?? (imported === '*' ? module : imported);
      return [{ local, imported, module, reexported: reexport !== undefined }];
    });
}

const unquote = (text: string): string => text.replace(/^(['"`])(.*)\1$/s, '$2');

import * as path from 'node:path';
import type { LanguageId, SourceFile } from '../../core/model/focalFunction';

const byExtension: Readonly<Record<string, LanguageId>> = {
  '.py': 'python',
  '.pyi': 'python',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.jsx': 'javascriptreact',
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.tsx': 'typescriptreact',
};

/** Other files that are open and not saved, as far as a server of the file's language reads them. */
export function siblingsOf(file: SourceFile, unsaved: ReadonlyMap<string, string>): SourceFile[] {
  return [...unsaved].flatMap(([other, text]) => {
    const languageId = byExtension[path.extname(other).toLowerCase()];
    if (languageId === undefined || other === file.path) return [];
    const alike = (languageId === 'python') === (file.languageId === 'python');
    return alike ? [{ path: other, languageId, text, version: 0 }] : [];
  });
}

import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { Syntax } from '../../src/core/capture/syntax';
import type { Grammars } from '../../src/core/ports';
import { languages } from '../../src/languages/registry';

const modules = path.join(__dirname, '../../node_modules');
const folders: Readonly<Record<string, string>> = { 'tree-sitter-tsx.wasm': 'tree-sitter-typescript' };

/** Grammars straight from their npm packages in a `node_modules`. */
export const grammarsIn = (folder: string): Grammars => ({
  load: (file) => readFile(path.join(folder, folders[file] ?? file.replace(/\.wasm$/, ''), file)),
});
export const packageGrammars = grammarsIn(modules);

/** Shared by all unit tests: each grammar is loaded once. */
export const syntax = new Syntax(packageGrammars, languages);

import type { Syntax } from '../capture/syntax';
import type { LanguageDefinition } from '../language';
import type { TestFile } from '../model/execution';
import type { FocalFunction, LanguageId } from '../model/focalFunction';
import type { Workspace } from '../ports';
import { ModuleResolver } from './moduleResolver';
import { folderOf, matchesGlob, nameOf, slashed, stemOf } from './paths';
import { frameworkOf, readTests, type ReadTests } from './testFramework';

const maxRead = 200;
const maxListed = 5000;
const testFolders = new Set(['test', 'tests', '__tests__', 'spec', 'specs', 'testing', 'unit', 'integration']);

/**
 * Test files of the project that reach the focal function: they import its file (directly, or through a file that passes its names on).
 * Reads at most 200 files, the likeliest and nearest first; the result is in that order.
 */
export async function findTestFiles(
  syntax: Syntax,
  workspace: Workspace,
  focal: FocalFunction,
  signal: AbortSignal,
): Promise<readonly TestFile[]> {
  const { id } = syntax.definition(focal.file.languageId);
  const family = syntax.languages.filter((l) => l.id === id);
  const suffixes = family.flatMap((l) => l.extensions);
  const listed = await workspace.find(suffixes, { near: focal.file.path, limit: maxListed }, signal);
  const own = slashed(focal.file.path);
  const candidates = byLikelihood(
    listed.filter((path) => slashed(path) !== own && looksLikeTest(path, workspace.root, family)),
    focal.file.path,
  ).slice(0, maxRead);

  const search = new Search(syntax, workspace, focal, signal);
  const files: TestFile[] = [];
  for (const path of candidates) {
    signal.throwIfAborted();
    if (search.spent >= maxRead) break;
    const found = await search.testFile(path);
    if (found) files.push(found);
  }
  return files;
}

/** VS Code's language id for a path, by its ending; undefined for other files. */
export function languageIdOf(syntax: Syntax, path: string): LanguageId | undefined {
  const ending = /\.[^.\\/]+$/.exec(path)?.[0] ?? '';
  const definition = syntax.languages.find((l) => l.extensions.includes(ending));
  return ending.endsWith('x') ? (definition?.languageIds[1] ?? definition?.languageIds[0]) : definition?.languageIds[0];
}

function looksLikeTest(path: string, root: string, family: readonly LanguageDefinition[]): boolean {
  const name = nameOf(path);
  if (family.some((l) => l.frameworks.some((f) => f.files.some((glob) => matchesGlob(name, glob))))) return true;
  const folders = folderOf(path).slice(slashed(root).length).split('/');
  return folders.some((folder) => testFolders.has(folder)) && !/^(conftest|__init__|setup|index)\./.test(name);
}

/** Files named after the focal file first, else as near as the workspace listed them. */
function byLikelihood(paths: readonly string[], focal: string): string[] {
  const stem = stemOf(focal).toLowerCase();
  const far = (path: string) => (nameOf(path).toLowerCase().includes(stem) ? 0 : 1);
  return [...paths].sort((a, b) => far(a) - far(b));
}

/** Whether a file reaches the focal function, with the files read so far remembered. */
export class Search {
  readonly #syntax: Syntax;
  readonly #workspace: Workspace;
  readonly #focal: FocalFunction;
  readonly #signal: AbortSignal;
  readonly #resolver: ModuleResolver;
  readonly #passedOn = new Map<string, boolean>();
  /** Files read. */
  spent = 0;

  constructor(syntax: Syntax, workspace: Workspace, focal: FocalFunction, signal: AbortSignal) {
    this.#syntax = syntax;
    this.#workspace = workspace;
    this.#focal = focal;
    this.#signal = signal;
    this.#resolver = new ModuleResolver(workspace, signal);
  }

  async testFile(path: string): Promise<TestFile | undefined> {
    const languageId = languageIdOf(this.#syntax, path);
    const text = await this.#read(path);
    if (languageId === undefined || text === undefined || !this.#speaksOfFocal(text)) return undefined;
    const read = await readTests(this.#syntax, languageId, text);
    if (read.tests + read.suites === 0 || !(await this.reaches(read, { path, text }))) return undefined;
    const framework = await this.framework(languageId, read, { path, text });
    return framework && { path, framework };
  }

  framework(languageId: LanguageId, read: ReadTests, file: { readonly path: string; readonly text: string }) {
    const language = this.#syntax.definition(languageId);
    return frameworkOf(language, read, file, this.#workspace, this.#resolver, this.#signal);
  }

  /** The file imports the focal file, or one that passes the focal name on. */
  async reaches(
    read: Pick<ReadTests, 'imports'>,
    file: { readonly path: string; readonly text: string },
  ): Promise<boolean> {
    const modules = this.#modulesOf(read, file.text);
    for (const module of modules) if (await this.#isFocal(module, file.path)) return true;
    if (!this.#mentionsName(file.text)) return false;
    for (const module of modules) if (await this.#passesOn(module, file.path)) return true;
    return false;
  }

  /** Imported modules; in Python also `from package import module`; in JavaScript every relative path in quotes (mocks, dynamic imports). */
  #modulesOf({ imports }: Pick<ReadTests, 'imports'>, text: string): readonly string[] {
    const modules = new Set<string>();
    for (const { module, imported } of imports) {
      modules.add(module);
      if (this.#python && imported !== '*')
        modules.add(module.endsWith('.') ? `${module}${imported}` : `${module}.${imported}`);
    }
    const quoted = this.#python ? /\bimport_module\(\s*["']([\w.]+)["']/g : /["'`](\.{1,2}\/[^"'`\n]*)["'`]/g;
    for (const match of text.matchAll(quoted)) modules.add(match[1] ?? '');
    return [...modules].filter((module) => module !== '');
  }

  #isFocal(module: string, from: string): Promise<boolean> {
    return this.#resolver.leadsTo(module, from, this.#focal.file.path, this.#python);
  }

  /** One step through an `index` file or a package's `__init__`. */
  async #passesOn(module: string, from: string): Promise<boolean> {
    for (const path of await this.#fileOf(module, from)) {
      let passes = this.#passedOn.get(path);
      if (passes === undefined) {
        const languageId = languageIdOf(this.#syntax, path);
        const text = this.spent < maxRead && languageId !== undefined ? await this.#read(path) : undefined;
        passes = false;
        if (text !== undefined && languageId !== undefined) {
          const { imports } = await readTests(this.#syntax, languageId, text);
          for (const inner of this.#modulesOf({ imports }, text)) {
            if (await this.#isFocal(inner, path)) passes = true;
          }
        }
        this.#passedOn.set(path, passes);
      }
      if (passes) return true;
    }
    return false;
  }

  /** Where a module that is not the focal file may stand. */
  async #fileOf(module: string, from: string): Promise<readonly string[]> {
    if (!this.#python)
      return (await this.#resolver.candidates(module, from)).filter((path) => /\.[cm]?[jt]sx?$/.test(path));
    const tail = module.replace(/^\.+/, '').replaceAll('.', '/');
    const folders = [folderOf(this.#focal.file.path), folderOf(folderOf(this.#focal.file.path))];
    return folders
      .filter((folder) => tail !== '' && folder.endsWith(`/${tail}`))
      .map((folder) => `${folder}/__init__.py`);
  }

  get #python(): boolean {
    return this.#focal.file.languageId === 'python';
  }

  async #read(path: string): Promise<string | undefined> {
    this.spent++;
    return this.#workspace.read(path, this.#signal);
  }

  #mentionsName(text: string): boolean {
    return [this.#focal.name, this.#focal.className ?? this.#focal.name].some((name) => text.includes(name));
  }

  /** A cheap look before parsing: the function, its class or its file must be named. */
  #speaksOfFocal(text: string): boolean {
    return this.#mentionsName(text) || text.includes(stemOf(this.#focal.file.path));
  }
}

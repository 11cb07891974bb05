import { captureFunctions } from '../capture/capture';
import type { Syntax } from '../capture/syntax';
import type { Basis } from '../model/generation';
import type { LanguageId } from '../model/focalFunction';
import type { FrameworkId } from '../model/test';
import { lineAt } from '../model/text';
import { ModuleResolver } from '../oracle/moduleResolver';
import { join, matchesGlob, nameOf, slashed } from '../oracle/paths';
import { languageIdOf } from '../oracle/projectTests';
import { frameworkOf, readTests, type ReadTests } from '../oracle/testFramework';
import type { Workspace } from '../ports';
import { basisIn, findBlocks } from '../testing/writing/blocks';
import { standingTests, type StandingTest } from './readTests';

/** A test in a test file of the project. */
export interface FoundTest extends StandingTest {
  readonly path: string;
  readonly framework: FrameworkId;
  /** Absent for a test that Eider did not write. */
  readonly generated?: {
    /** The function it is about. */
    readonly focal: { readonly path: string; readonly name: string; readonly line: number };
    readonly basis: Basis;
    /** Changed by the user since. */
    readonly edited: boolean;
  };
}

const mostFiles = 2000;

/**
 * The tests in `paths` or, without paths, those that Eider wrote into test files of the project. A file that cannot be read, or is of no
 * framework, holds none.
 */
export async function findTests(
  syntax: Syntax,
  workspace: Workspace,
  paths: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<readonly FoundTest[]> {
  const reader = new Reader(syntax, workspace, signal);
  const found: FoundTest[] = [];
  for (const path of paths ?? (await testFiles(syntax, workspace, signal))) {
    signal.throwIfAborted();
    found.push(...(await reader.read(path, paths !== undefined)));
  }
  return found;
}

async function testFiles(syntax: Syntax, workspace: Workspace, signal: AbortSignal): Promise<readonly string[]> {
  const suffixes = syntax.languages.flatMap((language) => language.extensions);
  const globs = syntax.languages.flatMap(({ frameworks }) => frameworks.flatMap(({ files }) => files));
  const listed = await workspace.find(suffixes, { near: join(workspace.root, 'x'), limit: mostFiles }, signal);
  return listed.filter((path) => globs.some((glob) => matchesGlob(nameOf(path), glob)));
}

class Reader {
  readonly #syntax: Syntax;
  readonly #workspace: Workspace;
  readonly #signal: AbortSignal;
  readonly #resolver: ModuleResolver;
  /** First lines of functions by qualified name, by file. */
  readonly #functions = new Map<string, Promise<ReadonlyMap<string, number>>>();

  constructor(syntax: Syntax, workspace: Workspace, signal: AbortSignal) {
    this.#syntax = syntax;
    this.#workspace = workspace;
    this.#signal = signal;
    this.#resolver = new ModuleResolver(workspace, signal);
  }

  /** `all`: the tests Eider did not write, too. */
  async read(path: string, all: boolean): Promise<readonly FoundTest[]> {
    const languageId = languageIdOf(this.#syntax, path);
    const text = languageId && (await this.#workspace.read(path, this.#signal));
    if (languageId === undefined || text === undefined) return [];
    const lines = text.split(/\r?\n/);
    const blocks = text.includes('Eider: ') ? findBlocks(lines) : [];
    if (blocks.length === 0 && !all) return [];
    const read = await readTests(this.#syntax, languageId, text);
    const framework = await frameworkOf(
      this.#syntax.definition(languageId),
      read,
      { path, text },
      this.#workspace,
      this.#resolver,
      this.#signal,
    );
    if (!framework) return [];
    const found: FoundTest[] = [];
    for (const test of await standingTests(this.#syntax, languageId, text, framework)) {
      const block = blocks.find(({ first, last }) => test.line > first && test.line <= last);
      const basis = block && basisIn(lines[block.first] ?? '');
      const home = block && (await this.#home(block.focal, read, path, languageId));
      if (block && basis && home) {
        const focal = { ...home, name: block.focal };
        found.push({ ...test, path, framework, generated: { focal, basis, edited: block.edited } });
      } else if (all) found.push({ ...test, path, framework });
    }
    return found;
  }

  /** The file of the function with that qualified name among those the test file imports. */
  async #home(
    focal: string,
    { imports }: ReadTests,
    path: string,
    languageId: LanguageId,
  ): Promise<{ readonly path: string; readonly line: number } | undefined> {
    const outer = focal.split('.')[0] ?? focal;
    const direct = imports.filter(({ imported, local }) => imported === outer || local === outer);
    for (const { module, imported } of [...direct, ...imports.filter((one) => !direct.includes(one))]) {
      const files =
        languageId === 'python'
          ? [...(await this.#pythonFiles(module, path)), ...(await this.#pythonFiles(`${module}.${imported}`, path))]
          : (await this.#resolver.candidates(module, path)).filter((file) => /\.[cm]?[jt]sx?$/.test(file));
      for (const file of files) {
        const line = (await this.#linesOf(file)).get(focal);
        if (line !== undefined) return { path: file, line };
      }
    }
    return undefined;
  }

  async #pythonFiles(module: string, from: string): Promise<readonly string[]> {
    const last = module.slice(module.lastIndexOf('.') + 1);
    if (!/^\w+$/.test(last)) return [];
    const suffixes = [`${last}.py`, '__init__.py'];
    const listed = await this.#workspace.find(suffixes, { near: from, limit: mostFiles }, this.#signal);
    const leads = await Promise.all(listed.map((file) => this.#resolver.leadsTo(module, from, file, true)));
    return listed.filter((_, i) => leads[i]);
  }

  #linesOf(path: string): Promise<ReadonlyMap<string, number>> {
    const key = slashed(path);
    let names = this.#functions.get(key);
    if (!names) this.#functions.set(key, (names = this.#capture(path)));
    return names;
  }

  async #capture(path: string): Promise<ReadonlyMap<string, number>> {
    const languageId = languageIdOf(this.#syntax, path);
    const text = languageId && (await this.#workspace.read(path, this.#signal));
    if (languageId === undefined || text === undefined) return new Map();
    const functions = await captureFunctions(this.#syntax, { path, languageId, text, version: 0 });
    return new Map(functions.map(({ qualifiedName, range }) => [qualifiedName, lineAt(text, range.start)]));
  }
}

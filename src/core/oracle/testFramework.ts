import type { Syntax } from '../capture/syntax';
import { importsOf, type ImportedNameAt } from '../capture/imports';
import type { LanguageDefinition } from '../language';
import type { LanguageId } from '../model/focalFunction';
import type { FrameworkId } from '../model/test';
import type { Workspace } from '../ports';
import type { ModuleResolver } from './moduleResolver';
import { foldersUp, join } from './paths';

/** What a file says about itself as a test. */
export interface ReadTests {
  readonly imports: readonly ImportedNameAt[];
  /** Test functions or calls (`def test_x`, `it('…')`). */
  readonly tests: number;
  /** Test classes of the standard library's kind. */
  readonly suites: number;
  readonly assertions: number;
  /** Some test function is called at the module's own level: the file runs by itself. */
  readonly callsItself: boolean;
}

export async function readTests(syntax: Syntax, languageId: LanguageId, text: string): Promise<ReadTests> {
  const { queries } = syntax.definition(languageId);
  const tree = await syntax.parse(languageId, text);
  try {
    const matches = (await syntax.query(languageId, queries.tests)).matches(tree.rootNode);
    const count = (name: string) =>
      new Set(matches.flatMap((m) => m.captures.filter((c) => c.name === name).map((c) => c.node.id))).size;
    const names = new Set(
      matches.flatMap((m) =>
        m.setProperties?.['style'] === 'pytest'
          ? m.captures.filter((c) => c.name === 'name').map((c) => c.node.text)
          : [],
      ),
    );
    const callsItself = tree.rootNode.namedChildren.some((node) => {
      const callee = node.type === 'expression_statement' ? node.namedChild(0)?.childForFieldName('function') : null;
      return callee !== null && callee !== undefined && names.has(callee.text);
    });
    return {
      imports: importsOf(await syntax.query(languageId, queries.imports), tree.rootNode),
      tests: count('test'),
      suites: count('suite'),
      assertions: count('assertion'),
      callsItself,
    };
  } finally {
    tree.delete();
  }
}

/** The framework a test file is written for: what it imports, then its globals, then what the project is set up for. */
export async function frameworkOf(
  language: LanguageDefinition,
  read: ReadTests,
  file: { readonly path: string; readonly text: string },
  workspace: Workspace,
  resolver: ModuleResolver,
  signal: AbortSignal,
): Promise<FrameworkId | undefined> {
  const modules = new Set(read.imports.map((name) => name.module));
  if (language.id === 'python') {
    if (modules.has('pytest') || read.tests > countMethods(file.text)) return 'pytest';
    if (read.suites === 0) return read.tests > 0 ? 'pytest' : undefined;
    return (await usesPytest(file.path, workspace, signal)) ? 'pytest' : 'unittest';
  }
  if (read.tests === 0) return undefined;
  const marked = language.frameworks.find((f) => modules.has(f.id) || f.marks.some((mark) => modules.has(mark)));
  if (marked) return marked.id;
  // `test` comes from a framework Eider does not drive.
  const foreign = read.imports.some(
    ({ local, module }) => ['test', 'it', 'describe'].includes(local) && !module.startsWith('.'),
  );
  if (foreign) return undefined;
  if (/\bjest\.\w+\(/.test(file.text)) return 'jest';
  if (/\bvi\.\w+\(/.test(file.text)) return 'vitest';
  return (await projectFramework(file.path, workspace, resolver)) ?? (/\bexpect\(/.test(file.text) ? 'jest' : 'mocha');
}

/** Test methods inside classes: they may belong to a `TestCase`, so they are no sign of pytest. */
const countMethods = (text: string): number => text.match(/^[ \t]+(?:async[ \t]+)?def[ \t]+test/gm)?.length ?? 0;

export async function usesPytest(path: string, workspace: Workspace, signal: AbortSignal): Promise<boolean> {
  for (const folder of foldersUp(path, workspace.root)) {
    const read = (name: string) => workspace.read(join(folder, name), signal);
    if ((await read('pytest.ini')) !== undefined || (await read('conftest.py')) !== undefined) return true;
    if (/^\[tool\.pytest\b|^\s*["']?pytest\b/m.test((await read('pyproject.toml')) ?? '')) return true;
    if (/^\[tool:pytest\]/m.test((await read('setup.cfg')) ?? '')) return true;
    if (/^\[pytest\]|\bpytest\b/m.test((await read('tox.ini')) ?? '')) return true;
    for (const name of ['requirements.txt', 'requirements-dev.txt', 'dev-requirements.txt']) {
      if (/^pytest\b/m.test((await read(name)) ?? '')) return true;
    }
  }
  return false;
}

export async function projectFramework(
  path: string,
  workspace: Workspace,
  resolver: ModuleResolver,
): Promise<FrameworkId | undefined> {
  for (const folder of foldersUp(path, workspace.root)) {
    const manifest = await resolver.packageOf(folder);
    if (!manifest) continue;
    const script = textOf(manifest['scripts'], 'test');
    const named = (['vitest', 'jest', 'mocha'] as const).find((id) => new RegExp(String.raw`\b${id}\b`).test(script));
    if (named) return named;
    const dependencies = new Set(
      ['devDependencies', 'dependencies'].flatMap((key) => Object.keys(manifest[key] ?? {})),
    );
    const installed = (['vitest', 'jest', 'mocha'] as const).find((id) => dependencies.has(id));
    if (installed) return installed;
    if (dependencies.has('react-scripts') || manifest['jest'] !== undefined) return 'jest';
    if (/\bnode\b.*--test\b/.test(script)) return 'node:test';
  }
  return undefined;
}

function textOf(record: unknown, key: string): string {
  if (typeof record !== 'object' || record === null) return '';
  const value = (record as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' ? value : '';
}

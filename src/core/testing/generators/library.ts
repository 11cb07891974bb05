import type { FocalFunction } from '../../model/focalFunction';
import type { PropertyLibrary } from '../../model/generation';
import { ModuleResolver } from '../../oracle/moduleResolver';
import { foldersUp, join } from '../../oracle/paths';
import type { Workspace } from '../../ports';

const manifests = ['pyproject.toml', 'requirements.txt', 'requirements-dev.txt', 'dev-requirements.txt', 'setup.cfg'];

/** The library for properties that the project says it uses: in its tests (`texts`) or among its dependencies. */
export async function propertyLibrary(
  { file }: FocalFunction,
  workspace: Workspace,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<PropertyLibrary | undefined> {
  const folders = foldersUp(file.path, workspace.root);
  if (file.languageId === 'python') {
    if (texts.some((text) => /^\s*(from|import)\s+hypothesis\b/m.test(text))) return 'hypothesis';
    for (const folder of folders)
      for (const name of manifests)
        if (/^\s*["']?hypothesis\b(?!\s*:)/m.test((await workspace.read(join(folder, name), signal)) ?? ''))
          return 'hypothesis';
    return undefined;
  }
  const resolver = new ModuleResolver(workspace, signal);
  for (const folder of folders) {
    const manifest = await resolver.packageOf(folder);
    const dependencies = ['devDependencies', 'dependencies'].flatMap((key) => Object.keys(manifest?.[key] ?? {}));
    if (dependencies.includes('fast-check')) return 'fast-check';
  }
  return undefined;
}

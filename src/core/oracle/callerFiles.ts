import type { Syntax } from '../capture/syntax';
import type { FocalFunction, LanguageId } from '../model/focalFunction';
import type { Workspace } from '../ports';
import { slashed } from './paths';
import { languageIdOf } from './projectTests';

export interface ReadFile {
  readonly path: string;
  readonly languageId: LanguageId;
  readonly text: string;
}

/** Of the `limit` files nearest to the function's own, those that name the function. */
export async function callerFiles(
  syntax: Syntax,
  workspace: Workspace,
  focal: FocalFunction,
  limit: number,
  signal: AbortSignal,
): Promise<readonly ReadFile[]> {
  const { id } = syntax.definition(focal.file.languageId);
  const suffixes = syntax.languages.filter((l) => l.id === id).flatMap((l) => l.extensions);
  const paths = await workspace.find(suffixes, { near: focal.file.path, limit }, signal);
  const others = paths.filter((path) => slashed(path) !== slashed(focal.file.path));
  const files = await Promise.all(
    others.map(async (path) => ({
      path,
      languageId: languageIdOf(syntax, path),
      text: await workspace.read(path, signal),
    })),
  );
  return files.flatMap(({ path, languageId, text }) =>
    languageId !== undefined && text?.includes(focal.name) === true && text.length < 1 << 20
      ? [{ path, languageId, text }]
      : [],
  );
}

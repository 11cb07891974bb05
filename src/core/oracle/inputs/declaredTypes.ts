import type { Syntax } from '../../capture/syntax';
import type { FocalFunction, LanguageId } from '../../model/focalFunction';
import type { Workspace } from '../../ports';
import { ModuleResolver } from '../moduleResolver';
import { folderOf, join, slashed } from '../paths';
import { languageIdOf } from '../projectTests';
import { pythonDeclarations } from './pythonDeclarations';
import { scriptDeclarations } from './scriptDeclarations';
import { typeNames, type Declaration, type Declarations } from './typeNames';
import type { Type, TypeNames } from './type';

/** Names of types that the project declares. */
export interface DeclaredTypes {
  readonly names: TypeNames;
  /** Classes that a test can make instances of, as they are called: `Point`, `new Point`. */
  readonly callees: ReadonlySet<string>;
}

/** Files besides the function's own that are read for types. */
const FILES = 6;

/**
 * Types that the function's file declares, and those it imports by name from files of the project, one step far. An instance of an imported
 * class can be made where the function's module holds the class's name, which in TypeScript a test file could not import from there.
 * `canUse`: whether a test can name a class of the function's file.
 */
export async function declaredTypes(
  syntax: Syntax,
  workspace: Workspace,
  focal: FocalFunction,
  signal: AbortSignal,
  canUse: (name: string) => boolean = () => true,
): Promise<DeclaredTypes> {
  const { languageId, text, path } = focal.file;
  const { id: dialect } = syntax.definition(languageId);
  const own = await declarationsOf(syntax, languageId, text);
  const all = new Map<string, Declaration>();
  const wanted = focal.imports.filter(({ imported, local }) => imported !== '*' && /^[A-Z]/.test(local));
  const resolver = new ModuleResolver(workspace, signal);
  for (const module of [...new Set(wanted.map((one) => one.module))].slice(0, FILES)) {
    const file = await fileOf(module, path, dialect === 'python', workspace, resolver, signal);
    const language = file && languageIdOf(syntax, file.path);
    if (!file || language === undefined) continue;
    const there = await declarationsOf(syntax, language, file.text);
    // Types that its own types are made of come along under their names.
    const python = dialect === 'python';
    for (const [name, one] of there)
      if (!all.has(name)) all.set(name, reachable(one, python && wanted.some(({ local }) => local === name)));
    for (const { local, imported } of wanted.filter((one) => one.module === module)) {
      const one = there.get(imported);
      if (one) all.set(local, reachable(one, python && local === imported));
    }
  }
  for (const [name, one] of own) all.set(name, reachable(one, canUse(name)));
  const callees = [...all.values()].flatMap((one) => (one.kind === 'made' && one.callee !== '' ? [one.callee] : []));
  return { names: typeNames(all, dialect, typeParameters(focal)), callees: new Set(callees) };
}

/** A class or enumeration whose name the function's module does not have, or that a test cannot import from it, has no values. */
function reachable(one: Declaration, named: boolean): Declaration {
  if (named || (one.kind !== 'made' && one.kind !== 'members')) return one;
  return { kind: 'members', members: [], parameters: [] };
}

async function declarationsOf(syntax: Syntax, languageId: LanguageId, text: string): Promise<Declarations> {
  const tree = await syntax.parse(languageId, text);
  try {
    return languageId === 'python' ? pythonDeclarations(tree.rootNode) : scriptDeclarations(tree.rootNode);
  } finally {
    tree.delete();
  }
}

async function fileOf(
  module: string,
  from: string,
  python: boolean,
  workspace: Workspace,
  resolver: ModuleResolver,
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  const paths = python ? pythonPaths(module, from) : await resolver.candidates(module, from);
  for (const path of paths.slice(0, 24)) {
    if (!/\.[a-z]+$/.test(path)) continue;
    const text = await workspace.read(path, signal);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}

/** Files that a Python module may be, from the folder of the importing file upwards. */
function pythonPaths(module: string, from: string): readonly string[] {
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
  const tail = rest.replaceAll('.', '/');
  const folders: string[] = [];
  let folder = folderOf(slashed(from));
  for (let i = 1; i < dots.length; i++) folder = folderOf(folder);
  for (let i = 0; i < (dots === '' ? 4 : 1); i++, folder = folderOf(folder)) folders.push(folder);
  return tail === '' ? [] : folders.flatMap((one) => [join(one, `${tail}.py`), join(one, `${tail}/__init__.py`)]);
}

/** Type parameters of the function itself: whole numbers will do for any. */
function typeParameters({ signature }: FocalFunction): ReadonlyMap<string, Type> {
  const list = /^[^(]*?<([^>(]+)>\s*\(/.exec(signature)?.[1] ?? /^[^(]*\[([^\]]+)\]\s*\(/.exec(signature)?.[1] ?? '';
  const names = list
    .split(',')
    .map((part) => /^[\s\w]*?([A-Za-z_]\w*)\s*$/.exec(part.split(/extends|:/)[0] ?? '')?.[1]);
  return new Map(names.flatMap((name) => (name === undefined ? [] : [[name, { kind: 'int' } as const]])));
}

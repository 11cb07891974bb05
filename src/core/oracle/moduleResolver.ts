import type { Workspace } from '../ports';
import { folderOf, foldersUp, join, slashed } from './paths';

const endings = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

interface PathAliases {
  readonly folder: string;
  /** Alias pattern (with at most one `*`) and where it leads, absolute. */
  readonly aliases: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
  /** Folder that bare module names may start from. */
  readonly baseUrl?: string;
}

/** Says which file of the workspace an import means, without asking the file system more than it must. */
export class ModuleResolver {
  readonly #workspace: Workspace;
  readonly #signal: AbortSignal;
  readonly #aliases = new Map<string, Promise<PathAliases | undefined>>();
  readonly #packages = new Map<string, Promise<Readonly<Record<string, unknown>> | undefined>>();

  constructor(workspace: Workspace, signal: AbortSignal) {
    this.#workspace = workspace;
    this.#signal = signal;
  }

  /** Whether `module`, imported in the file at `from`, can be the file at `target`. */
  async leadsTo(module: string, from: string, target: string, python: boolean): Promise<boolean> {
    if (python) return pythonLeadsTo(module, from, target);
    return (await this.candidates(module, from)).includes(slashed(target));
  }

  /** Paths a JavaScript or TypeScript import may stand for, most likely first. */
  async candidates(module: string, from: string): Promise<readonly string[]> {
    if (/^\.{1,2}(\/|$)/.test(module)) return withEndings(join(folderOf(from), module));
    const bases: string[] = [];
    for (const folder of foldersUp(from, this.#workspace.root)) {
      const found = await this.#aliasesOf(folder);
      if (found) {
        for (const { pattern, targets } of found.aliases) {
          const [before = '', after] = pattern.split('*');
          const fits = after === undefined ? module === pattern : module.startsWith(before) && module.endsWith(after);
          if (!fits) continue;
          const middle = after === undefined ? '' : module.slice(before.length, module.length - after.length);
          bases.push(...targets.map((target) => target.replace('*', middle)));
        }
        if (found.baseUrl !== undefined) bases.push(join(found.baseUrl, module));
      }
      const name = (await this.packageOf(folder))?.['name'];
      if (typeof name === 'string' && (module === name || module.startsWith(`${name}/`))) {
        const inside = module.slice(name.length + 1);
        for (const root of ['', 'src', 'lib']) bases.push(join(join(folder, root), inside === '' ? 'index' : inside));
      }
    }
    return bases.flatMap(withEndings);
  }

  /** `package.json` of a folder, if it has one that parses. */
  packageOf(folder: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    return memo(this.#packages, folder, async () => {
      const text = await this.#workspace.read(join(folder, 'package.json'), this.#signal);
      return text === undefined ? undefined : parseRecord(text);
    });
  }

  #aliasesOf(folder: string): Promise<PathAliases | undefined> {
    return memo(this.#aliases, folder, async () => {
      for (const name of ['tsconfig.json', 'jsconfig.json']) {
        const text = await this.#workspace.read(join(folder, name), this.#signal);
        const options = text === undefined ? undefined : parseRecord(withoutComments(text))?.['compilerOptions'];
        if (!isRecord(options)) continue;
        const baseUrl = typeof options['baseUrl'] === 'string' ? join(folder, options['baseUrl']) : undefined;
        const paths = isRecord(options['paths']) ? Object.entries(options['paths']) : [];
        const aliases = paths.map(([pattern, targets]) => ({
          pattern,
          targets: (Array.isArray(targets) ? targets : [])
            .filter((t) => typeof t === 'string')
            .map((t) => join(baseUrl ?? folder, t)),
        }));
        return { folder, aliases, ...(baseUrl !== undefined && { baseUrl }) };
      }
      return undefined;
    });
  }
}

/** TypeScript sources are imported under the name their output will have: `./a.js` may be `./a.ts`. */
function withEndings(base: string): string[] {
  const bare = base.replace(/\.([cm]?)jsx?$/, '');
  const written = endings.flatMap((ending) => [
    `${base}${ending}`,
    ...(ending === '' ? [] : [`${base}/index${ending}`]),
  ]);
  return bare === base ? written : [base, ...endings.slice(1, 5).map((ending) => `${bare}${ending}`)];
}

/**
 * Relative imports by folder; absolute ones by their tail, because the roots (`src/`, a test runner's path, `PYTHONPATH`) are the user's:
 * `shop.cart` can be any `…/shop/cart.py` or `…/shop/cart/__init__.py`.
 */
function pythonLeadsTo(module: string, from: string, target: string): boolean {
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
  const path = rest.replaceAll('.', '/');
  const file = slashed(target).replace(/(\/__init__)?\.pyw?$/, '');
  if (dots === '') return path !== '' && (file === path || file.endsWith(`/${path}`));
  let folder = folderOf(from);
  for (let i = 1; i < dots.length; i++) folder = folderOf(folder);
  return file === (path === '' ? folder : join(folder, path));
}

function memo<T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  let value = map.get(key);
  if (!value) map.set(key, (value = make()));
  return value;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function parseRecord(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** JSON with comments and trailing commas, as `tsconfig.json` is written. */
function withoutComments(text: string): string {
  return text
    .replace(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string: string | undefined) => string ?? '')
    .replace(/,(\s*[}\]])/g, '$1');
}

import { escapeRegExp } from '../../escapeRegExp';
import type { FocalFunction } from '../../model/focalFunction';
import { folderOf, slashed, stemOf } from '../../oracle/paths';

/** How a module gives a name to others. */
export type Exported = 'named' | 'default' | 'commonjs' | 'commonjsWhole';

/** How the focal file exports a name; undefined when a test file cannot reach it. */
export function exportOf(text: string, name: string): Exported | undefined {
  // A name may begin or end with `$`, where `\b` sees no boundary.
  const word = `(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`;
  const has = (pattern: string): boolean => new RegExp(pattern, 'm').test(text);
  if (has(`^export\\s+default\\s+(async\\s+)?(function\\s*\\*?|class)?\\s*${word}`)) return 'default';
  if (has(`^export\\s+(declare\\s+|abstract\\s+)*(async\\s+)?(function\\s*\\*?|class|enum|const|let|var)\\s+${word}`))
    return 'named';
  if (has(`^export\\s*\\{[^}]*${word}\\s+as\\s+default\\b`)) return 'default';
  if (has(`^export\\s*\\{[^}]*${word}\\s*[,}]`)) return 'named';
  if (has(`^\\s*module\\.exports\\s*=\\s*${word}\\s*;?\\s*$`)) return 'commonjsWhole';
  if (has(`module\\.exports\\s*=\\s*\\{[^}]*${word}`) || has(`\\bexports\\.${word}\\s*=`)) return 'commonjs';
  return undefined;
}

/** `../src/stats` from one file to another, without an ending. */
export function relativeModule(from: string, to: string): string {
  const base = folderOf(from).split('/');
  const target = folderOf(to).split('/');
  let shared = 0;
  while (shared < base.length && base[shared] === target[shared]) shared++;
  const up = base.length - shared;
  const steps = [...Array.from({ length: up }, () => '..'), ...target.slice(shared), stemOf(to)];
  return up === 0 ? `./${steps.join('/')}` : steps.join('/');
}

/** `shop.cart` for a file in a package, `cart` for one that is in none; `packages` are the folders with an `__init__.py`. */
export function pythonModule(path: string, packages: ReadonlySet<string>): string {
  const parts = stemOf(path) === '__init__' ? [] : [stemOf(path)];
  for (let folder = folderOf(slashed(path)); packages.has(folder); folder = folderOf(folder)) {
    parts.unshift(folder.slice(folder.lastIndexOf('/') + 1));
  }
  return parts.join('.');
}

/** Adds names to the Python `import`s of a text: to the line that imports from the module already, else as a new line after the last import. */
export function withPythonImports(
  lines: readonly string[],
  from: { readonly module: string; readonly names: readonly string[] },
  modules: readonly string[],
): readonly string[] {
  const text = lines.join('\n');
  const result = [...lines];
  const bound = (name: string): boolean =>
    new RegExp(`^(?:from\\s+\\S+\\s+import\\b[^\\n]*|import\\b[^\\n]*)\\b${name}\\b|^ {4}${name},?$`, 'm').test(text);
  const missing = from.names.filter((name) => !bound(name));
  const fresh = modules
    .filter((name) => !new RegExp(`^import\\s+(?:[\\w., ]+,\\s*)?${name}\\b`, 'm').test(text))
    .map((name) => `import ${name}`);
  if (missing.length > 0) {
    const escaped = from.module.replaceAll('.', '\\.');
    const at = result.findIndex((line) => new RegExp(`^from\\s+${escaped}\\s+import\\s+[\\w, ]+$`).test(line));
    if (at >= 0) result[at] = `${result[at] ?? ''}, ${missing.join(', ')}`;
    else fresh.push(`from ${from.module} import ${missing.join(', ')}`);
  }
  if (fresh.length > 0) result.splice(afterImports(result, /^(import|from)\s/, /^\)/), 0, ...fresh);
  return result;
}

/** The line after the last import at the top level (a wrapped one included), else after the module's docstring and comments. */
function afterImports(lines: readonly string[], starts: RegExp, closes: RegExp): number {
  let after = -1;
  let open = false;
  for (const [i, line] of lines.entries()) {
    if (starts.test(line)) {
      open = /[({]\s*$/.test(line);
      after = i + 1;
    } else if (open && closes.test(line)) {
      open = false;
      after = i + 1;
    }
  }
  if (after >= 0) return after;
  let i = 0;
  // A marker belongs to the test below it.
  while (/^((#|\/\/)(?! Eider: )|'use strict'|"use strict")/.test(lines[i] ?? '')) i++;
  const quote = /^[rR]?("""|''')/.exec(lines[i] ?? '')?.[1];
  if (quote === undefined) return i;
  if ((lines[i] ?? '').indexOf(quote, 3) >= 3) return i + 1;
  for (let end = i + 1; end < lines.length; end++) if ((lines[end] ?? '').includes(quote)) return end + 1;
  return i;
}

/** Adds names to the JavaScript import (or `require`) of a module, or a new line after the last import. */
export function withJavaScriptImport(
  lines: readonly string[],
  wanted: {
    readonly module: string;
    readonly names: readonly string[];
    readonly whole?: string;
    readonly esm: boolean;
  },
  line: (text: string) => string,
): readonly string[] {
  const { module, names, whole, esm } = wanted;
  const text = lines.join('\n');
  const imports = text.match(/^(import\b[^;'"`]*?from\s*|const\s+[^=;]*=\s*require\()\s*['"][^'"]+['"]/gm) ?? [];
  const bound = (name: string): boolean =>
    imports.some((one) =>
      new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(one.replace(/['"][^'"]+['"]$/, '')),
    );
  const missing = names.filter((name) => !bound(name));
  const result = [...lines];
  const fresh: string[] = [];
  if (whole !== undefined && !bound(whole))
    fresh.push(esm ? `import ${whole} from '${module}';` : `const ${whole} = require('${module}');`);
  if (missing.length > 0) {
    const escaped = escapeRegExp(module);
    const known = new RegExp(
      `^((?:import|const)\\s+(?:[\\w$]+,\\s*)?\\{)\\s*([^}]*?),?\\s*(\\}.*['"]${escaped}['"].*)$`,
    );
    const at = result.findIndex((one) => known.test(one) && !/^import\s+type\b/.test(one));
    if (at >= 0)
      result[at] = (result[at] ?? '').replace(known, (_, head: string, names: string, tail: string) =>
        [head, [...(names === '' ? [] : [names]), ...missing].join(', '), tail].join(' '),
      );
    else
      fresh.push(
        esm
          ? `import { ${missing.join(', ')} } from '${module}';`
          : `const { ${missing.join(', ')} } = require('${module}');`,
      );
  }
  if (fresh.length > 0) {
    const at = afterImports(result, /^(import\b|const\s[^=]*=\s*require\()/, /^\}.*(from|require)/);
    result.splice(at, 0, ...fresh.map(line));
  }
  return result;
}

/** Names of the file that a test has to import: the function (or its class) and what its code mentions besides. */
export function neededNames(
  focal: FocalFunction,
  mentioned: ReadonlySet<string>,
  moduleNames: readonly string[],
): readonly string[] {
  return [...new Set([rootName(focal), ...moduleNames.filter((name) => mentioned.has(name))])];
}

/** What must be imported to call the function: its class, the function around it, or itself. */
export const rootName = (focal: FocalFunction): string => focal.qualifiedName.split('.')[0] ?? focal.name;

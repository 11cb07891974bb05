'use strict';
// Which file an `import` or `require` of the user's project means: Node's rules, plus what TypeScript projects rely on (extensionless
// relative imports, `.js` for a `.ts` file, `paths` and `baseUrl` of tsconfig.json).
const { statSync, readFileSync, realpathSync } = host.fs;
const { dirname, join, resolve, isAbsolute, sep } = host.path;
const { fileURLToPath } = host.url;
const isBuiltin = host.isBuiltin;

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];
const writtenAs = { '.js': ['.ts', '.tsx', '.jsx'], '.mjs': ['.mts'], '.cjs': ['.cts'], '.jsx': ['.tsx'] };

const isFile = (file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
const isFolder = (file) => statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;

exports.createResolver = ({ root, focalPath, overlaid }) => {
  const cache = new Map();
  const packages = new Map();
  const config = readConfig(dirname(focalPath), root);

  /** The nearest package.json above a file: `{folder, json}`. */
  function packageOf(file) {
    const folder = dirname(file);
    if (packages.has(folder)) return packages.get(folder);
    const json = readJson(join(folder, 'package.json'));
    const found = json ? { folder, json } : dirname(folder) === folder ? undefined : packageOf(folder);
    packages.set(folder, found);
    return found;
  }

  /** `{kind: 'builtin', name}`, `{kind: 'user', path}` (loaded fresh) or `{kind: 'shared', path}` (a package, shared by candidates). */
  function find(specifier, parent, use) {
    const key = `${use}\n${dirname(parent)}\n${specifier}`;
    let found = cache.get(key);
    if (!found) {
      found = locate(specifier, parent, use);
      cache.set(key, found);
    }
    return found;
  }

  function locate(specifier, parent, use) {
    if (isBuiltin(specifier)) return { kind: 'builtin', name: specifier.replace(/^node:/, '') };
    const bare = specifier.replace(/[?#].*$/s, (rest) => (specifier.startsWith('#') ? rest : ''));
    if (bare.startsWith('file:')) return file(fileFor(fileURLToPath(bare)), specifier, parent);
    if (/^\.{0,2}[\\/]|^\.{1,2}$/.test(bare)) return file(fileFor(resolve(dirname(parent), bare)), specifier, parent);
    if (isAbsolute(bare)) return file(fileFor(bare), specifier, parent);
    const mapped =
      fromConfig(bare) ?? (bare.startsWith('#') ? imported(bare, parent, use) : packaged(bare, parent, use));
    return file(mapped, specifier, parent);
  }

  function file(path, specifier, parent) {
    if (path === undefined) {
      const error = new Error(`Cannot find module '${specifier}' imported from ${parent}`);
      error.code = 'MODULE_NOT_FOUND';
      throw error;
    }
    if (path === focalPath) return { kind: 'user', path };
    const real = isFile(path) ? realpathSync(path) : path;
    if (real === overlaid) return { kind: 'user', path: focalPath };
    return { kind: real.includes(`${sep}node_modules${sep}`) ? 'shared' : 'user', path: real };
  }

  function fileFor(path) {
    if (isFile(path) || path === focalPath) return path;
    const ending = /\.[cm]?jsx?$/.exec(path)?.[0];
    for (const other of writtenAs[ending] ?? []) {
      const written = path.slice(0, -ending.length) + other;
      if (isFile(written)) return written;
    }
    for (const extension of extensions) if (isFile(path + extension)) return path + extension;
    if (!isFolder(path)) return undefined;
    const { main } = readJson(join(path, 'package.json')) ?? {};
    const entry = typeof main === 'string' ? fileFor(join(path, main)) : undefined;
    return entry ?? extensions.map((extension) => join(path, `index${extension}`)).find(isFile);
  }

  function fromConfig(specifier) {
    for (const { pattern, targets } of config.paths) {
      const [before, after] = pattern.split('*');
      const fits =
        after === undefined
          ? specifier === pattern
          : specifier.startsWith(before) &&
            specifier.endsWith(after) &&
            specifier.length >= before.length + after.length;
      if (!fits) continue;
      const middle = after === undefined ? '' : specifier.slice(before.length, specifier.length - after.length);
      for (const target of targets) {
        const found = fileFor(target.replace('*', middle));
        if (found) return found;
      }
    }
    return config.baseUrl === undefined ? undefined : fileFor(join(config.baseUrl, specifier));
  }

  function imported(specifier, parent, use) {
    const own = packageOf(parent);
    const target = own && choose(own.json.imports, specifier, use);
    if (target === undefined) return undefined;
    return target.startsWith('.') ? fileFor(join(own.folder, target)) : packaged(target, parent, use);
  }

  function packaged(specifier, parent, use) {
    const [, name, rest] = /^((?:@[^/]+\/)?[^/]+)(.*)$/s.exec(specifier) ?? [];
    if (name === undefined) return undefined;
    const own = packageOf(parent);
    if (own?.json.name === name && own.json.exports !== undefined) return inPackage(own.folder, own.json, rest, use);
    for (let folder = dirname(parent); ; folder = dirname(folder)) {
      const at = join(folder, 'node_modules', name);
      if (isFolder(at)) return inPackage(at, readJson(join(at, 'package.json')) ?? {}, rest, use);
      if (dirname(folder) === folder) return undefined;
    }
  }

  function inPackage(folder, json, rest, use) {
    if (json.exports === undefined || json.exports === null) return fileFor(join(folder, rest));
    const table = isConditions(json.exports) ? { '.': json.exports } : json.exports;
    const target = choose(table, `.${rest}`, use);
    return target === undefined ? undefined : fileFor(join(folder, target));
  }

  return { find, packageOf, config };
};

const isConditions = (value) =>
  typeof value === 'string' || Array.isArray(value) || !Object.keys(value).some((key) => key.startsWith('.'));

/** Target of a subpath in an `exports` or `imports` table (https://nodejs.org/api/packages.html#conditional-exports). */
function choose(table, subpath, use) {
  if (typeof table !== 'object' || table === null) return undefined;
  if (Object.prototype.hasOwnProperty.call(table, subpath)) return target(table[subpath], '', use);
  const patterns = Object.keys(table).filter((key) => key.includes('*'));
  patterns.sort((a, b) => b.indexOf('*') - a.indexOf('*'));
  for (const pattern of patterns) {
    const [before, after] = pattern.split('*');
    if (subpath.startsWith(before) && subpath.endsWith(after) && subpath.length >= before.length + after.length) {
      return target(table[pattern], subpath.slice(before.length, subpath.length - after.length), use);
    }
  }
  return undefined;
}

function target(value, star, use) {
  if (typeof value === 'string') return value.replaceAll('*', star);
  if (Array.isArray(value)) return value.map((one) => target(one, star, use)).find((one) => one !== undefined);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const condition of Object.keys(value)) {
    if (condition === 'default' || condition === 'node' || condition === use) {
      const found = target(value[condition], star, use);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** `paths` (absolute targets), `baseUrl` and the JSX settings of the nearest tsconfig.json or jsconfig.json, with what it extends. */
function readConfig(from, root) {
  for (let folder = from; ; folder = dirname(folder)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const file = join(folder, name);
      if (isFile(file)) return merged(file, 0);
    }
    if (folder === root || dirname(folder) === folder) return { paths: [] };
  }
}

function merged(file, depth) {
  const folder = dirname(file);
  const json = readJson(file) ?? {};
  const options = json.compilerOptions ?? {};
  let result = { paths: [] };
  const bases = [json.extends ?? []].flat();
  for (const base of depth < 8 ? bases : []) {
    const at = base.startsWith('.') || isAbsolute(base) ? resolve(folder, base) : join(folder, 'node_modules', base);
    const found = [at, `${at}.json`, join(at, 'tsconfig.json')].find(isFile);
    if (found) result = { ...result, ...merged(found, depth + 1) };
  }
  const baseUrl = typeof options.baseUrl === 'string' ? resolve(folder, options.baseUrl) : result.baseUrl;
  return {
    ...result,
    ...(baseUrl !== undefined && { baseUrl }),
    ...(options.jsx !== undefined && { jsx: options.jsx }),
    ...(options.jsxImportSource !== undefined && { jsxImportSource: options.jsxImportSource }),
    ...(options.paths && {
      paths: Object.keys(options.paths)
        .map((pattern) => ({ pattern, targets: options.paths[pattern].map((one) => resolve(baseUrl ?? folder, one)) }))
        .sort((a, b) => b.pattern.indexOf('*') - a.pattern.indexOf('*')),
    }),
  };
}

/** JSON with comments and trailing commas; undefined when there is no such file or it cannot be read. */
function readJson(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    const plain = text
      .replace(/("(?:[^"\\]|\\.)*")|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '$1')
      .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, '$1');
    try {
      return JSON.parse(plain);
    } catch {
      return undefined;
    }
  }
}

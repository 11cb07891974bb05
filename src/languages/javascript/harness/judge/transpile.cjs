'use strict';
// TypeScript and JSX to JavaScript, line for line, with sucrase; and whether a file is an ES module.
const { vm } = host;
const { sucrase } = host.vendor;

const cache = new Map();

/** `{code, esm}`: JavaScript with the lines of `text`. @throws the parser's or transpiler's error. */
exports.transpile = (path, text, { typeModule, config, asCommonJs = false }) => {
  const key = `${asCommonJs ? 'c' : 'm'}${typeModule ? 'm' : 'c'}\n${path}\n${text}`;
  let result = cache.get(key);
  if (!result) {
    result = convert(path, text, { typeModule, config, asCommonJs });
    if (cache.size >= 300) cache.delete(cache.keys().next().value);
    cache.set(key, result);
  }
  return result;
};

exports.isTyped = (path) => /\.[cm]?tsx?$/.test(path);

/** Types and JSX removed from a piece of test code; what cannot be parsed comes back as it was, to fail when it is run. */
exports.plain = (code, path) => {
  if (!/\.([cm]?tsx?|jsx)$/.test(path)) return code;
  try {
    return sucrase.transform(code, { transforms: transforms(path, true), disableESTransforms: true, production: true })
      .code;
  } catch {
    return code;
  }
};

/** ES module text as CommonJS text, line for line. */
exports.toCommonJs = (code, path) =>
  sucrase.transform(code, {
    transforms: [...transforms(path, false), 'imports'],
    disableESTransforms: true,
    preserveDynamicImport: true,
    filePath: path,
  }).code;

function transforms(path, jsx) {
  const typed = /\.[cm]?tsx?$/.test(path);
  const tags = jsx && /\.[jt]sx$/.test(path);
  return [...(typed ? ['typescript'] : []), ...(tags ? ['jsx'] : [])];
}

function convert(path, text, { typeModule, config, asCommonJs }) {
  let source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (source.startsWith('#!')) source = `//${source}`;
  // What the first text of a file is, the candidates for it are too.
  const kindKey = `${path}\n${typeModule}`;
  const before = kinds.get(kindKey);
  const wanted = before?.wanted ?? transformsFor(path, source, config);
  const code = wanted.length > 0 ? run(source, wanted, config) : source;
  const esm = before?.esm ?? isEsModule(path, code, typeModule);
  kinds.set(kindKey, { wanted, esm });
  if (!esm) return { code, esm };
  const needsCommonJs = asCommonJs || (!typeModule && !/\.m[jt]s$/.test(path) && usesCommonJs(code));
  if (!needsCommonJs) return { code, esm };
  return { code: exports.toCommonJs(code, 'module.js'), esm: false };
}

const kinds = new Map();

/** JSX in a .js file is common in React projects. */
function transformsFor(path, source, config) {
  const wanted = transforms(path, true);
  if (wanted.length > 0 || parses(source, path)) return wanted;
  try {
    return parses(run(source, ['jsx'], config), path) ? ['jsx'] : wanted;
  } catch {
    return wanted;
  }
}

function run(source, wanted, config) {
  return sucrase.transform(source, {
    transforms: wanted,
    disableESTransforms: true,
    preserveDynamicImport: true,
    production: true,
    jsxRuntime: /^react-jsx/.test(config.jsx ?? '') || config.jsxImportSource ? 'automatic' : 'classic',
    ...(config.jsxImportSource && { jsxImportSource: config.jsxImportSource }),
  }).code;
}

function isEsModule(path, code, typeModule) {
  if (/\.m[jt]s$/.test(path)) return true;
  if (/\.cjs$/.test(path)) return false;
  if (typeModule && !/\.cts$/.test(path)) return true;
  if (!/\b(import|export|await)\b/.test(code)) return false;
  return !compiles(code, path) && compilesAsModule(code, path);
}

const parses = (code, path) => compiles(code, path) || compilesAsModule(code, path);

function compiles(code, path) {
  try {
    new vm.Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, { filename: path });
    return true;
  } catch {
    return false;
  }
}

const parsing = host.newRealm();
function compilesAsModule(code, path) {
  try {
    new vm.SourceTextModule(code, { identifier: path, context: parsing });
    return true;
  } catch {
    return false;
  }
}

/** An ES module by its syntax that also uses `require` or `module`: written for a bundler or for TypeScript's CommonJS output. */
function usesCommonJs(code) {
  return /\b(require\s*\(|module\.exports\b|__dirname\b|__filename\b)/.test(code) && !/\bcreateRequire\b/.test(code);
}

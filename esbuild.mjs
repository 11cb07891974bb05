// Builds dist/: one bundle each for the extension, its thread and the command line, with the grammars and harnesses beside them.
import * as esbuild from 'esbuild';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import * as path from 'node:path';

const root = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: true,
  sourcesContent: !production,
  minify: production,
  keepNames: production,
  loader: { '.scm': 'text' },
  // Its ES module asks for `import.meta.url`, which a CommonJS bundle does not have.
  alias: { 'web-tree-sitter': path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
  logLevel: 'warning',
  absWorkingDir: root,
};
/** The client of OpenAI's protocol is most of what a bundle would hold, and most runs never need it: it is loaded when a model is asked. */
const apart = {
  name: 'openai-apart',
  setup: (build) => build.onResolve({ filter: /^openai$/ }, () => ({ path: './openai.js', external: true })),
};
/**
 * A CommonJS bundle copies the names of a foreign module for each file that imports it: some hundred names, a hundred times, would be a
 * third of what activation takes. So one file of the bundle imports VS Code's API, and the others import that one.
 */
const vscodeOnce = {
  name: 'vscode-once',
  setup: (build) => {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'once' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'once' },
    );
    build.onLoad({ filter: /.*/, namespace: 'once' }, () => ({ contents: "export * from 'vscode';", loader: 'js' }));
  },
};
const bundles = [
  {
    ...common,
    stdin: { contents: "export * from 'openai'; export { default } from 'openai';", resolveDir: root },
    outfile: 'dist/openai.js',
  },
  {
    ...common,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    plugins: [apart, vscodeOnce],
  },
  { ...common, entryPoints: ['src/thread.ts'], outfile: 'dist/thread.js' },
  {
    ...common,
    entryPoints: ['src/cli.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [apart],
  },
];

/**
 * TypeScript's server looks for its plugins in the extension's node_modules and nowhere else: there a folder is written
 * that npm knows nothing of.
 */
const typescriptPlugin = {
  name: 'eider-typescript-plugin',
  async write() {
    const folder = path.join(root, 'node_modules', this.name);
    await mkdir(folder, { recursive: true });
    await writeFile(
      path.join(folder, 'package.json'),
      `${JSON.stringify({ name: this.name, version: '0.0.0', private: true, main: './index.js' })}\n`,
    );
    await esbuild.build({
      ...common,
      sourcemap: false,
      entryPoints: ['src/node/typescriptPlugin/plugin.ts'],
      outfile: path.join(folder, 'index.js'),
      footer: { js: 'module.exports = module.exports.default;' },
    });
  },
};

/** What the JavaScript harness brings along: it runs in the user's project and may not need anything there. */
const vendor = {
  ...common,
  sourcemap: false,
  minify: true,
  keepNames: false,
  entryPoints: ['src/languages/javascript/harness/vendor.cjs'],
  outfile: 'dist/harness/javascript/vendor.bundle.cjs',
};

const grammars = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
  'tree-sitter-javascript/tree-sitter-javascript.wasm',
  'tree-sitter-typescript/tree-sitter-typescript.wasm',
  'tree-sitter-typescript/tree-sitter-tsx.wasm',
];

async function copyAssets() {
  await mkdir(path.join(root, 'dist/grammars'), { recursive: true });
  for (const file of grammars) {
    const from = path.join(path.dirname(packageJson(file.split('/')[0])), path.basename(file));
    await cp(from, path.join(root, 'dist/grammars', path.basename(file)));
  }
  for (const language of await readdir(path.join(root, 'src/languages'), { withFileTypes: true })) {
    const harness = path.join(root, 'src/languages', language.name, 'harness');
    if (language.isDirectory() && existsSync(harness)) {
      await cp(harness, path.join(root, 'dist/harness', language.name), {
        recursive: true,
        filter: (file) => !file.includes('__pycache__'),
      });
    }
  }
}

function packageJson(name) {
  return path.join(root, 'node_modules', name, 'package.json');
}

await rm(path.join(root, 'dist'), { recursive: true, force: true });
await copyAssets();
await esbuild.build(vendor);
await typescriptPlugin.write();
if (watch) {
  for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
} else {
  await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
}

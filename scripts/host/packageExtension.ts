import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { cache, packagingDir, root } from '../paths';
import { mustRun, step } from '../setup/step';
import { zipAppend } from './zipAppend';
import { zipEntries } from './zipEntries';

const vsix = path.join(cache, 'eider.vsix');
/** Bytes, grammars (`*.wasm`) not counted. */
const sizeLimit = 3 * 1024 * 1024;
/** What a user needs and nothing else; a file outside of these was packed by accident. */
const allowed =
  /^extension\/(package\.json|package\.nls(\.[\w-]+)?\.json|readme\.md|changelog\.md|LICENSE\.txt|dist\/.+|media\/.+|syntaxes\/.+|l10n\/.+|schemas?\/.+|walkthrough\/.+|node_modules\/eider-typescript-plugin\/.+)$/i;
const forbidden = /\.(ts|map|test\.js|pyc)$|\/(screenshots|node_modules(?!\/eider-typescript-plugin\/)|test|\.cache)\//;

/**
 * Builds for production and packs the extension into .cache/eider.vsix; answers that file. `node` runs the packager: 22 or
 * newer. dist/ holds the production build afterwards.
 */
export async function packageExtension(node: string): Promise<string> {
  await ensurePackager();
  await mkdir(cache, { recursive: true });
  const vsce = path.join(packagingDir, 'node_modules/@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await mustRun(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
  await mustRun(node, [vsce, 'package', ...options, '--out', vsix], { cwd: root });
  await zipAppend(vsix, await pluginFiles());
  return vsix;
}

/** The packager leaves out all of node_modules, where TypeScript's server looks for plugins. */
async function pluginFiles(): Promise<{ readonly name: string; readonly content: Buffer }[]> {
  const names = ['package.json', 'index.js'].map((name) => `node_modules/eider-typescript-plugin/${name}`);
  return Promise.all(
    names.map(async (name) => ({ name: `extension/${name}`, content: await readFile(path.join(root, name)) })),
  );
}

/** Says what is wrong with a packaged extension, one line for each; none when it is right. */
export async function packageFaults(file: string): Promise<string[]> {
  const entries = (await zipEntries(file)).filter(({ name }) => name.startsWith('extension/'));
  const names = entries.map(({ name }) => name);
  const faults = names
    .filter((name) => !allowed.test(name) || forbidden.test(name))
    .map((name) => `${name} does not belong into the package`);
  for (const needed of [
    'package.json',
    'dist/extension.js',
    'dist/thread.js',
    'dist/openai.js',
    'node_modules/eider-typescript-plugin/index.js',
    'dist/grammars/tree-sitter-python.wasm',
    'media/icon.png',
  ]) {
    if (!names.includes(`extension/${needed}`)) faults.push(`${needed} is missing from the package`);
  }
  const size = entries.reduce((total, entry) => total + (entry.name.endsWith('.wasm') ? 0 : entry.size), 0);
  if (size > sizeLimit) faults.push(`the package has ${size} bytes without grammars; ${sizeLimit} is the limit`);
  return faults;
}

async function ensurePackager(): Promise<void> {
  const stamp = path.join(packagingDir, 'node_modules/.eider-ready');
  const wanted = createHash('sha256')
    .update(await readFile(path.join(packagingDir, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;
  await step('package', 'installing vsce from npm, for packing the extension', () =>
    mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: packagingDir }),
  );
  await writeFile(stamp, wanted);
}

import * as esbuild from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { cache, root } from '../paths';

const folder = path.join(cache, 'vscode-tests');
/** The compiled `test/vscode/index.ts`; its suites lie in folders beside it. */
export const testIndex = path.join(folder, 'index.js');

/** Bundles the suites of test/vscode, one file per test file, for the extension host to load. */
export async function bundleTests(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const files = await readdir(path.join(root, 'test/vscode'), { recursive: true });
  const entryPoints = files.filter((file) => file === 'index.ts' || file.endsWith('.vscode.test.ts'));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: entryPoints.map((file) => path.join('test/vscode', file)),
    outdir: folder,
    outbase: 'test/vscode',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    loader: { '.scm': 'text' },
    // Its ES module asks for `import.meta.url`, which a CommonJS bundle does not have.
    alias: { 'web-tree-sitter': path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
    logLevel: 'warning',
  });
}

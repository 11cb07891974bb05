import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type { RuntimeAdapter } from '../executor/adapter';
import { findNode } from './runtime';

/** JavaScript and TypeScript in the user's Node. */
export const javascriptAdapter: RuntimeAdapter = {
  languageIds: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'],
  async launch(target, settings, signal) {
    const running = { execPath: process.execPath, electron: process.versions['electron'] !== undefined };
    const node = await findNode(settings.nodePath, target.workspaceRoot, running, signal);
    const folder = settings.harness.javascript;
    const vendor = vendorPaths(folder);
    return {
      runtime: `Node ${node.version}`,
      command: node.executable,
      args: ['--experimental-vm-modules', '--no-warnings', path.join(folder, 'main.cjs')],
      cwd: target.workspaceRoot,
      env: node.env,
      readable: [...new Set([path.dirname(node.executable), folder, ...vendor.folders])],
      options: { ...(vendor.modules && { vendor: vendor.modules }) },
    };
  },
};

/** The build bundles acorn and sucrase into the harness; run from source they are packages of Eider's own node_modules. */
function vendorPaths(folder: string): {
  readonly folders: readonly string[];
  readonly modules?: Readonly<Record<'acorn' | 'sucrase', string>>;
} {
  if (existsSync(path.join(folder, 'vendor.bundle.cjs'))) return { folders: [] };
  const resolve = createRequire(path.join(folder, 'main.cjs')).resolve;
  const modules = { acorn: realpathSync(resolve('acorn')), sucrase: realpathSync(resolve('sucrase')) };
  const above = (file: string) => file.slice(0, file.lastIndexOf(`${path.sep}node_modules${path.sep}`));
  const folders = [...new Set(Object.values(modules).map((file) => path.join(above(file), 'node_modules')))];
  return { folders, modules };
}

import { rm } from 'node:fs/promises';
import * as path from 'node:path';
import { bundleTests } from './host/testBundle';
import { copyWorkspace } from './host/workspaceCopy';
import { cache, root } from './paths';
import { mustRun } from './setup/step';

/** What .vscode-test.mjs expects: the built extension, the bundled suites and a copy of the sample workspace. */
async function main(): Promise<void> {
  await mustRun(process.execPath, ['esbuild.mjs'], { cwd: root });
  await bundleTests();
  const folder = path.join(cache, 'desktop');
  await rm(folder, { recursive: true, force: true });
  await copyWorkspace(path.join(root, 'test/sample-workspace'), folder);
}

void main();

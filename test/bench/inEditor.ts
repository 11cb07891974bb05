import { mkdtemp, readFile, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { runSuite } from '../../scripts/host/runSuite';
import { bundleTests } from '../../scripts/host/testBundle';
import { root } from '../../scripts/paths';
import { mustRun } from '../../scripts/setup/step';
import { ensureSystem } from '../../scripts/setup/system';
import { ensureVscodeHost } from '../../scripts/setup/vscodeHost';

export interface Measurement {
  /** The folder of test/vscode whose tests measure. */
  readonly suite: string;
  /** After so long the window is closed and the measurement has failed. */
  readonly seconds: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Folders of extensions to install besides Eider, from the project's root. */
  readonly links?: readonly string[];
}

/** Opens a real VS Code with the production build and answers what its tests wrote to EIDER_BENCH_OUT, as JSON. */
export async function measureInEditor({ suite, seconds, env: more, links = [] }: Measurement): Promise<unknown> {
  const [{ env, chromium }, host] = await Promise.all([ensureSystem({ browser: true }), ensureVscodeHost()]);
  if (chromium === undefined) throw new Error('there is no Chromium');
  await mustRun(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
  await bundleTests();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-bench-'));
  const file = path.join(folder, 'measured.json');
  try {
    const counts = await runSuite(
      {
        name: suite,
        workspace: 'test/sample-workspace',
        // VS Code's server looks for open ports once a terminal was opened, by starting programs; a desktop window has no such thing.
        settings: { 'remote.autoForwardPorts': false },
        links,
        extension: 'source',
        trusted: true,
        seconds,
      },
      { host, chromium, env: { ...env, ...more, EIDER_BENCH_OUT: file }, print: (line) => console.log(line) },
    );
    if (counts.failed > 0) throw new Error('the measurements failed');
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

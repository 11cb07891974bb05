import { mkdtemp, readFile, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { runSuite } from '../../scripts/host/runSuite';
import { bundleTests } from '../../scripts/host/testBundle';
import { root } from '../../scripts/paths';
import { mustRun } from '../../scripts/setup/step';
import { ensureSystem } from '../../scripts/setup/system';
import { ensureVscodeHost } from '../../scripts/setup/vscodeHost';
import { report, table, type Results } from './results';

/** What the editor costs, measured inside a real VS Code by test/vscode/bench. */
async function main(): Promise<void> {
  const [{ env, chromium }, host] = await Promise.all([ensureSystem({ browser: true }), ensureVscodeHost()]);
  if (chromium === undefined) throw new Error('there is no Chromium');
  await mustRun(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
  await bundleTests();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-bench-'));
  const file = path.join(folder, 'bars.json');
  try {
    const counts = await runSuite(
      { name: 'bench', workspace: 'test/sample-workspace', extension: 'source', trusted: true, seconds: 600 },
      { host, chromium, env: { ...env, EIDER_BENCH_OUT: file }, print: (line) => console.log(line) },
    );
    if (counts.failed > 0) throw new Error('the measurements failed');
    const results = JSON.parse(await readFile(file, 'utf8')) as Results;
    console.log(table(results.rows));
    await report('editor', results);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

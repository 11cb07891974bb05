import { mkdtemp, readFile, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { runSuite } from '../../scripts/host/runSuite';
import { bundleTests } from '../../scripts/host/testBundle';
import { root } from '../../scripts/paths';
import { mustRun } from '../../scripts/setup/step';
import { ensureSystem } from '../../scripts/setup/system';
import { ensureVscodeHost } from '../../scripts/setup/vscodeHost';
import { type Bar, report } from './results';

/** Tests on save in a real VS Code, measured by test/vscode/saves: from a save to tests, and minutes of a save every second. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '120' } } });
  const [{ env, chromium }, host] = await Promise.all([ensureSystem({ browser: true }), ensureVscodeHost()]);
  if (chromium === undefined) throw new Error('there is no Chromium');
  await mustRun(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
  await bundleTests();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-bench-'));
  const file = path.join(folder, 'bars.json');
  try {
    const counts = await runSuite(
      {
        name: 'saves',
        workspace: 'test/sample-workspace',
        extension: 'source',
        trusted: true,
        seconds: Number(values.seconds) + 240,
      },
      {
        host,
        chromium,
        env: { ...env, EIDER_BENCH_OUT: file, EIDER_SAVE_SECONDS: values.seconds },
        print: (line) => console.log(line),
      },
    );
    if (counts.failed > 0) throw new Error('the measurements failed');
    await report('saves', { bars: JSON.parse(await readFile(file, 'utf8')) as Bar[], rows: [] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

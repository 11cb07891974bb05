import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { type Suite, suites } from '../test/vscode/suites';
import { type Counts, inWords, sum } from './checks/counts';
import { linkExtension } from './host/codeServer';
import { bundleTests, testIndex } from './host/testBundle';
import { copyWorkspace, removeFolder, temporaryFolder } from './host/workspaceCopy';
import { hostDir, root } from './paths';
import { mustRun, say } from './setup/step';
import { ensureSystem } from './setup/system';

/**
 * `npm run test:desktop`: the suites of `npm test` in a desktop VS Code, which @vscode/test-electron downloads. EIDER_CODE
 * names another `code` to run, such as scripts/codeShim.mjs. The suite on the packaged file is `npm test`'s alone.
 */
const failed: Counts = { passed: 0, failed: 1, skipped: 0 };

async function main(): Promise<number> {
  const names = process.argv.slice(2);
  const { env } = await ensureSystem({ browser: false });
  await mustRun(process.execPath, ['esbuild.mjs'], { cwd: root });
  await bundleTests();
  const code =
    process.env['EIDER_CODE'] ?? (await downloadAndUnzipVSCode({ cachePath: path.join(root, '.vscode-test') }));
  const results: Counts[] = [];
  for (const suite of suites) {
    if (names.length > 0 && !names.includes(suite.name)) continue;
    if (suite.extension === 'vsix') {
      say(suite.name, 'needs the packaged VS Code: npm test runs it');
      results.push({ passed: 0, failed: 0, skipped: 1 });
      continue;
    }
    const counts = await runInDesktop(path.resolve(code), suite, env);
    say(suite.name, inWords(counts));
    results.push(counts);
  }
  const total = sum(results);
  console.log(inWords(total));
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

async function runInDesktop(code: string, suite: Suite, env: NodeJS.ProcessEnv): Promise<Counts> {
  // A short path: VS Code's socket lies in its user data, and a socket's path may have about 100 characters.
  const dataDir = await temporaryFolder('eider-');
  const result = path.join(dataDir, 'result.json');
  const extensions = path.join(dataDir, 'extensions');
  await mkdir(path.join(dataDir, 'user/User'), { recursive: true });
  await mkdir(extensions);
  const settings = { 'security.workspace.trust.startupPrompt': 'never', ...suite.settings };
  await writeFile(path.join(dataDir, 'user/User/settings.json'), JSON.stringify(settings));
  for (const folder of suite.links ?? []) {
    // Their packages come with the packaged VS Code; without them the tests that need one are skipped.
    if (existsSync(path.join(hostDir, 'node_modules'))) await linkExtension(path.join(root, folder), extensions);
  }
  const folder = await copyWorkspace(path.join(root, suite.workspace), dataDir);
  const places = [folder, `--user-data-dir=${path.join(dataDir, 'user')}`, `--extensions-dir=${extensions}`];
  const testEnv = { ...env, EIDER_SUITE: suite.name, EIDER_RESULT: result };
  try {
    if (suite.trusted) {
      await runTests({
        vscodeExecutablePath: code,
        extensionDevelopmentPath: root,
        extensionTestsPath: testIndex,
        launchArgs: places,
        extensionTestsEnv: testEnv,
      });
    } else {
      await runUntrusted(code, places, testEnv);
    }
  } catch (error) {
    say(suite.name, error instanceof Error ? error.message : String(error));
  }
  const counts = await readFile(result, 'utf8').then(
    (text) => JSON.parse(text) as Counts,
    () => failed,
  );
  await removeFolder(dataDir);
  return counts;
}

/** As runTests does, which trusts every workspace. */
async function runUntrusted(code: string, places: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(
    code,
    [
      ...places,
      ...['--no-sandbox', '--disable-gpu-sandbox', '--disable-updates', '--skip-welcome', '--skip-release-notes'],
      `--extensionDevelopmentPath=${root}`,
      `--extensionTestsPath=${testIndex}`,
    ],
    { env, stdio: 'inherit' },
  );
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
}

void main().then((code) => process.exit(code));

import { readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';
import { passedBeforeReload } from './support/reload';

/**
 * VS Code's door to the tests: runs the files of the suite named by EIDER_SUITE inside the extension host, and writes
 * `{passed, failed, skipped}` to the file named by EIDER_RESULT.
 */
export async function run(): Promise<void> {
  const suite = process.env['EIDER_SUITE'] ?? 'main';
  const grep = process.env['EIDER_GREP'];
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 60_000, ...(grep === undefined ? {} : { grep }) });
  const folder = path.join(__dirname, suite);
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.vscode.test.js')) mocha.addFile(path.join(folder, file));
  }
  const counts = await new Promise<{ passed: number; failed: number; skipped: number }>((resolve) => {
    const runner = mocha.run((failed) => {
      resolve({
        passed: (runner.stats?.passes ?? 0) + passedBeforeReload(),
        failed,
        skipped: runner.stats?.pending ?? 0,
      });
    });
  });
  const result = process.env['EIDER_RESULT'];
  if (result !== undefined) writeFileSync(result, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}

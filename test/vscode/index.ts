import { readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';
import { begun, earlier, remember } from './support/reload';

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
  begun();
  const before = earlier();
  const counts = await new Promise<{ passed: number; failed: number; skipped: number }>((resolve) => {
    const runner = mocha.run((failed) => {
      resolve({
        passed: before.passed + (runner.stats?.passes ?? 0),
        failed: before.failed + failed,
        skipped: runner.stats?.pending ?? 0,
      });
    });
    const own = { passed: 0, failed: 0 };
    const note = (what: keyof typeof own) => {
      // An extension host that is about to end fails what it was doing.
      if (earlier().phase !== before.phase) return;
      own[what]++;
      remember({ ...before, passed: before.passed + own.passed, failed: before.failed + own.failed });
    };
    runner.on('pass', () => note('passed'));
    runner.on('fail', () => note('failed'));
  });
  const result = process.env['EIDER_RESULT'];
  if (result !== undefined) writeFileSync(result, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}

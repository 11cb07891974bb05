import { readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';
import { begun, earlier, remember } from './support/reload';

/**
 * VS Code's door to the tests: runs the files of the suite named by EIDER_SUITE inside the extension host, and writes
 * `{passed, failed, skipped, failures}` to the file named by EIDER_RESULT. A test that failed is run once more, and said so:
 * a window on a busy machine may be late without being wrong.
 */
export async function run(): Promise<void> {
  const suite = process.env['EIDER_SUITE'] ?? 'main';
  const grep = process.env['EIDER_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    color: false,
    timeout: 60_000,
    // What is measured is measured once.
    retries: process.env['EIDER_BENCH_OUT'] === undefined ? 1 : 0,
    ...(grep === undefined ? {} : { grep }),
  });
  const folder = path.join(__dirname, suite);
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.vscode.test.js')) mocha.addFile(path.join(folder, file));
  }
  begun();
  const before = earlier();
  const counts = await new Promise<{ passed: number; skipped: number; failures: readonly string[] }>((resolve) => {
    let passed = 0;
    const failures: string[] = [];
    const note = () => {
      // An extension host that is about to end fails what it was doing.
      if (earlier().phase === before.phase)
        remember({ ...before, passed: before.passed + passed, failures: [...before.failures, ...failures] });
    };
    const runner = mocha.run(() => {
      resolve({
        passed: before.passed + passed,
        failures: [...before.failures, ...failures],
        skipped: runner.stats?.pending ?? 0,
      });
    });
    runner.on('pass', () => {
      passed++;
      note();
    });
    runner.on('fail', (test) => {
      failures.push(test.fullTitle());
      note();
    });
    runner.on('retry', (test: Mocha.Test, error: Error) => {
      console.log(`run once more: ${test.fullTitle()}: ${error.message}`);
    });
  });
  const failed = counts.failures.length;
  const result = process.env['EIDER_RESULT'];
  if (result !== undefined) writeFileSync(result, JSON.stringify({ ...counts, failed }));
  if (failed > 0) throw new Error(`${failed} tests failed`);
}

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { HumanError } from '../core/errors';
import type { Command } from './arguments';

/**
 * Runs a benchmark of the repository this command line was built in: the data sets and their judges are no part of the
 * product. Resolves to the exit code.
 */
export function runBench(command: Extract<Command, { command: 'bench' }>): Promise<number> {
  const script = path.join(__dirname, '..', 'scripts', 'bench.mjs');
  if (!existsSync(script)) {
    throw new HumanError(
      'noBenchData',
      'Benchmarks are part of the repository, not of the installed extension.',
      'Clone the repository and run npm run bench -- there.',
    );
  }
  const budget = ['--budget', String(command.budgetMs / 1000), '--seed', String(command.seed)];
  const child = spawn(process.execPath, [script, 'repair', '--set', command.name, ...budget, ...command.rest], {
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

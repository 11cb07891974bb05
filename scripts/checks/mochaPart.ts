import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { cache, root } from '../paths';
import type { Counts } from './counts';
import type { Print } from './part';

/** Runs mocha with one of the project's configurations in a process of its own. A run that ends without counts has failed. */
export async function mochaPart(folder: string, config: string, env: NodeJS.ProcessEnv, print: Print): Promise<Counts> {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  if (!files.some((file) => file.endsWith('.test.ts'))) throw new Error(`${folder} has no tests`);
  const countsFile = path.join(cache, `counts-${path.basename(folder)}.json`);
  await mkdir(cache, { recursive: true });
  await rm(countsFile, { force: true });
  const reporter = path.join(root, 'scripts/checks/countingReporter.cjs');
  const mocha = path.join(root, 'node_modules/mocha/bin/mocha.js');
  const child = spawn(
    process.execPath,
    [mocha, '--config', config, '--reporter', reporter, '--reporter-option', `output=${countsFile}`],
    { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => print(text.replace(/\n$/, '')));
  }
  await new Promise<void>((resolve) => child.on('close', () => resolve()));
  return JSON.parse(await readFile(countsFile, 'utf8')) as Counts;
}

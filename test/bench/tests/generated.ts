import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { createDebugger } from '../../../src/core';
import type { GeneratedSuite } from '../../../src/core/model/generation';
import type { LanguageId, SourceFile } from '../../../src/core/model/focalFunction';
import type { Log, Ports } from '../../../src/core/ports';
import type { SelfDebugger } from '../../../src/core/selfDebugger';
import { languages } from '../../../src/languages/registry';
import { createNodePorts } from '../../../src/node/ports';

export const root = path.resolve(__dirname, '../../..');

const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (m, cause) => console.error(m, cause),
};

export interface Made {
  readonly suite?: GeneratedSuite;
  /** Test file, absolute, when there is something to write. */
  readonly file?: string;
  readonly ms: number;
  readonly message: string;
}

/** A folder as the product sees a project. */
export class Project {
  readonly folder: string;
  readonly ports: Ports;
  readonly self: SelfDebugger;

  constructor(folder: string) {
    this.folder = folder;
    this.ports = createNodePorts({
      assets: path.join(root, 'dist'),
      workspaceRoot: folder,
      settings: () => ({ sandbox: process.env['EIDER_BENCH_SANDBOX'] === 'off' ? 'off' : 'preferred' }),
      log: quiet,
    });
    this.self = createDebugger(this.ports, languages);
  }

  /** Makes tests for a function and writes them where the product would. `testPaths`: empty, so that the function's own tests are not looked at. */
  async make(name: string, text: string, fn: string, options: { budgetMs: number; seed: number }): Promise<Made> {
    const file: SourceFile = { path: path.join(this.folder, name), languageId: languageOf(name), text, version: 0 };
    const signal = AbortSignal.timeout(120_000);
    const started = performance.now();
    let suite: GeneratedSuite | undefined;
    let message = '';
    for await (const event of this.self.tests({ file, select: { name: fn }, testPaths: [], ...options }, signal)) {
      if (event.kind === 'suite') suite = event.suite;
      if (event.kind === 'finished') message = event.message;
    }
    const ms = performance.now() - started;
    if (!suite || suite.tests.length === 0) return { ms, message };
    const written = await this.self.writeTests(suite, signal);
    await mkdir(path.dirname(written.path), { recursive: true });
    await writeFile(written.path, written.written);
    return { suite, file: written.path, ms, message };
  }
}

export function languageOf(name: string): LanguageId {
  return name.endsWith('.py') ? 'python' : name.endsWith('.ts') ? 'typescript' : 'javascript';
}

/** Whether the framework says that every test of the files (or, without files, of the folder) passes. A run that does not end in time fails. */
export function passes(folder: string, language: LanguageId, files: readonly string[], seconds = 60): Promise<boolean> {
  const [command, args] =
    language === 'python'
      ? ['python3', ['-m', 'pytest', '-q', '-x', '--tb=no', '-p', 'no:cacheprovider', ...files]]
      : [process.execPath, ['--test', ...files]];
  // A test runner inside a test runner runs nothing.
  const environment = { ...process.env };
  delete environment['NODE_TEST_CONTEXT'];
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: folder,
      stdio: 'ignore',
      detached: true,
      env: { ...environment, PYTHONDONTWRITEBYTECODE: '1' },
    });
    const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), 1000 * seconds);
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

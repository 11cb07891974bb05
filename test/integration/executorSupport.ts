import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { defaultLimits, type ExecutionTarget, type JobResult } from '../../src/core/model/execution';
import type { FocalFunction } from '../../src/core/model/focalFunction';
import type { ExampleTest, Expected, ProbeTest, PropertyTest, Test, Verdict } from '../../src/core/model/test';
import type { ExecutionSession, Log, TestExecutor } from '../../src/core/ports';
import type { ExecutorSettings } from '../../src/node/executor/adapter';
import { createExecutor } from '../../src/node/executor/executor';
import { pythonAdapter } from '../../src/node/python/pythonAdapter';
import { plainFunction } from '../doubles/plainFunction';

export const repository = path.resolve(__dirname, '../..');

export const harness = {
  python: path.join(repository, 'src/languages/python/harness'),
  javascript: path.join(repository, 'src/languages/javascript/harness'),
};

export const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A throw-away workspace. */
export class Folder {
  readonly root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'eider workspace ')));

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): string {
    const file = path.join(this.root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  read(name: string): string {
    return readFileSync(path.join(this.root, name), 'utf8');
  }

  link(name: string, target: string): void {
    symlinkSync(target, path.join(this.root, name));
  }

  path(name: string): string {
    return path.join(this.root, name);
  }

  /** Names of everything in it, sorted: what a run left behind shows here. */
  listing(): readonly string[] {
    return readdirSync(this.root, { recursive: true, encoding: 'utf8' }).sort();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** The executor needs little of a focal function; the rest is as capture would leave it for a function without parameters. */
export function pythonFunction(file: string, text: string, name: string): FocalFunction {
  const start = Math.max(0, text.search(new RegExp(`^[ \\t]*(async )?def ${name.split('.').at(-1) ?? name}\\b`, 'm')));
  const rest = text.slice(start + 1).search(/^\S/m);
  const range = { start, end: rest === -1 ? text.length : start + 1 + rest };
  const own = name.split('.').at(-1) ?? name;
  return plainFunction({ path: file, languageId: 'python', text, version: 1 }, own, {
    qualifiedName: name,
    range,
    signature: `def ${name}()`,
  });
}

export interface PythonSession {
  readonly session: ExecutionSession;
  readonly source: string;
  /** Runs tests on a source (by default the original) and gives the verdicts. */
  verdicts(tests: readonly Test[], source?: string): Promise<ReadonlyMap<string, Verdict>>;
  run(tests: readonly Test[], options?: Partial<Parameters<ExecutionSession['run']>[0]>): Promise<JobResult>;
}

/** `EIDER_TEST_SPAWN=1 mocha …` runs the Python tests of the executor as where there is no `fork()`. */
const spawned = process.env['EIDER_TEST_SPAWN'] === '1';
let jobs = 0;

export const pythonExecutor = (settings: Partial<ExecutorSettings> = {}): TestExecutor =>
  createExecutor({
    adapters: [pythonAdapter],
    settings: () => ({ sandbox: 'preferred', workers: 1, harness, pythonSpawn: spawned, ...settings }),
    log: silent,
  });

export async function openPython(
  folder: Folder,
  file: string,
  text: string,
  options: Partial<ExecutionTarget> & { readonly settings?: Partial<ExecutorSettings>; readonly name?: string } = {},
  executor: Pick<TestExecutor, 'open'> = pythonExecutor(options.settings),
): Promise<PythonSession> {
  const { name, ...target } = options;
  const session = await executor.open(
    {
      focal: pythonFunction(folder.write(file, text), text, name ?? 'f'),
      workspaceRoot: folder.root,
      scripts: [],
      testFiles: [],
      limits: { ...defaultLimits, testMs: 700 },
      ...target,
    },
    AbortSignal.timeout(60_000),
  );
  const run: PythonSession['run'] = (tests, more) =>
    session.run({ id: `job${++jobs}`, source: text, tests, ...more }, AbortSignal.timeout(60_000));
  return {
    session,
    source: text,
    run,
    async verdicts(tests, source = text) {
      const result = await run(tests, { source });
      if (result.kind === 'notLoaded') throw new Error(`not loaded: ${result.errorType}: ${result.message}`);
      return result.verdicts;
    },
  };
}

const base = { title: 'a test', trust: 'trusted', source: 'docstring' } as const;

export function example(call: string, expected: Expected | string, setup: readonly string[] = []): ExampleTest {
  const promise: Expected = typeof expected === 'string' ? { kind: 'value', source: expected } : expected;
  return {
    ...base,
    kind: 'example',
    id: `${setup.join(';')}|${call}|${JSON.stringify(promise)}`,
    setup,
    call,
    expected: promise,
  };
}

export function probe(call: string, setup: readonly string[] = []): ProbeTest {
  return { ...base, kind: 'probe', id: `${setup.join(';')}|${call}`, setup, call };
}

export function property(callee: string, args: readonly string[], check: string): PropertyTest {
  return { ...base, kind: 'property', id: `${callee}|${args.join()}|${check}`, setup: [], args, callee, check };
}

/** Verdict of a single test. */
export async function verdictOf(python: PythonSession, test: Test, source?: string): Promise<Verdict> {
  const verdict = (await python.verdicts([test], source)).get(test.id);
  if (!verdict) throw new Error(`no verdict for ${test.id}`);
  return verdict;
}

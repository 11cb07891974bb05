import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { defaultTestsBudgetMs } from '../../src/core/testing/request';
import { rows, type HumanEvalFix } from './data';
import { report, table, type Bar, type Row } from './results';
import { Project, languageOf, passes, root, type Made } from './tests/generated';
import { ghostwrite, hasHypothesis, type Ghostwritten } from './tests/ghostwriter';
import { mutationScore } from './tests/mutation';
import { sampleSolutions, samples } from '../samples';

/** Runs of every generated suite on the right version; each in new processes. */
const RUNS = 10;

interface Options {
  readonly budgetMs: number;
  readonly seed: number;
  readonly limit: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      set: { type: 'string', multiple: true },
      budget: { type: 'string', default: String(defaultTestsBudgetMs / 1000) },
      seed: { type: 'string', default: '1' },
      limit: { type: 'string', default: '1000' },
    },
  });
  if (!existsSync(path.join(root, 'dist', 'harness'))) execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root });
  const options = { budgetMs: 1000 * Number(values.budget), seed: Number(values.seed), limit: Number(values.limit) };
  const bars: Bar[] = [];
  const all: Row[] = [];
  for (const set of values.set ?? ['python', 'javascript', 'samples']) {
    if (set === 'samples') await fixtures(options, bars, all);
    else await bugs(set === 'python' ? 'humanevalfix-python-even' : 'humanevalfix-js-even', options, bars, all);
  }
  await report('tests', { bars, rows: all });
}

/** Suites made for the right version of each function, then run on the right version again and again, and on the wrong one. */
async function bugs(set: string, options: Options, bars: Bar[], all: Row[]): Promise<void> {
  const python = set.includes('python');
  const ending = python ? 'py' : 'cjs';
  const folder = mkdtempSync(path.join(os.tmpdir(), 'eider-bench-'));
  const wrong = mkdtempSync(path.join(os.tmpdir(), 'eider-bench-'));
  try {
    // Says that the project uses pytest, as a project would.
    if (python) writeFileSync(path.join(folder, 'conftest.py'), '');
    const tasks = rows<HumanEvalFix>(set).slice(0, options.limit);
    const whole = (text: string, { entryPoint }: HumanEvalFix) =>
      python ? text : `${text}\nmodule.exports = { ${entryPoint} };\n`;
    const made: (Made & { readonly row: HumanEvalFix; readonly name: string })[] = [];
    for (const row of tasks) {
      const name = `task_${row.id.replace(/\W/g, '_')}.${ending}`;
      const text = whole(row.reference, row);
      writeFileSync(path.join(folder, name), text);
      const project = new Project(folder);
      const functions = await project.self.functions({
        path: path.join(folder, name),
        languageId: languageOf(name),
        text,
        version: 0,
      });
      const fn = functions.find((f) => f.name.toLowerCase() === row.entryPoint.toLowerCase())?.qualifiedName;
      made.push({ ...(await project.make(name, text, fn ?? row.entryPoint, options)), row, name });
    }
    const files = made.flatMap(({ file }) => (file === undefined ? [] : [file]));
    const failed = new Map<string, number>();
    for (let run = 0; run < RUNS; run++) {
      if (await passes(folder, languageOf(`x.${ending}`), files, 300)) continue;
      for (const file of files)
        if (!(await passes(folder, languageOf(file), [file]))) failed.set(file, (failed.get(file) ?? 0) + 1);
    }
    cpSync(folder, wrong, { recursive: true });
    const killed = new Set<string>();
    for (const { row, name, file } of made) {
      if (file === undefined) continue;
      writeFileSync(path.join(wrong, name), whole(row.buggy, row));
      if (!(await passes(wrong, languageOf(name), [path.join(wrong, path.basename(file))], 20))) killed.add(row.id);
    }
    const ghost: Ghostwritten = { written: 0, failsOnRight: 0, killed: 0 };
    if (python && hasHypothesis())
      for (const { row, name } of made)
        await ghostwrite(ghost, { right: folder, wrong, module: path.basename(name, '.py'), name: row.entryPoint });
    const times = made.map(({ ms }) => ms / 1000).sort((a, b) => a - b);
    const sizes = made.map(({ suite }) => suite?.tests.length ?? 0);
    const title = python ? 'HumanEvalFix Python' : 'HumanEvalFix JavaScript';
    bars.push(
      { name: `${title}: bugs killed`, value: (100 * killed.size) / tasks.length, unit: '%', bar: 85, is: 'at least' },
      {
        name: `${title}: suites that fail on the right version in every run`,
        value: count(failed, (n) => n === RUNS),
        unit: 'suites',
        bar: 0,
        is: 'at most',
      },
      {
        name: `${title}: flaky suites in ${RUNS} runs`,
        value: count(failed, (n) => n < RUNS),
        unit: 'suites',
        bar: 0,
        is: 'at most',
      },
      {
        name: `${title}: tests per function, mean`,
        value: sizes.reduce((sum, n) => sum + n, 0) / Math.max(1, made.length),
        unit: 'tests',
        bar: 12,
        is: 'at most',
      },
      { name: `${title}: time per function, median`, value: quantile(times, 0.5), unit: 's', bar: 3, is: 'at most' },
    );
    console.log(`\n${title}: ${tasks.length} functions`);
    console.log(
      table([
        {
          killed: killed.size,
          'no suite': made.filter(({ file }) => file === undefined).length,
          'tests per function': sizes.reduce((sum, n) => sum + n, 0) / Math.max(1, made.length),
          'median s': quantile(times, 0.5),
          'p95 s': quantile(times, 0.95),
        },
      ]),
    );
    if (ghost.written > 0)
      console.log(
        `Hypothesis' ghostwriter, for comparison: tests for ${ghost.written} functions, wrong about ${ghost.failsOnRight} right versions, ${ghost.killed} bugs killed (${((100 * ghost.killed) / tasks.length).toFixed(1)} %)`,
      );
    console.log(
      `not killed: ${made
        .filter(({ row }) => !killed.has(row.id))
        .map(({ row }) => row.id)
        .join(', ')}`,
    );
    if (failed.size > 0)
      console.log(
        `failed on the right version: ${[...failed].map(([f, n]) => `${path.basename(f)} ${n}x`).join(', ')}`,
      );
    for (const { row, suite, ms, file } of made) {
      all.push({
        set,
        id: row.id,
        killed: killed.has(row.id),
        failedRuns: failed.get(file ?? '') ?? 0,
        tests: suite?.tests.length ?? 0,
        mutants: suite?.mutants.run ?? 0,
        mutantsKilled: suite?.mutants.killed ?? 0,
        ms: Math.round(ms),
      });
    }
  } finally {
    for (const one of [folder, wrong]) rmSync(one, { recursive: true, force: true });
  }
}

/** Mutants that were not used to choose the tests, of the right versions of the sample workspace's functions. */
async function fixtures(options: Options, bars: Bar[], all: Row[]): Promise<void> {
  let run = 0;
  let killed = 0;
  for (const sample of samples.slice(0, options.limit)) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'eider-bench-'));
    try {
      cpSync(path.join(sampleSolutions, path.dirname(sample.file)), folder, { recursive: true });
      const name = path.basename(sample.file);
      const text = readFileSync(path.join(folder, name), 'utf8');
      const project = new Project(folder);
      const made = await project.make(name, text, sample.function, options);
      const score = made.suite
        ? await mutationScore(project.ports, made.suite, options.seed)
        : { run: 0, killed: 0, equivalent: 0 };
      run += score.run;
      killed += score.killed;
      all.push({
        set: 'samples',
        id: sample.function,
        tests: made.suite?.tests.length ?? 0,
        mutants: score.run,
        mutantsKilled: score.killed,
        equivalent: score.equivalent,
        ms: Math.round(made.ms),
        message: made.message,
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  console.log(
    table(
      all
        .filter((row) => row['set'] === 'samples')
        .map(({ id, tests, mutants, mutantsKilled, equivalent, ms }) => ({
          id: id ?? '',
          tests: tests ?? 0,
          mutants: mutants ?? 0,
          killed: mutantsKilled ?? 0,
          equivalent: equivalent ?? 0,
          ms: ms ?? 0,
        })),
    ),
  );
  bars.push({
    name: 'Sample functions: mutation score',
    value: (100 * killed) / Math.max(1, run),
    unit: '%',
    bar: 80,
    is: 'at least',
  });
}

const count = (failed: ReadonlyMap<string, number>, which: (n: number) => boolean): number =>
  [...failed.values()].filter(which).length;

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

void main();
